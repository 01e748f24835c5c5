"""What is a plain question: rows as JSON, by parameters that have few values."""

from collections.abc import Hashable
from typing import NamedTuple
from urllib.parse import unquote_plus

from django.http import HttpRequest

from chassis.api.negotiation import PLAIN
from chassis.api.pages import CURSOR
from chassis.auth import Caller


class Asked(NamedTuple):
    """What a plain question asks: its parameters as they came, and the cursor."""

    parameters: str
    cursor: str = ""


def asked(request: HttpRequest) -> Asked | None:
    """Return what a request asks, or None if that is not plain: other forms, odd spellings."""
    meta = request.META
    if request.method != "GET" or meta.get("HTTP_ACCEPT", "*/*") not in PLAIN:
        return None
    parameters: list[str] = []
    cursors: list[str] = []
    for part in filter(None, meta.get("QUERY_STRING", "").split("&")):
        name, _, value = part.partition("=")
        if name == CURSOR and not cursors:
            cursors.append(unquote_plus(value))
        elif name == CURSOR or not name.isidentifier():  # %63ursor is one, too
            return None
        else:
            parameters.append(part)
    return Asked("&".join(parameters), *cursors)


def rights(caller: Caller) -> Hashable:
    """Return all by which one caller is told from another, but who they are."""
    return caller.kind, caller.scopes, caller.roles, caller.client_id


def key(view: type, action: str, asked: Asked) -> tuple[type, str, str]:
    """Return what answers are known by."""
    return view, action, asked.parameters
