"""The other services as flows of people see them: each step once, and what a test wants of it."""

from json import dumps
from typing import Any

from chassis.clients import Answer, UpstreamAway, UpstreamRefused

MADE: dict[str, Any] = {
    "work.hand_over": {"tasks": []},
    "planning.hand_over": {"schedules": []},
    "work.make_return_tasks": {"tasks": ["a task"]},
    "lending.held_by": {"things": []},
    "lending.has_nothing": {},
    "lending.cancel_reservations": {"cancelled": 0},
    "privacy.forget": {"job": "a job"},
    "privacy.forgotten": {"work_task": 2},
}


class Others:
    """Tasks and catalog. They keep receipts, as `chassis.sagas` does there.

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
        answer = self._answer(path, json, refuses=trouble == "refused")
        if trouble == "twice":
            assert self._answer(path, json, refuses=False) == answer
        if trouble == "no answer":
            raise UpstreamAway(service, "its answer was lost")
        return answer

    def effects(self) -> list[str]:
        """Return which steps are done and not undone."""
        return [key[1] for key, receipt in self.receipts.items() if receipt["outcome"] == "done"]

    def _answer(self, path: str, json: dict[str, Any], *, refuses: bool) -> Answer:
        name = path.removeprefix("/internal/steps/").strip("/")
        key = json["saga"], json["step"]
        if name.endswith("/undo"):
            self.receipts[key] = {"outcome": "undone", "made": {}}
        elif key in self.receipts and self.receipts[key]["outcome"] == "undone":
            raise UpstreamRefused("elsewhere", 409, "It was taken back before it came.")
        elif key not in self.receipts:
            self.receipts[key] = self._do(name, json["said"], refuses=refuses)
        return Answer(200, {}, _json(self.receipts[key]))

    def _do(self, name: str, said: dict[str, Any], *, refuses: bool) -> dict[str, Any]:
        if refuses:
            return {"outcome": "refused", "code": "no", "detail": "A rule says no."}
        self.done.append((name, said))
        made = self.made[name]
        return {"outcome": "done", "made": made.pop(0) if len(made) > 1 else made[0]}


def _json(words: dict[str, Any]) -> bytes:
    return dumps(words).encode()
