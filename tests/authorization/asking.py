"""Ask each operation as each kind of caller, and compare what it answers with the table."""

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from rest_framework.test import APIClient

from tests.authorization import addresses
from tests.authorization.callers import Caller
from tests.authorization.table import LISTS, NAME, Row, plain

MISSING = "018f5f5e-0000-7000-8000-00000000dead"
PROBLEM = "application/problem+json"
PAGES = ("Pages", "Admin")  # the sections whose refusals may be pages
UNKNOWN = "401"  # whoever is nobody is turned away before anything is looked up


@dataclass(frozen=True)
class Things:
    """The objects that operations on one object are asked about, as they stand in addresses."""

    other: str = MISSING  # of somebody who does not ask
    own: dict[str, str] = field(default_factory=dict)  # by the caller's id
    missing: str = MISSING

    def of(self, caller: Caller) -> dict[str, str]:
        """Return the objects that a cell may speak of."""
        if not self.own:
            return {"there": self.other, "missing": self.missing}
        own = self.own.get(caller.id, self.other)
        return {"own": own, "other's": self.other, "missing": self.missing}


@dataclass(frozen=True)
class World:
    """What there is: objects by the words around them, bodies and queries by their address."""

    things: dict[str, Things]
    bodies: dict[str, Any] = field(default_factory=dict)
    queries: dict[str, Any] = field(default_factory=dict)

    def things_of(self, path: str) -> Things:
        """Return what `…/jobs/{id}/cancel/` is about: of `jobs/cancel`, or else of `jobs`."""
        before, _, after = plain(path).partition("{}")
        kind = _last(before)
        return self.things.get(f"{kind}/{after.strip('/')}") or self.things[kind]

    def body_of(self, row: Row) -> Any:
        """Return what is sent: something that the operation takes from those whom it lets in."""
        body = self.bodies.get(plain(row.path).strip("/").rpartition("/api/v1/")[2])
        return body() if callable(body) else body


@dataclass(frozen=True)
class Asked:
    """What came of asking: how many answers there were, and each that is wrong."""

    cells: int
    wrong: list[str]


def ask(rows: Iterable[Row], clients: dict[Caller, Any], world: World) -> Asked:
    """Ask everything that the rows speak of. Whatever that does is undone at once."""
    rows = list(rows)
    columns = {caller.column for caller in clients}
    said = [
        f"{row}: nobody calls as {column}" for row in rows for column in row.cells.keys() - columns
    ]
    said += [
        words
        for row in rows
        for caller, client in clients.items()
        if row.cells.get(caller.column)
        for words in _cell(row, caller, client, world)
    ]
    return Asked(len(said), [words for words in said if words])


def _cell(row: Row, caller: Caller, client: Any, world: World) -> Iterator[str]:
    """Yield what is wrong with each answer that a cell speaks of, or nothing."""
    told, places = row.cells[caller.column], _places(row, caller, world)
    if told == (UNKNOWN,):
        places = dict([*places.items()][:1])
    if len(told) not in {1, len(places)}:
        yield f"{row} as {caller}: the cell should say one thing, or one of: {', '.join(places)}"
        return
    expected = told * len(places) if len(told) == 1 else told
    for (name, place), word in zip(places.items(), expected, strict=True):
        found = _answer(row, caller, client, place, word, world)
        who = f"{row} as {caller}" + (f", {name}" if name else "")
        yield "" if found == word else f"{who}: {found} and not {word}"


def _places(row: Row, caller: Caller, world: World) -> dict[str, str]:
    """Return the addresses to ask at, each under the name of its object."""
    if row.is_prefix:
        return {path: path.replace("{}", MISSING) for path in addresses.below(row)}
    if not NAME.search(row.path):
        return {"": row.path}
    things = world.things_of(row.path).of(caller)
    return {name: NAME.sub(thing, row.path) for name, thing in things.items()}


def _answer(row: Row, caller: Caller, client: Any, place: str, word: str, world: World) -> str:
    """Return what an operation answers, in the words of the table."""
    client.raise_request_exception = False
    kept = copy.deepcopy(client.cookies)
    send = getattr(client, row.method.lower())
    if row.method == "GET":
        query = {"limit": 200} if word in LISTS else world.queries.get(plain(row.path))
        answer = send(place, query)
        found = _in_words(answer, word, row, caller, world)
    else:
        body = world.body_of(row)
        words = {}
        if body and isinstance(client, APIClient):
            words["format"] = "multipart" if "file" in body else "json"
        with transaction.atomic():
            found = _in_words(send(place, body, **words), word, row, caller, world)
            transaction.set_rollback(True)
    client.cookies = kept
    return found


def _in_words(answer: Any, word: str, row: Row, caller: Caller, world: World) -> str:
    status, is_page = answer.status_code, row.section in PAGES
    if status >= 500 and getattr(answer, "exc_info", None):
        return f"{status} ({answer.exc_info[1]!r})"
    if status in {302, 303} and _leads_to_sign_in(answer["Location"]):
        return "login"
    if status >= 400 and not is_page and answer["Content-Type"] != PROBLEM:
        return f"{status} without a problem"
    if status == 404 and not is_page and answer.json()["code"] != "not_found":
        return f"404 {answer.json()['code']}"
    if status == 200 and word in LISTS:
        return _seen(answer.json()["results"], row, caller, world)
    return str(status)


def _leads_to_sign_in(location: str) -> bool:
    doors = {settings.LOGIN_URL, reverse("admin:login"), f"{settings.TOKEN_ISSUER}/authorize/"}
    return location.partition("?")[0] in doors


def _seen(rows: list[dict[str, Any]], row: Row, caller: Caller, world: World) -> str:
    """Return whose rows are in a list."""
    ids = {each["id"] for each in rows}
    things = world.things[_last(row.path)].of(caller)
    if things["own"] in ids:
        return "all" if things["other's"] in ids else "own"
    return "other's" if things["other's"] in ids else "none"


def _last(path: str) -> str:
    return path.strip("/").rpartition("/")[2]
