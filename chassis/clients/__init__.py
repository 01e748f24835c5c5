"""Calls to other services: bounded, repeated only where that is safe, and given up in time.

`Upstream("catalog").get("/internal/assets/…/")` is all that a service's `clients.py` needs.
"""

from chassis.clients.answer import Answer
from chassis.clients.errors import DeadlineExceeded, UpstreamAway, UpstreamBusy, UpstreamRefused
from chassis.clients.upstream import Upstream

__all__ = [
    "Answer",
    "DeadlineExceeded",
    "Upstream",
    "UpstreamAway",
    "UpstreamBusy",
    "UpstreamRefused",
]
