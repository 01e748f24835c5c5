"""The flows of people: somebody leaves, and somebody is forgotten."""

from collections.abc import Callable
from typing import Any

from chassis.sagas import Ask, Story, flow

HANDED_OVER = "Handed over: whoever had this leaves."
CANCELLED = "Cancelled: whoever it was for leaves."


def _about(**words: Any) -> Callable[[Story], dict[str, Any]]:
    return lambda story: {"person": story.subject, **words}


def _to(**words: Any) -> Callable[[Story], dict[str, Any]]:
    return lambda story: {"person": story.subject, "to": story.told["tasks_to"], **words}


def _wanted(story: Story) -> dict[str, Any]:
    return {"person": story.subject, "wanted_by": story.told["wanted_by"]}


def _some(name: str) -> Callable[[Any], bool]:
    """Ask once more as long as something was done."""
    return lambda made: bool(made[name])


def _things(story: Story) -> dict[str, Any]:
    return {"things": story.made["has"]["things"], "to": story.told["tasks_to"]}


LEAVE = flow(
    "people.leave",
    version=1,
    steps=[
        Ask(
            key="allowed",
            name="people.may_leave",
            says=lambda story: {"person": story.subject, "tasks_to": story.told["tasks_to"]},
        ),
        Ask(
            key="tasks",
            name="work.hand_over",
            at="tasks",
            says=_to(note=HANDED_OVER),
            again=_some("tasks"),
        ),
        Ask(
            key="schedules",
            name="planning.hand_over",
            at="tasks",
            says=_to(),
            again=_some("schedules"),
        ),
        Ask(key="has", name="lending.held_by", at="catalog", says=_about()),
        Ask(key="returns", name="work.make_return_tasks", at="tasks", says=_things),
        Ask(key="access", name="people.end_access", says=_wanted, is_pivot=True),
        # What cannot be taken back comes when nothing can come in between any more.
        Ask(
            key="reservations",
            name="lending.cancel_reservations",
            at="catalog",
            says=_about(note=CANCELLED),
            again=_some("cancelled"),
        ),
        Ask(key="left", name="lending.held_by", at="catalog", says=_about()),
    ],
)


def _erasure(story: Story) -> dict[str, Any]:
    return {"erasure": story.made["nobody"]["erasure"]}


def _receipt(story: Story) -> dict[str, Any]:
    services = ("accounts", "tasks", "catalog")
    return {**_erasure(story), "receipt": {name: story.made[name] for name in services}}


def _forgotten(service: str, at: str = "") -> list[Ask]:
    """Have a service forget them, and wait until it has."""
    return [
        Ask(key=f"forget_{service}", name="privacy.forget", at=at, says=_erasure),
        Ask(key=service, name="privacy.forgotten", at=at, says=_erasure),
    ]


ERASE = flow(
    "people.erase",
    version=1,
    steps=[
        Ask(key="nothing", name="lending.has_nothing", at="catalog", says=_about()),
        Ask(key="nobody", name="people.become_nobody", says=_wanted, is_pivot=True),
        # First what is on its way to the others.
        *_forgotten("accounts"),
        *_forgotten("tasks", at="tasks"),
        *_forgotten("catalog", at="catalog"),
        Ask(key="receipt", name="people.end_erasure", says=_receipt),
    ],
)
