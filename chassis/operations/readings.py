"""Read all parts: on one connection, each within its time, none in the way of the others."""

from collections.abc import Sequence

from django.db import Error, connection, transaction

from chassis.observability import log
from chassis.operations.figures import Part, Reading
from chassis.operations.parts import PARTS

LONGEST_MILLISECONDS = 250  # all together answer before whoever asks gives up


def read_all(parts: Sequence[Part] = PARTS) -> list[Reading]:
    """Return every part's figures; of a part that cannot be read, that it is not known."""
    try:
        with transaction.atomic():
            _limit(LONGEST_MILLISECONDS)
            found = [_read(part) for part in parts]
            _limit("DEFAULT")  # a transaction around this goes on
            return found
    except Error as error:
        log.warning("figures_unknown", error=str(error))
        return [Reading(part, is_known=False) for part in parts]


def _read(part: Part) -> Reading:
    try:
        with transaction.atomic():
            return Reading(part, tuple(part.read()))
    except Exception as error:  # noqa: BLE001  (one part's trouble must not hide the others)
        log.warning("figures_unknown", part=part.name, error=str(error), kind=type(error).__name__)
        return Reading(part, is_known=False)


def _limit(milliseconds: int | str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout TO {milliseconds}")
