"""What the page of a count shows."""

from collections.abc import Sequence

from catalog_service.desk.models import Result, StockTake, StockTakeLine

MOST = 100


def lines_with(stock_take: StockTake, result: Result) -> Sequence[StockTakeLine]:
    """Return the first tags of a count with a result."""
    lines = stock_take.lines.filter(result=result)
    return list(lines.select_related("asset__product").order_by("tag", "id")[:MOST])
