"""A named cause of trouble."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cause:
    """What is wrong, in a word and in a sentence, and the line to type."""

    name: str
    sentence: str
    remedy: str
