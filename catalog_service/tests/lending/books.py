"""Plain books of who was promised what: what the API's answers are compared with.

They know nothing of holds, locks and SQL. A wish can be kept if, trying everything, each unit of
each promise gets one asset for the whole of its time, and no two get the same at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Hours = tuple[int, int]  # the first, and the one after the last
Wish = Mapping[str, int]  # how many of which asset, product or kit


@dataclass
class Promise:
    """A reservation, as the books have it."""

    wish: Wish
    hours: Hours
    status: str


@dataclass
class Lent:
    """A loan: which assets are still out, and until when."""

    out: set[str]
    due: int


@dataclass
class Books:
    """Assets by their product, kits by their parts, and what is promised and lent."""

    shelf: Mapping[str, Sequence[str]]
    kits: Mapping[str, Mapping[str, int]]
    asked_first: frozenset[str]  # products that the desk looks at first
    promises: dict[str, Promise] = field(default_factory=dict)
    loans: dict[str, Lent] = field(default_factory=dict)

    def can_keep(self, wish: Wish, hours: Hours, *, but: str = "") -> bool:
        """Tell whether a wish can be kept beside all promises but one."""
        return self._fits({**self._open(but), "": Promise(wish, hours, "new")}, "")

    def can_collect(self, name: str, picked: Sequence[str] | None) -> bool:
        """Tell whether a promise can go out now, as what is picked or as what is here."""
        promise = self.promises[name]
        wish = promise.wish if picked is None else dict.fromkeys(picked, 1)
        now = Promise(wish, (0, promise.hours[1]), "new")
        return self._fits({**self._open(name), "": now}, "", here="")

    def can_lend(self, assets: Sequence[str], due: int) -> bool:
        """Tell whether assets can go out now."""
        new = Promise(dict.fromkeys(assets, 1), (0, due), "new")
        return self._fits({**self._open(), "": new}, "", here="")

    def can_extend(self, name: str, due: int) -> bool:
        """Tell whether what is out of a loan can stay until another hour."""
        new = Promise(dict.fromkeys(self.loans[name].out, 1), (0, due), "new")
        return self._fits({**self._open(), "": new}, "", without=name)

    def needs(self, wish: Wish) -> tuple[list[str], dict[str, int]]:
        """Return which assets a wish names, and how many of which products it wants."""
        named = [name for name in wish if name not in self.shelf and name not in self.kits]
        counts: dict[str, int] = {}
        for name, count in wish.items():
            parts = self.kits.get(name) or ({name: 1} if name in self.shelf else {})
            for product, each in parts.items():
                counts[product] = counts.get(product, 0) + each * count
        return named, counts

    def is_looked_at(self, wish: Wish) -> bool:
        """Tell whether the desk looks at it first."""
        named, counts = self.needs(wish)
        of_named = {
            product for product in self.shelf for each in self.shelf[product] if each in named
        }
        return bool(self.asked_first & (of_named | counts.keys()))

    def _open(self, but: str = "") -> dict[str, Promise]:
        return {
            name: promise
            for name, promise in self.promises.items()
            if promise.status in ("requested", "approved") and name != but
        }

    def _fits(
        self,
        promises: Mapping[str, Promise],
        new: str,
        *,
        here: str | None = None,
        without: str = "",
    ) -> bool:
        out = [
            (asset, (0, loan.due))
            for n, loan in self.loans.items()
            if n != without
            for asset in loan.out
        ]
        fixed = list(out)
        units: list[tuple[Sequence[str], Hours]] = []
        for name, promise in promises.items():
            named, counts = self.needs(promise.wish)
            fixed += [(asset, promise.hours) for asset in named]
            for product, count in counts.items():
                fit = [
                    asset
                    for asset in self.shelf[product]
                    if here != name or asset not in {each for each, _ in out}
                ]
                units += [(fit, promise.hours)] * count
        if any(_touch(a, b) for i, a in enumerate(fixed) for b in fixed[i + 1 :]):
            return False
        return any(True for _ in _placed(units, fixed))


def _touch(one: tuple[str, Hours], other: tuple[str, Hours]) -> bool:
    (asset, (begin, end)), (its, (its_begin, its_end)) = one, other
    return asset == its and begin < its_end and its_begin < end


def _placed(
    units: Sequence[tuple[Sequence[str], Hours]], taken: Sequence[tuple[str, Hours]]
) -> Iterator[Sequence[tuple[str, Hours]]]:
    """Yield every way to give each unit an asset for the whole of its time."""
    if not units:
        yield taken
        return
    (fit, hours), *rest = units
    for asset in fit:
        if not any(_touch((asset, hours), each) for each in taken):
            yield from _placed(rest, [*taken, (asset, hours)])
