"""What a service needs before it runs: its database migrated, its files collected, demo data."""

from collections.abc import Sequence
from dataclasses import dataclass

from stack import demo, django, service_environment
from stack.registry import Service
from stack.settings import Settings
from stack.stamps import Stamp


@dataclass(frozen=True)
class Step:
    """Django commands that are run until they succeeded once, as a stamp remembers."""

    stamp: Stamp
    commands: Sequence[Sequence[str]]


async def take(settings: Settings, service: Service) -> bool:
    """Take the steps that are due, in one process; say whether there were any.

    One process, because starting Django takes longer than most of what it is started for.
    """
    due = [step for step in _steps(settings, service) if not step.stamp.is_set()]
    if not due:
        return False
    service_environment.media(settings, service).mkdir(parents=True, exist_ok=True)
    await django.run(settings, service, *(words for step in due for words in step.commands))
    for step in due:
        step.stamp.set()
    return True


def _steps(settings: Settings, service: Service) -> Sequence[Step]:
    return (
        Step(django.prepared(settings, service), _preparing(service)),
        Step(demo.seeded(settings, service), [["seed_demo", "--skip-checks"]]),
    )


def _preparing(service: Service) -> list[list[str]]:
    """Redoc comes along with Swagger; nobody serves it, and compressing it takes half the time."""
    static = ["collectstatic", "--noinput", "--verbosity=0", "--ignore", "redoc"]
    return [["migrate", "--noinput", "--verbosity=0"], *([each] for each in service.setup), static]
