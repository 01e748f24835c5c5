"""The rules of people and teams that can be broken."""

from chassis.errors import Conflict, Invalid


class UsernameTaken(Conflict):
    """Somebody else has this username."""

    code = "username_taken"


class TeamNameTaken(Conflict):
    """Another team has this name."""

    code = "team_name_taken"


class LastAdmin(Conflict):
    """This is the last active admin. Make somebody else an admin first."""

    code = "last_admin"


class UnknownPerson(Invalid):
    """There is nobody with this id."""

    code = "unknown_person"
