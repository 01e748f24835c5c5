"""Run by the benchmark in accounts: add people at a steady rate, and tell when each was there."""

import json
import sys
import time

import django

django.setup()

from accounts_service.people import actions  # noqa: E402  (after the setup)
from chassis.auth import Caller  # noqa: E402

BENCH = Caller(id="bench", name="bench", roles=frozenset({"admin"}), scopes=frozenset())


def main(rate: int, seconds: int) -> None:
    """Print one JSON object: a person's id → the moment of the commit, as this machine's clock."""
    committed, began, prefix = {}, time.monotonic(), f"bench-{time.time_ns()}"
    for number in range(rate * seconds):
        time.sleep(max(0.0, began + number / rate - time.monotonic()))
        person = actions.create_person(by=BENCH, username=f"{prefix}-{number}", name="Bench")
        committed[str(person.id)] = time.time()
    print(json.dumps(committed))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
