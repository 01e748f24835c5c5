"""Links from rows to pages that tell more of them."""

from pathlib import PurePath
from typing import Any

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


def to_flow(saga: Any) -> SafeString:
    """Return a link to a flow, under how it is."""
    where = reverse("admin:sagas_saga_change", args=[saga.pk])
    return format_html('<a href="{}">{}</a>', where, saga.get_status_display())


def has_begun(saga: Any) -> SafeString:
    """Return a word that a flow has begun, with a link to it."""
    where = reverse("admin:sagas_saga_change", args=[saga.pk])
    return format_html('It has begun: <a href="{}">see how it goes</a>.', where)


def to_result(job: Any) -> SafeString | str:
    """Return a link to the file that a job left, under its name: the API hands it out."""
    if job is None or not job.result_file:
        return "-"
    name = PurePath(job.result_file.name).name
    return format_html('<a href="{}">{}</a>', reverse("job-result", args=[job.id]), name)
