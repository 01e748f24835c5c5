"""Make a projection be as its source is, and say what was not."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.utils import timezone

from chassis.projections.comparing import Comparison, Difference
from chassis.projections.models import Projection, Upkeep
from chassis.projections.repairing import put_right
from chassis.projections.source import Source

REPAIRED_TOGETHER = 500
MOST_TOLD = 100


@dataclass
class Report:
    """What a comparison came to."""

    feed: str
    source: str
    compared: int = 0
    repaired: int = 0
    found: Counter[str] = field(default_factory=Counter)
    examples: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether nothing differs any more."""
        return self.repaired >= self.found.total()

    def add(self, difference: Difference) -> None:
        """Count a difference; the first hundred are told one by one."""
        self.found[difference.kind] += 1
        if len(self.examples) < MOST_TOLD:
            self.examples.append(difference.told())

    def told(self) -> dict[str, Any]:
        """Return the report as JSON has it."""
        return {
            "feed": self.feed,
            "source": self.source,
            "compared": self.compared,
            "found": dict(self.found),
            "repaired": self.repaired,
            "examples": self.examples,
        }


def reconcile(model: type[Projection], *, repair: bool) -> Report:
    """Compare a projection with its source; with `repair` it is made the same."""
    report = Report(model.feed, model.source)
    comparison = Comparison(model, Source(model))
    differences = comparison.differences()
    while some := list(islice(differences, REPAIRED_TOGETHER)):
        for difference in some:
            report.add(difference)
        report.repaired += put_right(model, some) if repair else 0
    report.compared = comparison.compared
    _write_down(report)
    return report


def _write_down(report: Report) -> None:
    Upkeep.objects.update_or_create(
        feed=report.feed, defaults={"compared_at": timezone.now(), "found": dict(report.found)}
    )
