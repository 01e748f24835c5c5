"""The rules of the desk, as errors."""

from chassis.errors import Conflict


class StockTakeClosed(Conflict):
    """This count is closed: it stays as it is. Begin another."""

    code = "stock_take_closed"
