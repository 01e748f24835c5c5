"""A flow of notes, over the tiny service and another one."""

from datetime import timedelta
from typing import Any

from chassis.errors import Conflict
from chassis.sagas import Ask, Story, Wait, flow
from chassis.tests.project.notes.models import Note


def _titled(ending: str) -> Any:
    return lambda story: {"title": f"{story.told['title']}{ending}"}


def _on_note(story: Story) -> str:
    return f"note:{story.made['write']['note']}"


def _closed(story: Story) -> dict[str, str] | None:
    note = Note.objects.get(pk=story.made["write"]["note"])
    if note.rank < 0:
        raise Conflict("It has fallen below all others.")
    return None if note.is_open else {"how": "closed"}


KEEP = flow(
    "notes.keep",
    version=1,
    steps=[
        Ask(key="write", name="notes.write", says=_titled("")),
        Ask(key="copy", name="notes.write", at="shelf", says=_titled(" copied")),
        Wait(key="closed", on=_on_note, until=_closed, within=timedelta(days=1)),
        Ask(key="count", name="notes.count", at="shelf", says=lambda story: {}, is_pivot=True),
        Ask(key="last", name="notes.write", says=_titled(" kept")),
    ],
)

flow(
    "notes.fill",
    version=1,
    steps=[
        Ask(
            key="fill",
            name="notes.fill",
            at="shelf",
            says=lambda story: story.told,
            again=lambda made: made["left"] > 0,
        )
    ],
)
