"""The tables: Markdown, a heading for each kind of door, a row for each operation, a cell for each
kind of caller.

What a cell can say stands in README.md.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).parent
NAME = re.compile(r"\{[^}]*\}|<[^>]*>")  # of an object, as OpenAPI or as Django writes it
LISTS = ("own", "all", "none")


@dataclass(frozen=True)
class Row:
    """What one operation answers to each kind of caller."""

    section: str
    method: str
    path: str
    cells: dict[str, tuple[str, ...]]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def is_prefix(self) -> bool:
        """Whether it speaks of all that is below its path and has no row of its own."""
        return self.path.endswith("**")

    @property
    def address(self) -> tuple[str, str]:
        """The operation, whatever its objects are called."""
        return self.method, plain(self.path)


def plain(path: str) -> str:
    """Return a path without the names of its objects."""
    return NAME.sub("{}", path)


def rows(service: str) -> list[Row]:
    """Return the rows of a service's table."""
    return list(read((HOME / f"{service}.md").read_text()))


def read(text: str) -> Iterator[Row]:
    """Yield the rows of all tables in a text."""
    section, callers = "", []
    for line in text.splitlines():
        if line.startswith("#"):
            section, callers = line.strip("# "), []
        elif line.startswith("|") and not line.startswith("|-"):
            first, *rest = (cell.strip() for cell in line.strip("| ").split("|"))
            if not callers:
                callers = rest
                continue
            method, path = first.strip("`").split()
            if not all(rest):
                raise ValueError(f"{first}: an empty cell; `-` is what is not asked.")
            told = (tuple(cell.strip("-").split()) for cell in rest)
            yield Row(section, method, path, dict(zip(callers, told, strict=True)))


def roles() -> dict[str, frozenset[str]]:
    """Return the scopes of each role: the lines of `roles.md` that have a cross for it."""
    found: dict[str, set[str]] = {}
    for line in (HOME / "roles.md").read_text().splitlines():
        if not line.startswith("|") or line.startswith("|-"):
            continue
        first, *rest = (cell.strip() for cell in line.strip("| ").split("|"))
        if not found:
            found = {role: set() for role in rest}
            continue
        for role, cell in zip(list(found), rest, strict=True):
            found[role] |= {first.strip("`")} if cell else set()
    return {role: frozenset(scopes) for role, scopes in found.items()}
