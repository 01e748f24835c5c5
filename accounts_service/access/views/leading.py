"""Pages whose form ends at a program, somewhere else."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse


def lead_to(response: Any, redirect_uri: str) -> HttpResponse:
    """Let the page's form end at a client: browsers hold redirects against the policy, too."""
    address = urlsplit(redirect_uri)
    if address.netloc:
        response._csp_update = {"form-action": [f"{address.scheme}://{address.netloc}"]}
    answer: HttpResponse = response
    return answer
