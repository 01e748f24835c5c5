"""What there is in tasks."""

import json
from typing import Any

from tasks_service.work.models import Task
from tests.authorization import everywhere
from tests.authorization.asking import Things, World
from tests.authorization.callers import STRANGER

ASSET = "018f5f5e-0000-7000-8000-00000000a55e"
login_of = everywhere.login_of


def world(neighbour: Any, settings: Any, folder: Any) -> World:
    """Make a task for everybody, about an asset of the catalog."""
    neighbour.always(body=json.dumps({"id": ASSET, "tag": "LT-1", "title": "T14"}).encode())
    tasks = {
        owner: str(Task.objects.create(title="Dust", created_by=owner, asset_id=ASSET).id)
        for owner in everywhere.OWNERS
    }
    return World(
        {**everywhere.things("tasks"), "tasks": Things(tasks.pop(STRANGER), tasks)},
        {
            **everywhere.BODIES,
            "tasks": {"title": "Dust again"},
            "tasks/{}": {"title": "Dust better"},
            "tasks/bulk": {"rows": [{"id": STRANGER, "title": "Dust all"}]},
        },
    )
