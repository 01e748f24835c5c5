"""Another service's steps, as a flow's test sees them: receipts, refusals, and trouble on the way.

`neighbour.says = elsewhere.says` lets the neighbour answer like this.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from chassis.ids import uuid7
from chassis.testing import contracts
from chassis.testing.neighbours import Heard, Says

DONE, UNDONE = "done", "undone"


@dataclass
class Elsewhere:
    """What flows asked of another service, by name; each step once for its key, as in earnest.

    `trouble` holds what happens at the next calls: "lost" (it never arrives), "no answer" (it does,
    but the answer is lost) or "" (nothing); `refuses` says no to a name, with a code.
    """

    service: str = ""  # whose contract it keeps, if it is a service of Kitroom
    made: dict[str, str] = field(default_factory=dict)  # by name: the word of what is made
    refuses: dict[str, str] = field(default_factory=dict)
    trouble: list[str] = field(default_factory=list)
    receipts: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    def of(self, name: str) -> list[dict[str, Any]]:
        """Return the receipts of what was asked for under a name."""
        return [receipt for receipt in self.receipts.values() if receipt["name"] == name]

    def says(self, heard: Heard) -> Says:
        """Answer a call, or fail as told."""
        trouble = self.trouble.pop(0) if self.trouble else ""
        if trouble == "lost":
            return Says(status=500)
        answer = self._answer(heard.path.partition("/internal/steps/")[2], json.loads(heard.body))
        return Says(status=500) if trouble == "no answer" else answer

    def _answer(self, path: str, body: dict[str, Any]) -> Says:
        name, _, undo = path.rstrip("/").partition("/")
        key = body["saga"], body["step"]
        receipt = self.receipts.setdefault(key, {"name": name, "outcome": "", "made": {}})
        if undo:
            receipt["outcome"] = UNDONE
        elif receipt["outcome"] == UNDONE:
            return Says(status=409)
        elif not receipt["outcome"]:
            receipt.update(self._new(name, body["said"]))
            if self.service:
                contracts.fits(self.service, name, body["said"], receipt)
        told = {
            name: receipt[name] for name in ("outcome", "made", "code", "detail") if name in receipt
        }
        return Says(body=json.dumps(told).encode())

    def _new(self, name: str, said: dict[str, Any]) -> dict[str, Any]:
        if code := self.refuses.get(name):
            return {"outcome": "refused", "code": code, "detail": "It says no.", "said": said}
        word = self.made.get(name)
        made = {word: str(uuid7())} if word else {}
        return {"outcome": DONE, "made": made, "said": said}
