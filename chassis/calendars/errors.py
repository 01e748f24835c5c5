"""The rules of calendars that programs subscribe to, as errors."""

from chassis.errors import Forbidden, NotFound


class OnlyForPeople(Forbidden):
    """A calendar is a person's. Sign in as somebody to make one."""

    code = "only_for_people"


class OnlyTheDeskSeesAll(Forbidden):
    """A calendar of all is for the desk. Make one that covers your `own`."""

    code = "only_the_desk_sees_all"


class NoSuchCalendar(NotFound):
    """There is no such calendar, or it was revoked. Make another, and subscribe to that."""

    code = "not_found"
