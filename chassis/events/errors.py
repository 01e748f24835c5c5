"""What can be wrong with a dead letter."""

from chassis.errors import Conflict


class LetterIsNotParked(Conflict):
    """Only a letter that is parked or discarded can be replayed."""

    code = "letter_is_not_parked"


class LetterIsDecided(Conflict):
    """The letter was replayed or discarded already."""

    code = "letter_is_decided"
