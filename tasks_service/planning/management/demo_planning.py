"""The demo's schedules: what came round last week is made, and late.

A multimeter waits for its calibration: until that is done nobody borrows it.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from chassis.auth import Caller
from chassis.ids import named
from chassis.logins.subjects import DEMO_SUBS
from tasks_service.planning import actions

# Title, assignee, rule, basis, lead in days, further words.
SCHEDULES: list[tuple[str, str, str, str, int, dict[str, Any]]] = [
    ("Charge the batteries of the radio microphones", "ben", "FREQ=WEEKLY", "planned", 0,
     {"labels": ["audio"], "checklist": [{"text": "Box 1"}, {"text": "Box 2"}]}),
    ("Clean the filters of the projectors", "ben", "FREQ=MONTHLY;INTERVAL=3", "completion", 14,
     {"labels": ["projector"]}),
    ("Test the residual-current devices of the lab", "ana", "FREQ=YEARLY", "planned", 30,
     {"kind": "inspection", "labels": ["lab", "safety"]}),
    ("Calibrate the multimeter", "ben", "FREQ=YEARLY", "completion", 30,
     {"kind": "inspection", "labels": ["lab"], "asset_id": named("TL-0103"), "blocks_gear": True}),
    ("Update the loan laptops", "cleo", "FREQ=MONTHLY;BYDAY=1MO", "planned", 3, {}),
]  # fmt: skip
BEFORE = timedelta(days=6)  # that long ago they were planned


def seed_schedules(*, at: datetime) -> int:
    """Let the demo's work come round, and make what is due by now; return how many schedules."""
    by = Caller(id=DEMO_SUBS["ana"], roles=frozenset({"admin"}))
    planned = at.replace(hour=8, minute=0, second=0, microsecond=0) - BEFORE
    for title, assignee, rule, basis, lead_days, words in SCHEDULES:
        checklist = [{**item, "is_done": False} for item in words.get("checklist", [])]
        actions.create_schedule(
            by=by,
            at=planned,
            title=title,
            assignee=UUID(DEMO_SUBS[assignee]),
            rule=rule,
            basis=basis,
            lead_days=lead_days,
            starts_at=planned,
            time_zone="Europe/Berlin",
            **{**words, "checklist": checklist},
        )
    actions.make_due_tasks(at=at)
    return len(SCHEDULES)
