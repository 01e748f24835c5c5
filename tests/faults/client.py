"""One client: it asks again with the same key until it knows, and logs what it was told."""

import itertools
import random
import time
import uuid
from dataclasses import dataclass
from typing import Any

import requests

from tests.faults.history import Attempt, History, Operation, Outcome

TIMES_OUT_SECONDS = (3, 20)
HANGS_UP_SECONDS = (3, 0.01)
PATIENCE_SECONDS = 60
PAUSE_SECONDS = 0.2
NO_ANSWER = 0
NOTHING_HAPPENED = {400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 429, 503}
COME_AGAIN = {NO_ANSWER, 429, 500, 502, 503, 504}

COLLECTIONS = {
    "tasks": "/tasks/api/v1/tasks/",
    "accounts": "/accounts/api/v1/people/",
    "catalog": "/catalog/api/v1/assets/",
}
SERVICES = tuple(COLLECTIONS)
CHANGED = {"tasks": "description", "accounts": "name", "catalog": "notes"}


@dataclass(frozen=True)
class Ask:
    """A request that may be sent again and again: a key or a version keeps it from harm."""

    method: str
    path: str
    body: dict[str, Any]
    headers: dict[str, str]


class Client:
    """A caller with a connection and rows of its own; one request at a time.

    It hangs up on a share of its requests before the answer can arrive, and asks again.
    """

    def __init__(
        self, url: str, token: str, history: History, *, product: str, hangs_up: float = 0.0
    ) -> None:
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"
        self.url, self.history = url, history
        self.product, self.hangs_up = product, hangs_up
        self.name = f"fault-{uuid.uuid4().hex[:12]}"
        self._count = itertools.count()

    def create(self, service: str) -> Operation:
        """POST a new row, under a key of its own."""
        word = self._word()
        body = {
            "tasks": {"title": word},
            "accounts": {"username": word},
            "catalog": {"tag": word, "product": self.product},
        }[service]
        ask = Ask("POST", COLLECTIONS[service], body, {"Idempotency-Key": word})
        operation = self.history.begin(Operation("create", service, word))
        return self._insist(operation, ask)

    def change(self, row: Operation) -> Operation:
        """PATCH a row of our own; its version keeps the change from happening twice."""
        word, path = self._word(), f"{COLLECTIONS[row.service]}{row.id}/"
        body = {CHANGED[row.service]: word}
        ask = Ask("PATCH", path, body, {"If-Match": f'"{row.version}"'})
        operation = Operation("change", row.service, row.name, text=word, id=row.id)
        return self._insist(self.history.begin(operation), ask)

    def _word(self) -> str:
        return f"{self.name}-{next(self._count)}"

    def _insist(self, operation: Operation, ask: Ask) -> Operation:
        """Send the same request until its outcome is known, or patience ends."""
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            answer = self._send(operation, ask)
            if operation.attempts[-1].status == 412 and len(operation.attempts) > 1:
                answer = self._own_change(ask)
            if "version" in answer:
                operation.outcome = Outcome.ACKNOWLEDGED
                operation.id, operation.version = answer["id"], answer["version"]
                return operation
            if time.monotonic() > until or not _is_worth_repeating(operation, answer):
                operation.outcome = _without_success(operation)
                return operation
            time.sleep(PAUSE_SECONDS)

    def _send(self, operation: Operation, ask: Ask) -> dict[str, Any]:
        """Send it once and write down how that went; return the body."""
        at, began = time.time(), time.monotonic()
        status, said, body = NO_ANSWER, "", {}
        is_rude = not operation.attempts and random.random() < self.hangs_up
        try:
            answer = self.session.request(
                ask.method,
                f"{self.url}{ask.path}",
                json=ask.body,
                headers=ask.headers,
                timeout=HANGS_UP_SECONDS if is_rude else TIMES_OUT_SECONDS,
            )
            status, said, body = answer.status_code, answer.text, answer.json()
        except (requests.RequestException, ValueError) as error:
            said = said or str(error)
        operation.attempts.append(Attempt(at, time.monotonic() - began, status, said[:300]))
        return body

    def _own_change(self, ask: Ask) -> dict[str, Any]:
        """After a lost answer, 412 may be due to our own change: if we see it, it is done."""
        try:
            row = self.session.get(f"{self.url}{ask.path}", timeout=TIMES_OUT_SECONDS).json()
        except (requests.RequestException, ValueError):
            return {}
        is_ours = all(row.get(name) == value for name, value in ask.body.items())
        return row if is_ours else {}


def _is_worth_repeating(operation: Operation, answer: dict[str, Any]) -> bool:
    is_held = answer.get("code") == "request_in_progress"
    return is_held or operation.attempts[-1].status in COME_AGAIN


def _without_success(operation: Operation) -> Outcome:
    """Only where every answer said "nothing happened" it is sure that nothing did."""
    is_sure = all(each.status in NOTHING_HAPPENED for each in operation.attempts)
    return Outcome.FAILED if is_sure else Outcome.UNKNOWN
