"""Which names tell one person from all others."""

import re

SHORTEST = 5
_PARTS = re.compile(r"[\s\d._-]")


def is_telling(name: str) -> bool:
    """Tell whether a name may be replaced in the texts of others: `ben` is too many people.

    One of several words, or with a digit or a dot in it, is hardly said of anything else.
    """
    return len(name) >= SHORTEST and _PARTS.search(name.strip()) is not None


def handle_of(name: str) -> str:
    """Return how people are named in comments: @ben.okafor."""
    return "@" + name.lower().replace(" ", ".")
