"""The rules of people and teams, as errors."""

from chassis.errors import Conflict, DomainError, Invalid


class UsernameTaken(Conflict):
    """Somebody else has this username."""

    code = "username_taken"


class EmailTaken(Conflict):
    """Somebody else has this e-mail address."""

    code = "email_taken"


class TeamNameTaken(Conflict):
    """Another team has this name."""

    code = "team_name_taken"


class ListTooLong(DomainError):
    """There are more people in the file than are taken at once. Send it in parts."""

    code = "too_many_people"
    status = 413


class ColumnMissing(Invalid):
    """No column of the file is an e-mail address or a username."""

    code = "column_missing"


class LastAdmin(Conflict):
    """This is the last active admin. Make somebody else an admin first."""

    code = "last_admin"


class UnknownPerson(Invalid):
    """There is nobody with this id."""

    code = "unknown_person"


class NoEmailAddress(Conflict):
    """This person has no e-mail address to write to."""

    code = "no_email_address"


class AlreadyJoined(Conflict):
    """This person has a password already, and can get a new one from the sign-in page."""

    code = "already_joined"


class Deactivated(Conflict):
    """This person was deactivated."""

    code = "deactivated"


class LinkBroken(Invalid):
    """This link was used, is too old, or is not whole."""

    code = "link_broken"


class LetterNotSent(Exception):
    """The mail server did not take a mail. Says nothing of whom it was for."""


class NotToThem(Invalid):
    """Give their tasks to somebody else who is here, or to nobody."""

    code = "not_to_them"


class StillHere(Conflict):
    """They can still sign in. Let them leave first: `people/{id}/leave/`."""

    code = "still_here"


class Erased(Conflict):
    """This person was forgotten: nobody knows who they were."""

    code = "erased"
