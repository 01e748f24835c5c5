"""Links from one list of the admin to the rows of another."""

from django.urls import reverse
from django.utils.html import format_html


def rows(count: int, model: str, **lookup: object) -> str:
    """Return a count that leads to the rows it counts."""
    (field, value), *_ = lookup.items()
    address = reverse(f"admin:gear_{model}_changelist")
    return format_html('<a href="{}?{}={}">{}</a>', address, field, value, count)
