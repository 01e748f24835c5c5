"""The rules of access that can be broken."""

from chassis.errors import DomainError, Forbidden


class ScopeNotGranted(Forbidden):
    """Nobody can be granted more than their role lets them do."""

    code = "scope_not_granted"


class KeysNotWritable(DomainError):
    """The folder of the signing keys cannot be changed by this process."""

    code = "keys_not_writable"
    status = 503


class PersonInactive(Forbidden):
    """This person was deactivated and gets no tokens."""

    code = "person_inactive"
