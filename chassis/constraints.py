"""Conditions of constraints as PostgreSQL reads them soonest: it reads each for each statement."""

from collections.abc import Sequence

from django.db.models import BooleanField, F, Func, Value


class IsOneOf(Func):
    """That a column has one of some texts.

    Of `IN` PostgreSQL keeps each text as an expression of its own, of this a single one for all.
    """

    arg_joiner = " = ANY ("
    template = "(%(expressions)s::text[]))"
    output_field = BooleanField()

    def __init__(self, column: str, texts: Sequence[str]) -> None:
        known = ",".join(map(_quoted, texts))
        super().__init__(F(column), Value(f"{{{known}}}"))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", r"\\").replace('"', r"\"")
    return f'"{escaped}"'
