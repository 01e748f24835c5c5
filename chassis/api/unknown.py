"""Fields of a body that nobody declared are refused: a slip that is ignored looks like a success.

What a GET tells may come back, and is not read: it is declared.
"""

from collections.abc import Collection
from difflib import get_close_matches

from rest_framework.exceptions import ErrorDetail, ValidationError

MOST = 20  # that are named
LONGEST = 100  # letters of a name that are repeated


def unknown_fields(unknown: Collection[str], known: Collection[str]) -> ValidationError:
    """Return a refusal of some fields, which says what each of them may have been meant for."""
    offered = ", ".join(sorted(known))
    return ValidationError(
        {
            name[:LONGEST]: [ErrorDetail(_detail(name, known, offered), "unknown_field")]
            for name in sorted(unknown)[:MOST]
        }
    )


def _detail(name: str, known: Collection[str], offered: str) -> str:
    near = get_close_matches(name[:LONGEST], known, n=1)
    hint = f" Did you mean `{near[0]}`?" if near else ""
    return f"There is no such field here.{hint} There are: {offered}."
