"""How many rows there are in each state."""

from collections.abc import Iterator

from django.db.models import Count, Model, TextChoices

from chassis.operations.figures import Figure


def by_status(
    name: str, model: type[Model], statuses: type[TextChoices], *, red: str
) -> Iterator[Figure]:
    """Yield a figure for each status; of one, a single row is something to look at."""
    rows = model._base_manager.order_by().values_list("status")
    counted = dict(rows.annotate(count=Count("pk")))
    for status in statuses.values:
        count, labels = counted.get(status, 0), {"status": status.replace("_", " ")}
        yield Figure(name, count, labels, is_red=status == red and count > 0)
