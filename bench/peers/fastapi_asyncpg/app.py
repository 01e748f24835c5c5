"""The API of tasks: `uvicorn bench.peers.fastapi_asyncpg.app:app`."""

import os
import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Annotated, Any
from uuid import UUID

import asyncpg
import orjson
from fastapi import Depends, FastAPI, HTTPException, Request, Response

from bench.peers.around import cursors
from bench.peers.around.asgi import RecordsMiddleware
from bench.peers.around.fastapi import Reader, Writer
from bench.peers.fastapi_asyncpg import queries
from bench.peers.fastapi_asyncpg.schemas import TaskChange, TaskIn

PAGE = 50
PRIORITIES = ("none", "low", "normal", "high", "urgent")


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Keep connections for as long as the service runs."""
    async with asyncpg.create_pool(os.environ["BENCH_DATABASE_URL"], min_size=8, max_size=16) as it:
        app.state.pool = it
        yield


app = FastAPI(lifespan=lifespan)
app.add_middleware(RecordsMiddleware)


async def _pool(request: Request) -> Any:
    return request.app.state.pool


Pool = Annotated[Any, Depends(_pool)]


@app.get("/tasks/")
async def list_tasks(user: Reader, pool: Pool, cursor: str = "") -> Response:
    """The caller's tasks, newest first."""
    if cursor:
        rows = await pool.fetch(queries.NEXT_PAGE, user.id, *_place(cursor))
    else:
        rows = await pool.fetch(queries.FIRST_PAGE, user.id)
    results, more = rows[:PAGE], rows[PAGE:]
    last = cursors.written(results[-1]["created_at"], results[-1]["id"]) if more else None
    return _json({"next": last, "results": [_wire(row) for row in results]})


@app.get("/tasks/{id}/")
async def read_task(id: UUID, user: Reader, pool: Pool) -> Response:
    """One task."""
    return _one(await pool.fetchrow(queries.ONE, user.id, id))


@app.post("/tasks/")
async def create_task(body: TaskIn, user: Writer, pool: Pool) -> Response:
    """Make one."""
    row = await pool.fetchrow(
        queries.INSERT,
        user.id,
        uuid.uuid4(),
        body.title,
        body.description,
        body.status,
        PRIORITIES.index(body.priority),
        body.assignee,
        body.due_at,
        body.asset_id,
    )
    return _json(_wire(row), status=201)


@app.patch("/tasks/{id}/")
async def change_task(id: UUID, body: TaskChange, user: Writer, pool: Pool) -> Response:
    """Change one; what is left out stays."""
    changes = body.model_dump(exclude_unset=True)
    if "priority" in changes:
        changes["priority"] = PRIORITIES.index(changes["priority"])
    return _one(await pool.fetchrow(queries.update(list(changes)), user.id, id, *changes.values()))


def _one(row: Any) -> Response:
    if row is None:
        raise HTTPException(404, "There is no such task.")
    return _json(_wire(row))


def _wire(row: Any) -> Mapping[str, Any]:
    task = dict(row)
    task["priority"] = PRIORITIES[task["priority"]]
    return task


def _json(answer: Any, status: int = 200) -> Response:
    body = orjson.dumps(answer, option=orjson.OPT_UTC_Z)
    return Response(body, status, media_type="application/json")


def _place(cursor: str) -> tuple[Any, Any]:
    try:
        return cursors.read(cursor)
    except ValueError as error:
        raise HTTPException(400, "The cursor is not one of ours.") from error
