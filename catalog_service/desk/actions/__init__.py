"""The verbs of the desk."""

from catalog_service.desk.actions.damaged import take_back_damaged
from catalog_service.desk.actions.photos import Seen, scan, take_back
from catalog_service.desk.actions.stock_take_lists import draw_list, start_list
from catalog_service.desk.actions.stock_takes import close_stock_take, count, start_stock_take

__all__ = [
    "Seen",
    "close_stock_take",
    "count",
    "draw_list",
    "scan",
    "start_list",
    "start_stock_take",
    "take_back",
    "take_back_damaged",
]
