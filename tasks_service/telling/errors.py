"""The rules of telling, as errors."""

from chassis.errors import Forbidden


class OnlyPeopleAreTold(Forbidden):
    """Programs are told nothing here: they listen to events."""

    code = "only_people_are_told"
