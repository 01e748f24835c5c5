"""The flows that begin in lending."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from catalog_service.lending import selectors
from chassis.sagas import Ask, Story, Wait, flow

HALF_A_YEAR = timedelta(days=183)
YEARS = timedelta(days=6 * 366)  # no reservation ends later, and its end wakes the flow


def _id(story: Story, noun: str) -> UUID:
    return UUID(story.told[noun])


def _task(story: Story) -> UUID:
    return UUID(story.made["task"]["task"])


def _on_task(story: Story) -> str:
    return f"task:{_task(story)}"


def _repair(story: Story) -> dict[str, Any]:
    return selectors.repair_of(asset=_id(story, "asset"), loan=_id(story, "loan"))


def _asset(story: Story) -> dict[str, Any]:
    return {"asset": story.told["asset"]}


def _repaired(story: Story) -> dict[str, str] | None:
    return selectors.ended_task(_task(story))


def _outcome(story: Story) -> dict[str, Any]:
    return {**_asset(story), "outcome": story.made["repaired"]["outcome"]}


def _reservation(story: Story) -> dict[str, Any]:
    return {"reservation": story.told["reservation"]}


def _preparation(story: Story) -> dict[str, Any]:
    return selectors.preparation_of(reservation=_id(story, "reservation"))


def _prepared(story: Story) -> dict[str, str] | None:
    return selectors.prepared(reservation=_id(story, "reservation"), task=_task(story))


def _readiness(story: Story) -> dict[str, Any]:
    return selectors.readiness_of(reservation=_id(story, "reservation"))


flow(
    "lending.damaged_return",
    version=1,
    steps=[
        Ask(key="task", name="work.make_task", at="tasks", says=_repair),
        Ask(key="in_repair", name="lending.send_to_repair", says=_asset),
        Wait(key="repaired", on=_on_task, until=_repaired, within=HALF_A_YEAR),
        Ask(key="back", name="lending.end_repair", says=_outcome),
    ],
)

flow(
    "lending.loan_request",
    version=1,
    steps=[
        Ask(key="promise", name="lending.stand_by_promise", says=_reservation),
        Ask(key="borrower", name="lending.allow_borrower", says=_reservation),
        Ask(key="task", name="work.make_task", at="tasks", says=_preparation),
        Wait(key="prepared", on=_on_task, until=_prepared, within=YEARS),
        Ask(key="ready", name="lending.mark_ready", says=_reservation, is_pivot=True),
        Ask(key="told", name="telling.tell", at="tasks", says=_readiness),
    ],
)
