"""The API of tasks: `uvicorn bench.peers.fastapi_sqlalchemy.app:app`."""

import os
from typing import Any
from uuid import UUID

from fastapi import FastAPI, HTTPException
from sqlalchemy import ColumnElement, or_, select, tuple_

from bench.peers.around import cursors
from bench.peers.around.asgi import RecordsMiddleware
from bench.peers.around.fastapi import Reader, Writer
from bench.peers.fastapi_sqlalchemy.database import Session
from bench.peers.fastapi_sqlalchemy.models import Task
from bench.peers.fastapi_sqlalchemy.schemas import Page, TaskChange, TaskIn, TaskOut

PAGE = 50
# FastAPI's tutorial reads a row again when it is written. SQLAlchemy's pages on asyncio need not:
# their sessions do not forget what they commit.
REFRESHES = "BENCH_REFRESHES" in os.environ

app = FastAPI()
app.add_middleware(RecordsMiddleware)


@app.get("/tasks/", response_model=Page)
async def list_tasks(user: Reader, session: Session, cursor: str = "") -> Any:
    """The caller's tasks, newest first."""
    asked = select(Task).where(_own(user.id))
    if cursor:
        asked = asked.where(tuple_(Task.created_at, Task.id) < tuple_(*_place(cursor)))
    newest_first = asked.order_by(Task.created_at.desc(), Task.id.desc()).limit(PAGE + 1)
    tasks = (await session.scalars(newest_first)).all()
    results, more = tasks[:PAGE], tasks[PAGE:]
    last = cursors.written(results[-1].created_at, results[-1].id) if more else None
    return {"next": last, "results": results}


@app.get("/tasks/{id}/", response_model=TaskOut)
async def read_task(id: UUID, user: Reader, session: Session) -> Any:
    """One task."""
    return await _found(id, user.id, session)


@app.post("/tasks/", response_model=TaskOut, status_code=201)
async def create_task(body: TaskIn, user: Writer, session: Session) -> Any:
    """Make one."""
    task = Task(**body.model_dump(), created_by=user.id)
    session.add(task)
    return await _kept(task, session)


@app.patch("/tasks/{id}/", response_model=TaskOut)
async def change_task(id: UUID, body: TaskChange, user: Writer, session: Session) -> Any:
    """Change one; what is left out stays."""
    task = await _found(id, user.id, session)
    for name, value in body.model_dump(exclude_unset=True).items():
        setattr(task, name, value)
    task.version += 1
    return await _kept(task, session)


async def _kept(task: Task, session: Session) -> Task:
    await session.commit()
    if REFRESHES:
        await session.refresh(task)
    return task


async def _found(id: UUID, owner: str, session: Session) -> Task:
    task = (await session.scalars(select(Task).where(Task.id == id, _own(owner)))).one_or_none()
    if task is None:
        raise HTTPException(404, "There is no such task.")
    return task


def _own(owner: str) -> ColumnElement[bool]:
    return or_(Task.created_by == owner, Task.assignee == UUID(owner))


def _place(cursor: str) -> tuple[Any, Any]:
    try:
        return cursors.read(cursor)
    except ValueError as error:
        raise HTTPException(400, "The cursor is not one of ours.") from error
