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


@dataclass(frozen=True, kw_only=True)
class Part:
    """One thing to look at: where its figures come from, what they mean, what to do about red."""

    name: str
    title: str
    meanings: Mapping[str, str]  # of each figure, by its name
    remedy: str
    read: Callable[[], Iterable[Figure]]
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
