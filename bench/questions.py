"""What contestants are asked: the bytes of each request, and the status that is right."""

import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench import rows, tokens
from bench.contestants import Contestant, Running
from bench.generator import NUMBER, Order
from bench.rows import READERS, WRITERS

ROWS_OF_EACH = 10


@dataclass(frozen=True)
class Question:
    """One kind of request."""

    name: str
    what: str
    status: int
    requests: Callable[[Contestant], Iterator[str]]
    writes: bool = False


def order(asked: Question, of: Running) -> Order:
    """A load of this question, in an order that is always the same."""
    requests = list(asked.requests(of.contestant))
    random.Random(5).shuffle(requests)
    return Order(ports=of.ports, status=asked.status, requests=requests)


def request(
    method: str,
    path: str,
    token: str,
    *,
    body: object = None,
    headers: Sequence[str] = (),
) -> str:
    """The text of a request on a kept connection."""
    said = "" if body is None else json.dumps(body)
    sent = [*headers, "Content-Type: application/json", f"Content-Length: {len(said)}"]
    lines = [
        f"{method} {path} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Authorization: Bearer {token}",
        "Accept: application/json",
        *(headers if body is None else sent),
    ]
    return "\r\n".join(lines) + "\r\n\r\n" + said


def lists(
    contestant: Contestant,
    people: Iterable[int] = READERS,
    *,
    roles: tuple[str, ...] = tokens.MEMBER,
    query: str = "",
) -> Iterator[str]:
    """Each one's list."""
    words = "&".join(filter(None, [contestant.query, query]))
    path = contestant.path + (f"?{words}" if words else "")
    for number in people:
        yield request("GET", path, tokens.token(rows.person(number), roles=roles))


def _gets(contestant: Contestant) -> Iterator[str]:
    for token, row in _rows(contestant, READERS):
        yield request("GET", one(contestant, row["id"]), token)


def _wholes(contestant: Contestant, *headers: str) -> Iterator[str]:
    for token, row in _rows(contestant, READERS):
        yield request("GET", f"{contestant.path}{row['id']}/", token, headers=headers)


def _unchanged(contestant: Contestant) -> Iterator[str]:
    return _wholes(contestant, 'If-None-Match: "1"')


def _hellos(contestant: Contestant) -> Iterator[str]:
    yield request("GET", "/hello/", "nobody")


def _creates(contestant: Contestant) -> Iterator[str]:
    number = NUMBER.decode()
    body = {"title": f"Bench {number}", "description": "Made under load.", "priority": "high"}
    keyed = [f"Idempotency-Key: bench-{number}"] if contestant.is_ours else []
    for writer in WRITERS:
        token = tokens.token(rows.person(writer))
        yield request("POST", _asked(contestant, ""), token, body=body, headers=keyed)


def _changes(contestant: Contestant) -> Iterator[str]:
    body = {"title": f"Changed {NUMBER.decode()}", "status": "in_progress"}
    for token, row in _rows(contestant, WRITERS):
        if row["status"] != "done":  # which has to be opened first
            yield request("PATCH", one(contestant, row["id"]), token, body=body)


def _rows(contestant: Contestant, owners: range) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Some rows of each owner, with a token that opens them."""
    for number in owners:
        owner = rows.person(number)
        token = tokens.token(owner)
        for row in rows.of(owner, database=contestant.database, limit=ROWS_OF_EACH):
            yield token, row


def one(contestant: Contestant, row: str) -> str:
    """The address of one row, in the shape that all contestants answer."""
    return _asked(contestant, f"{row}/")


def _asked(contestant: Contestant, place: str) -> str:
    return contestant.path + place + (f"?{contestant.query}" if contestant.query else "")


ALL = {
    each.name: each
    for each in (
        Question("list", "50 rows of the caller, newest first", 200, lists),
        Question("get", "one row", 200, _gets),
        Question("create", "a new row", 201, _creates, writes=True),
        Question("change", "one row, two fields", 200, _changes, writes=True),
        Question("whole", "one row with all of its fields", 200, _wholes),
        Question("unchanged", "one row that the client has already", 304, _unchanged),
        Question("hello", "a view that does nothing", 200, _hellos),
    )
}
