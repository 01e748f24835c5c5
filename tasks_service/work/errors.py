"""The rules of work, as errors."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from chassis.errors import Conflict, Forbidden, Invalid, NotFound


class NoAsset(NotFound):
    """This task is about no asset."""


class AssetNotThere(NotFound):
    """The asset that this task is about is not in the catalog any more."""


class MoveNotAllowed(Conflict):
    """What is done or cancelled is only opened again."""

    code = "move_not_allowed"

    def __init__(self, before: str, after: str) -> None:
        super().__init__(f"This task is {_said(before)}: it cannot become {_said(after)}. Open it.")


class OnlyItsAuthorCancels(Forbidden):
    """Whoever wrote a task down may cancel it, and the desk. Put it on hold, and say why."""

    code = "only_its_author_cancels"


class OnlyItsAuthorDeletes(Forbidden):
    """Whoever wrote a task down may delete it, and the desk. Put it on hold, and say why."""

    code = "only_its_author_deletes"


class Blocked(Conflict):
    """Something else has to be finished before. `blocked_by` says what."""

    code = "blocked"

    def __init__(self, blockers: Sequence[UUID]) -> None:
        many = len(blockers) > 1
        others = f"{len(blockers)} other tasks have" if many else "Another task has"
        super().__init__(f"{others} to be finished before this one.")
        self.more = {"blocked_by": [str(each) for each in blockers]}


class BlockerUnknown(Invalid):
    """There is no such task, or you may not see it."""

    code = "blocker_unknown"


class BlockersInACircle(Invalid):
    """A task would wait for itself."""

    code = "blockers_in_a_circle"


class NoSuchItem(Invalid):
    """The checklist has no item with this number; the first is 1."""

    code = "no_such_item"


class OneNeighbour(Invalid):
    """Say before which task it stands, or after which: what is between is found out."""

    code = "one_neighbour"


class NotInThisColumn(Invalid):
    """There is no such other task in this column, or you may not see it."""

    code = "not_in_this_column"


class OnlyPeopleSaveViews(Forbidden):
    """Programs save no views: they send their filters along."""

    code = "only_people_save_views"


class OnlyItsOwnerChangesIt(Forbidden):
    """A view is changed by whoever saved it. Save one of your own."""

    code = "only_its_owner_changes_it"


class ViewNameTaken(Conflict):
    """You have a view of this name already."""

    code = "view_name_taken"


class ViewUnknown(Invalid):
    """There is no such view, or it is not shared."""

    code = "view_unknown"


class ViewOutdated(Conflict):
    """The list knows something of this view no more. `outdated` says what: change the view."""

    code = "view_outdated"

    def __init__(self, outdated: Mapping[str, Sequence[str]]) -> None:
        super().__init__()
        self.more = {"outdated": {name: list(why) for name, why in outdated.items()}}


class OnlyItsAuthorWrites(Forbidden):
    """A comment is changed by whoever wrote it; the desk may delete it."""

    code = "only_its_author_writes"


class OnlyItsSenderDeletes(Forbidden):
    """A file is deleted by whoever sent it, and by the desk."""

    code = "only_its_sender_deletes"


class OnlyPeopleWatch(Forbidden):
    """Programs watch nothing: they listen to events."""

    code = "only_people_watch"


class NobodyToRemind(Conflict):
    """It is finished, nobody does it, or that is you."""

    code = "nobody_to_remind"


class JustReminded(Conflict):
    """They were reminded of it within the last hour."""

    code = "just_reminded"
    wait = 3600


class OnlyYourOwnTime(Forbidden):
    """You note your own time. The desk notes it for others."""

    code = "only_your_own_time"


class NotWorkedYet(Invalid):
    """This day has not begun yet: time is noted when it has been spent."""

    code = "not_worked_yet"


class OnlyPeopleTakeTheirTime(Forbidden):
    """Programs have no timers: they note time as an entry."""

    code = "only_people_take_their_time"


class TimerJustStarted(Conflict):
    """You started a timer elsewhere at this moment. Stop it, or start this one again."""

    code = "timer_just_started"


class NoTimer(Conflict):
    """No timer of yours runs for this task."""

    code = "no_timer"


class WhoWorked(Invalid):
    """Say who worked: you are no person."""

    code = "required"


class NotHere(Invalid):
    """Choose somebody who is here and stays, or nobody."""

    code = "not_here"


class TaskUnknown(Invalid):
    """There is no such task, or you may not see it."""

    code = "task_unknown"


def _said(status: str) -> str:
    return status.replace("_", " ")
