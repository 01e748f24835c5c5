"""Run by the benchmark in accounts: write a heap of events into the outbox."""

import sys

import django

django.setup()

from django.db import transaction  # noqa: E402  (after the setup)

from accounts_service.people.events import PersonChanged  # noqa: E402
from chassis.events import publish  # noqa: E402
from chassis.ids import uuid7  # noqa: E402

AT_ONCE = 1000


def main(count: int, mark: str) -> None:
    """Each event tells of another person, whose name is the mark."""
    for _ in range(0, count, AT_ONCE):
        with transaction.atomic():
            publish(
                *(
                    PersonChanged(
                        person_id=uuid7(), name=mark, is_active=True, role="member", version=1
                    )
                    for _ in range(AT_ONCE)
                )
            )


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
