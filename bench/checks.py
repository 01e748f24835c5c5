"""Before a contestant is timed: does it answer what is in the database, and refuse what it must?"""

import http.client
import json
from collections.abc import Mapping
from typing import Any

from bench import rows, tokens
from bench.contestants import Running
from bench.rows import READERS, WRITERS

READER, OTHER, WRITER = (rows.person(number) for number in (READERS[0], READERS[1], WRITERS[0]))


def check(running: Running) -> None:
    """Raise AssertionError with the difference, if anything is not as it must be."""
    for port in running.ports:
        _Asked(running, port).everything()


class _Asked:
    """One process of a contestant, under questions."""

    def __init__(self, running: Running, port: int) -> None:
        self.contestant, self.port = running.contestant, port

    def everything(self) -> None:
        self._reads_what_is_there()
        self._hides_what_is_others()
        self._writes()
        self._refuses()

    def _reads_what_is_there(self) -> None:
        truth = rows.of(READER, database=self.contestant.database)
        page = self._ok("GET", "", READER)
        self._same(page["results"], list(truth), "the list")
        self._same(self._ok("GET", f"{truth[7]['id']}/", READER), truth[7], "one row")
        assert page["next"], f"{self.contestant.name}: the list does not say where it goes on"

    def _hides_what_is_others(self) -> None:
        foreign = rows.of(OTHER, database=self.contestant.database)[0]
        self._refused("GET", f"{foreign['id']}/", tokens.token(READER), among=(404,))
        body = {"title": "Mine now"}
        self._refused("PATCH", f"{foreign['id']}/", tokens.token(READER), body, among=(404,))

    def _writes(self) -> None:
        body = {"title": "A check", "description": "Of the bench.", "priority": "low"}
        made = self._ok("POST", "", WRITER, body)
        stored = rows.of(WRITER, database=self.contestant.database)[0]
        self._same(_bare(made), stored, "what was made")
        assert stored.items() >= body.items(), stored
        change = {"title": "A check, changed", "status": "done"}
        changed = self._ok("PATCH", f"{made['id']}/", WRITER, change)
        stored = rows.of(WRITER, database=self.contestant.database)[0]
        self._same(_bare(changed), stored, "what was changed")
        assert stored.items() >= {**change, "completed": True, "version": 2}.items(), stored

    def _refuses(self) -> None:
        token = tokens.token(WRITER)
        for body in ({"title": ""}, {"title": "x", "priority": "highest"}, {"title": "x" * 201}):
            self._refused("POST", "", token, body, among=(400, 422))
        self._refused("GET", "", tokens.forged(READER), among=(401,))
        self._refused("GET", "", tokens.token(READER, exp=1), among=(401,))
        self._refused("GET", "", tokens.token(READER, aud=["catalog"]), among=(401,))
        reading = tokens.token(WRITER, scope="tasks:read")
        self._refused("POST", "", reading, {"title": "Not allowed"}, among=(403,))

    def _ok(self, method: str, where: str, person: str, body: object = None) -> Any:
        status, answer = self._ask(method, where, tokens.token(person), body)
        assert status in (200, 201), f"{self.contestant.name}: {method} {where}: {status} {answer}"
        return answer

    def _refused(
        self, method: str, where: str, token: str, body: object = None, *, among: tuple[int, ...]
    ) -> None:
        status, answer = self._ask(method, where, token, body)
        told = f"{self.contestant.name}: {method} {where} {body}: {status} {answer}"
        assert status in among, told

    def _ask(self, method: str, where: str, token: str, body: object) -> tuple[int, Any]:
        path = self.contestant.path + where
        if method == "GET" and self.contestant.query:
            path += f"?{self.contestant.query}"
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, path, json.dumps(body) if body else None, headers)
        response = connection.getresponse()
        said = response.read()
        told = f"{self.contestant.name}: {method} {path}: {response.status} {said[:500]!r}"
        assert response.headers["X-Request-ID"], f"{told}: without a request id"
        connection.close()
        return response.status, json.loads(said) if said else None

    def _same(self, answered: Any, stored: Any, what: str) -> None:
        if answered != stored:
            raise AssertionError(
                f"{self.contestant.name}: {what} is not what PostgreSQL has:\n"
                f"{json.dumps(answered)[:900]}\n{json.dumps(stored)[:900]}"
            )


def _bare(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """Answers to writes cannot leave out the names of neighbours."""
    return {name: value for name, value in answer.items() if name in rows.FIELDS}
