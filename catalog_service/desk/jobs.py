"""The doors of background work at the desk."""

from typing import Any

from catalog_service.desk import actions
from chassis.jobs import Progress, job


@job("desk.draw_stock_take")
def draw_stock_take(progress: Progress, *, stock_take: str, **_: object) -> dict[str, Any]:
    """Draw the list of a count as PDF."""
    return actions.draw_list(stock_take=stock_take, progress=progress)
