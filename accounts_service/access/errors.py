"""The rules of access that can be broken."""

from chassis.errors import Forbidden


class ScopeNotGranted(Forbidden):
    """Nobody can be granted more than their role lets them do."""

    code = "scope_not_granted"


class PersonInactive(Forbidden):
    """This person was deactivated and gets no tokens."""

    code = "person_inactive"
