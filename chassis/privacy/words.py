"""The words by which somebody is known, and what stands in their place when they are forgotten.

They are replaced as whole words, however their letters were typed, as they are and as JSON writes
them. PostgreSQL and Python read the same patterns, but for what each calls a letter. What may name
others as well, like a first name, is replaced where it is all of a value beside the id.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

# Before a word stands no letter, unless it belongs to a line break as JSON writes it.
_NO_LETTER = r"(?:(?<!{letter})|(?<=\\n)|(?<=\\r)|(?<=\\t))"
# An address is part of no longer one: of jana.ana@kit.example, or ana@kit.example.org.
_NO_ADDRESS = r"(?<!{letter}|[.+-])"
_BEHIND = r"(?!{letter})"
_BEHIND_ADDRESS = r"(?!{letter}|-|\.{letter})"


@dataclass(frozen=True, kw_only=True)
class Erasure:
    """Whom to forget: their id, the words that name nobody else, and what to say instead.

    `names` are words that others may have, too.
    """

    subject: UUID
    words: Sequence[str]
    called: str
    names: Sequence[str] = ()

    @cached_property
    def values(self) -> Sequence[str]:
        """Each name as JSON has it when it is all of a value."""
        forms = {
            json.dumps(name, ensure_ascii=ascii) for name in self.names for ascii in (True, False)
        }
        return sorted(forms)

    @cached_property
    def maybe_in_sql(self) -> str:
        """A pattern of all that `in_sql` matches, and more: a hundred times as fast."""
        return _pattern(self.words)

    @cached_property
    def in_sql(self) -> str:
        """The pattern for PostgreSQL, which is to ignore the case."""
        return _pattern(self.words, letter="[[:alnum:]_]")

    @cached_property
    def in_python(self) -> re.Pattern[str]:
        """The pattern for Python."""
        return re.compile(_pattern(self.words, letter=r"\w"), re.IGNORECASE)

    def rid(self, text: str) -> str:
        """Return a text without the words, and without the names if it is about whom to forget."""
        for value in self.values if str(self.subject) in text else ():
            text = text.replace(value, json.dumps(self.called))
        return self.in_python.sub(self.called, text)


def _pattern(words: Sequence[str], *, letter: str = "") -> str:
    """Return what matches any of the words, the longest first; of none it matches nothing."""
    found = sorted({form for word in words for form in _forms(word)}, key=lambda each: -len(each))
    return "|".join(_bounded(form, letter) if letter else re.escape(form) for form in found) or "a^"


def _bounded(form: str, letter: str) -> str:
    ahead, behind = (_NO_ADDRESS, _BEHIND_ADDRESS) if "@" in form else (_NO_LETTER, _BEHIND)
    return f"{ahead}{re.escape(form)}{behind}".replace("{letter}", letter)


def _forms(word: str) -> Iterator[str]:
    """Return the ways in which a word is written, as JSON with the letters A to Z alone, too."""
    for text in (word, word.lower(), word.upper()):
        for form in (text, unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)):
            yield form
            yield json.dumps(form, ensure_ascii=False)[1:-1]
            yield json.dumps(form)[1:-1]
