"""Bring rows back to what they were before some writes, as their history tells it.

`look_back` finds the rows that some contexts wrote, `pages` gives their ids some at a time, and in
a transaction `sort` locks some and says which can be undone; `take_back` undoes those. A row that
anybody changed since, or that others need by now, stays as it is.

The model is tracked and counts its versions; a change of its lines has to be a change of the row.
"""

from chassis.history.undoing.looking import Writes, close, look_back, pages
from chassis.history.undoing.sorting import Reason, Sorted, sort
from chassis.history.undoing.writing import take_back

__all__ = ["Reason", "Sorted", "Writes", "close", "look_back", "pages", "sort", "take_back"]
