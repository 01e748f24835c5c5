"""Links from rows to pages that tell more of them."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString


def to_trace(request_id: str) -> SafeString | str:
    """Return a link to the way of the request that a row came from, under its id."""
    if not request_id:
        return "-"
    return format_html(
        '<a href="{}?request_id={}">{}</a>', reverse("trace_page"), request_id, request_id
    )
