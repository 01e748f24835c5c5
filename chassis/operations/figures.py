"""What a figure is: a number that tells how a part of the service is, and when it is red."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Figure:
    """One number; its labels tell it from others of its name."""

    name: str
    value: float
    labels: Mapping[str, str] = field(default_factory=dict)
    is_red: bool = False

    @property
    def title(self) -> str:
        """What people call it: its labels, or its name."""
        words = " ".join(self.labels.values())
        return words or self.name.removesuffix("_seconds").replace("_", " ")

    def __str__(self) -> str:
        if not self.name.endswith("_seconds"):
            return f"{self.value:,.0f}"
        return f"{self.value:.1f} s" if self.value < 120 else f"{self.value / 60:,.0f} min"


@dataclass(frozen=True, kw_only=True)
class Part:
    """One thing to look at: where its figures come from, what they mean, what to do about red."""

    name: str
    title: str
    meanings: Mapping[str, str]  # of each figure, by its name
    remedy: str
    read: Callable[[], Iterable[Figure]]
    empty: str = "nothing has happened yet."  # why there may be no figure at all
    page: str = ""  # the name of the admin page with the rows behind the figures


@dataclass(frozen=True)
class Reading:
    """A part's figures as they are now; not known while the database does not tell them."""

    part: Part
    figures: tuple[Figure, ...] = ()
    is_known: bool = True

    @property
    def is_red(self) -> bool:
        """Whether somebody should look."""
        return not self.is_known or any(figure.is_red for figure in self.figures)

    def told(self) -> list[tuple[Figure, str]]:
        """Return the figures with what they mean, those of one name together."""
        meanings = self.part.meanings.items()
        return [
            (each, text) for name, text in meanings for each in self.figures if each.name == name
        ]
