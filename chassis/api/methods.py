"""Whose a view's methods are: what is known of ours holds for no other."""

from typing import Any

OURS = ("chassis.api.", "rest_framework.")


def is_ours(view: Any, name: str) -> bool:
    """Tell whether a view does something as every view does, and not in a way of its own."""
    method = getattr(type(view), name, None)
    return method is None or method.__module__.startswith(OURS)
