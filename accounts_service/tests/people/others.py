"""The other services as flows of people see them: each step once, and what a test wants of it."""

from json import dumps
from typing import Any

from chassis.clients import Answer, UpstreamAway, UpstreamRefused
from chassis.ids import uuid7
from chassis.testing import contracts

THING = {
    "asset_id": str(uuid7()),
    "tag": "CAM-1",
    "title": "Alpha",
    "due_at": "2026-03-04T12:00:00Z",
    "loan_id": str(uuid7()),
}
ONE, TWO = str(uuid7()), str(uuid7())  # tasks
SAID_AGAIN = {"work.hand_over": ("person", "to"), "planning.hand_over": ("person", "to")}
MADE: dict[str, Any] = {
    "work.hand_over": {"tasks": []},
    "planning.hand_over": {"schedules": []},
    "work.make_return_tasks": {"tasks": [str(uuid7())]},
    "lending.held_by": {"things": []},
    "lending.has_nothing": {},
    "lending.cancel_reservations": {"cancelled": 0},
    "privacy.forget": {"job": str(uuid7())},
    "privacy.forgotten": {"work_task": 2},
}


class Others:
    """Tasks and catalog. They keep receipts, as `chassis.sagas` does there, and their contracts.

    `trouble` holds what happens at the next calls: "lost" (it never arrives), "no answer" (it does,
    but the answer is lost), "twice" (it arrives once more), "refused" (a rule says no).
    """

    def __init__(self) -> None:
        self.made = {name: [words] for name, words in MADE.items()}
        self.receipts: dict[Any, dict[str, Any]] = {}
        self.done: list[tuple[str, dict[str, Any]]] = []
        self.trouble: list[str] = []

    def post(self, service: str, path: str, json: dict[str, Any]) -> Answer:
        """Take a call."""
        trouble = self.trouble.pop(0) if self.trouble else ""
        if trouble == "lost":
            raise UpstreamAway(service, "it was lost")
        answer = self._answer(service, path, json, refuses=trouble == "refused")
        if trouble == "twice":
            assert self._answer(service, path, json, refuses=False) == answer
        if trouble == "no answer":
            raise UpstreamAway(service, "its answer was lost")
        return answer

    def effects(self) -> list[str]:
        """Return which steps are done and not undone."""
        return [key[1] for key, receipt in self.receipts.items() if receipt["outcome"] == "done"]

    def _answer(self, service: str, path: str, json: dict[str, Any], *, refuses: bool) -> Answer:
        name = path.removeprefix("/internal/steps/").strip("/")
        key = json["saga"], json["step"]
        if name.endswith("/undo"):
            self.receipts[key] = {"outcome": "undone", "made": {}}
        elif key in self.receipts and self.receipts[key]["outcome"] == "undone":
            raise UpstreamRefused("elsewhere", 409, "It was taken back before it came.")
        elif key not in self.receipts:
            self.receipts[key] = self._do(service, name, json["said"], refuses=refuses)
            contracts.fits(service, name, json["said"], self.receipts[key])
        return Answer(200, {}, _json(self.receipts[key]))

    def _do(
        self, service: str, name: str, said: dict[str, Any], *, refuses: bool
    ) -> dict[str, Any]:
        if refuses:
            return contracts.refusal(service, name)
        self.done.append((name, said))
        made = self.made[name]
        again = {word: said[word] for word in SAID_AGAIN.get(name, ())}
        one = made.pop(0) if len(made) > 1 else made[0]
        return {"outcome": "done", "made": {**again, **one}}


def _json(words: dict[str, Any]) -> bytes:
    return dumps(words).encode()
