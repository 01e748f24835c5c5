"""The API of tasks."""

from typing import Any
from uuid import UUID

import orjson
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from ninja import NinjaAPI, PatchDict, Status
from ninja.pagination import CursorPagination, paginate
from ninja.renderers import BaseRenderer

from bench.peers.drf.models import Task
from bench.peers.ninja.schemas import NUMBERS, TaskIn, TaskOut
from bench.peers.ninja.security import reader, writer


class ORJSONRenderer(BaseRenderer):
    """JSON by orjson, as Ninja's documentation shows it."""

    media_type = "application/json"

    def render(self, request: Any, data: Any, *, response_status: int) -> bytes:
        """Return the JSON."""
        return orjson.dumps(data, option=orjson.OPT_UTC_Z)


api = NinjaAPI(renderer=ORJSONRenderer())


@api.get("/tasks/", response=list[TaskOut], auth=reader)
@paginate(CursorPagination, ordering=("-created_at", "-id"), page_size=50)
def list_tasks(request: Any) -> QuerySet[Task]:
    """The caller's tasks, newest first."""
    return _own(request)


@api.get("/tasks/{uuid:id}/", response=TaskOut, auth=reader)
def read_task(request: Any, id: UUID) -> Task:
    """One task."""
    return get_object_or_404(_own(request), pk=id)


@api.post("/tasks/", response={201: TaskOut}, auth=writer)
def create_task(request: Any, body: TaskIn) -> Any:
    """Make one."""
    return Status(201, Task.objects.create(created_by=request.auth.id, **_columns(body.dict())))


@api.patch("/tasks/{uuid:id}/", response=TaskOut, auth=writer)
def change_task(request: Any, id: UUID, body: PatchDict[TaskIn]) -> Task:
    """Change one; what is left out stays."""
    task = get_object_or_404(_own(request), pk=id)
    for name, value in _columns(body).items():
        setattr(task, name, value)
    task.version += 1
    task.save()
    return task


def _own(request: Any) -> QuerySet[Task]:
    me = request.auth.id
    return Task.objects.filter(Q(created_by=me) | Q(assignee=me))


def _columns(said: dict[str, Any]) -> dict[str, Any]:
    """Priorities are numbers in the table."""
    return {**said, "priority": NUMBERS[said["priority"]]} if "priority" in said else said
