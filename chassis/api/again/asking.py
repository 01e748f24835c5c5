"""What is a plain question: rows as JSON, by ids and by parameters that have few values."""

import re
from collections.abc import Hashable, Mapping
from typing import NamedTuple
from urllib.parse import unquote_plus

from django.http import HttpRequest

from chassis.api.negotiation import PLAIN
from chassis.api.pages import CURSOR
from chassis.auth import Caller

AN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Asked(NamedTuple):
    """What a plain question asks: its parameters as they came, the ids among them, the cursor."""

    parameters: str  # without the ids
    ids: Mapping[str, str]  # by the names of their parameters
    cursor: str | None


def asked(request: HttpRequest) -> Asked | None:
    """Return what a request asks, or None if that is not plain: other forms, odd spellings."""
    meta = request.META
    if request.method != "GET" or meta.get("HTTP_ACCEPT", "*/*") not in PLAIN:
        return None
    parameters: dict[str, str] = {}
    ids: dict[str, str] = {}
    query = meta.get("QUERY_STRING", "")
    for part in query.split("&") if query else ():
        name, _, value = part.partition("=")
        if name in parameters or not name.isidentifier():  # %63ursor is one, too
            return None
        if name != CURSOR and AN_ID.fullmatch(value):
            ids[name], part = value, name
        parameters[name] = part
    cursor = parameters.pop(CURSOR, None)
    place = cursor and unquote_plus(cursor.partition("=")[2])
    return Asked("&".join(parameters.values()), ids, place)


def rights(caller: Caller) -> Hashable:
    """Return all by which one caller is told from another, but who they are."""
    return caller.kind, caller.scopes, caller.roles, caller.client_id


def key(view: type, action: str, asked: Asked) -> tuple[Hashable, ...]:
    """Return what answers are known by."""
    return view, action, asked.parameters, *asked.ids
