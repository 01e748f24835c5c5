"""What there is in tasks."""

import json
from typing import Any

from chassis.auth import Caller
from tasks_service.work.models import Comment, Task
from tests.authorization import everywhere
from tests.authorization.asking import Things, World
from tests.authorization.callers import IDS, STRANGER

ASSET = "018f5f5e-0000-7000-8000-00000000a55e"
login_of = everywhere.login_of


def world(neighbour: Any, settings: Any, folder: Any) -> World:
    """Make a task for everybody, about an asset of the catalog."""
    neighbour.always(body=json.dumps({"id": ASSET, "tag": "LT-1", "title": "T14"}).encode())
    tasks = {owner: _task(owner) for owner in everywhere.OWNERS}
    comments = {owner: _comment(tasks[owner], owner) for owner in everywhere.OWNERS}
    seen = tasks[IDS["member"]]
    return World(
        {
            **everywhere.things("tasks"),
            "tasks": Things(tasks.pop(STRANGER), tasks),
            "comments": Things(comments.pop(STRANGER), comments),
        },
        {
            **everywhere.BODIES,
            "tasks": {"title": "Dust again"},
            "tasks/{}": {"title": "Dust better"},
            "tasks/{}/tick": {"number": 1},
            "comments": {"task": seen, "body": "Done?"},
            "comments/{}": {"body": "Done."},
            "tasks/bulk": {"rows": [{"id": STRANGER, "title": "Dust all"}]},
        },
    )


def _task(owner: str) -> str:
    items = [{"text": "Floor", "is_done": False}]
    task = Task.objects.create(title="Dust", created_by=owner, asset_id=ASSET, checklist=items)
    return str(task.id)


def _comment(task: str, owner: str) -> str:
    author = Caller(id=owner).person_id
    return str(Comment.objects.create(task_id=task, body="Done?", author=author).id)
