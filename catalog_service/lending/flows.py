"""The flows that begin in lending."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from catalog_service.lending import selectors
from chassis.sagas import Ask, Story, Wait, flow

HALF_A_YEAR = timedelta(days=183)


def _repair(story: Story) -> dict[str, Any]:
    return selectors.repair_of(asset=UUID(story.told["asset"]), loan=UUID(story.told["loan"]))


def _asset(story: Story) -> dict[str, Any]:
    return {"asset": story.told["asset"]}


def _on_repair(story: Story) -> str:
    return f"task:{story.made['repair_task']['task']}"


def _repaired(story: Story) -> dict[str, str] | None:
    return selectors.ended_task(story.made["repair_task"]["task"])


def _outcome(story: Story) -> dict[str, Any]:
    return {**_asset(story), "outcome": story.made["repaired"]["outcome"]}


flow(
    "lending.damaged_return",
    version=1,
    steps=[
        Ask(key="repair_task", name="work.make_task", at="tasks", says=_repair),
        Ask(key="in_repair", name="lending.send_to_repair", says=_asset),
        Wait(key="repaired", on=_on_repair, until=_repaired, within=HALF_A_YEAR),
        Ask(key="back", name="lending.end_repair", says=_outcome),
    ],
)
