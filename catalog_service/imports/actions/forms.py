"""Read the fields of outside data, and collect everything that is wrong with them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from catalog_service.gear.models import SLUG, SLUG_RULE

MOST_OF_A_PORT = 10_000
LARGEST_NUMBER = 1_000_000
LONGEST_VALUE = 200
MOST_REASONS = 50


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a field was refused."""

    attr: str
    code: str
    detail: str
    value: str | None = None


class RowRefused(Exception):
    """A line was refused, for these reasons; its other cells may be looked at all the same."""

    def __init__(self, reasons: list[Reason], cells: Sequence[str | None] = ()) -> None:
        super().__init__(f"{len(reasons)} reasons")
        self.reasons = reasons
        self.cells = list(cells)


@dataclass
class Reasons:
    """What is wrong with a row: the first reasons, and how many there are."""

    first: list[Reason] = field(default_factory=list)
    count: int = 0

    def add(self, reason: Reason) -> None:
        """Note one."""
        self.count += 1
        if self.count <= MOST_REASONS:
            self.first.append(reason)

    def told(self) -> list[Reason]:
        """Return the first, and one that says how many more there are."""
        if self.count <= MOST_REASONS:
            return self.first
        more = f"There are {self.count - MOST_REASONS:,} more mistakes in this row."
        return [*self.first, Reason("", "more_mistakes", more)]


@dataclass
class Form:
    """The fields of one object; what is wrong with them is collected."""

    data: dict[str, Any]
    path: str = ""
    reasons: Reasons = field(default_factory=Reasons)

    def inside(self, path: str, item: Any) -> "Form":
        """Return the form of an object in this one."""
        if not isinstance(item, dict):
            self.refuse(path, "not_an_object", "This is no JSON object.")
        return Form(item if isinstance(item, dict) else {}, f"{path}.", self.reasons)

    def refuse(self, name: str, code: str, detail: str) -> None:
        """Note what is wrong with a field."""
        value = self.data.get(name)
        said = None if value is None else str(value)[:LONGEST_VALUE]
        self.reasons.add(Reason(f"{self.path}{name}", code, detail, said))

    def know(self, names: tuple[str, ...]) -> None:
        """Refuse fields of other names."""
        detail = f"There is no such field. There are: {', '.join(names)}."
        for name in sorted(self.data.keys() - set(names)):
            self.refuse(name[:100], "unknown_field", detail)

    def text(self, name: str, *, longest: int, required: bool = False) -> str | None:
        """Return a text without the white space around it."""
        value = self.data.get(name)
        if isinstance(value, str) and "\x00" not in value and len(value.strip()) <= longest:
            value = value.strip()
        elif value is not None:
            self.refuse(name, "invalid", f"This is no text of at most {longest} letters.")
            return None
        if required and not value:
            self.refuse(name, "required", "This is needed.")
        return value

    def slug(self, name: str, *, longest: int, required: bool = False) -> str:
        """Return a slug in small letters."""
        value = (self.text(name, longest=longest, required=required) or "").lower()
        if value and not SLUG.search(value):
            self.refuse(name, "invalid", SLUG_RULE)
        return value

    def choice(self, name: str, choices: tuple[str, ...]) -> str | None:
        """Return one of some words."""
        value = self.data.get(name)
        if value is not None and value not in choices:
            self.refuse(name, "invalid_choice", f"Choose from: {', '.join(choices)}.")
        return value

    def number(self, name: str) -> float | None:
        """Return a number of a thing's size or weight."""
        value = self.data.get(name)
        if value is None or (_is_number(value) and 0 <= value <= LARGEST_NUMBER):
            return value
        self.refuse(name, "invalid", f"This is no number from 0 to {LARGEST_NUMBER}.")
        return None

    def count(self, name: str) -> int:
        """Return how many of a port there are; one, if that is not said."""
        value = self.data.get(name, 1)
        if _is_number(value) and 1 <= value <= MOST_OF_A_PORT and value == int(value):
            return int(value)
        self.refuse(name, "invalid", f"This is no whole number from 1 to {MOST_OF_A_PORT}.")
        return 1


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
