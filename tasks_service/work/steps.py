"""What flows may ask of the work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.auth import Caller
from chassis.sagas import step, undo
from tasks_service.work import actions, errors
from tasks_service.work.models import Kind


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """Whose tasks go to whom, or to nobody, and what is noted on each."""

    person: UUID
    to: UUID | None
    note: str


@dataclass(frozen=True, kw_only=True)
class Given:
    """Which tasks went from whom to whom."""

    person: UUID
    to: UUID | None
    tasks: list[UUID]


@step("work.hand_over", refuses=[errors.NotHere])
def hand_over(asked: Leaving, *, by: Caller, at: datetime) -> Given:
    """Hand some open tasks of somebody over; asked until there are none, it does all."""
    tasks = actions.hand_over_tasks(person=asked.person, to=asked.to, by=by, note=asked.note)
    return Given(person=asked.person, to=asked.to, tasks=tasks)


@undo("work.hand_over")
def give_back(made: Given, *, by: Caller, at: datetime) -> None:
    """Give back what nobody went on with."""
    note = "Given back: they do not leave."
    actions.give_back_tasks(ids=made.tasks, person=made.person, now_of=made.to, by=by, note=note)


@dataclass(frozen=True, kw_only=True)
class ToGetBack:
    """Which things to get back, and who does it, if anybody."""

    things: Sequence[actions.Held]
    to: UUID | None


@dataclass(frozen=True, kw_only=True)
class ReturnTasks:
    """The tasks to get things back."""

    tasks: list[UUID]


@step("work.make_return_tasks")
def make_return_tasks(asked: ToGetBack, *, by: Caller, at: datetime) -> ReturnTasks:
    """Write down what has to be got back."""
    made = actions.make_return_tasks(things=asked.things, to=asked.to, by=by)
    return ReturnTasks(tasks=[task.pk for task in made])


@undo("work.make_return_tasks")
def cancel_return_tasks(made: ReturnTasks, *, by: Caller, at: datetime) -> None:
    """Cancel those that nobody has done."""
    actions.cancel_unfinished(ids=made.tasks, by=by)


@dataclass(frozen=True, kw_only=True)
class Needed:
    """What needs doing, to which asset and until when."""

    title: str
    kind: Kind
    description: str = ""
    asset: UUID | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Written:
    """The task that was written down."""

    task: UUID


@step("work.make_task")
def make_task(asked: Needed, *, by: Caller, at: datetime) -> Written:
    """Write down what needs doing."""
    words = {"description": asked.description, "asset_id": asked.asset, "due_at": asked.due_at}
    task = actions.create_task(by=by, title=asked.title[:200], kind=asked.kind, **words)
    return Written(task=task.pk)


@undo("work.make_task")
def cancel_task(made: Written, *, by: Caller, at: datetime) -> None:
    """Cancel it, unless it is finished or gone."""
    actions.cancel_unfinished(ids=[made.task], by=by)
