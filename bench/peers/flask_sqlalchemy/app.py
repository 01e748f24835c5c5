"""The API of tasks; its table and wire forms are those of the other peer with SQLAlchemy."""

from typing import Any
from uuid import UUID

from flask import Flask, Response, abort, g, jsonify, request
from pydantic import BaseModel, ValidationError
from sqlalchemy import ColumnElement, or_, select, tuple_
from werkzeug.exceptions import HTTPException

from bench.peers.around import cursors
from bench.peers.around.flask import surround
from bench.peers.fastapi_sqlalchemy.models import Task
from bench.peers.fastapi_sqlalchemy.schemas import Page, TaskChange, TaskIn, TaskOut
from bench.peers.flask_sqlalchemy.database import session

PAGE = 50

app = Flask(__name__)
surround(app)


@app.teardown_appcontext
def end_session(error: BaseException | None) -> None:
    """Give its connection back."""
    session.remove()


@app.errorhandler(HTTPException)
def refuse(error: HTTPException) -> Any:
    """Say as JSON what is wrong."""
    return jsonify(detail=error.description), error.code


@app.errorhandler(ValidationError)
def refuse_body(error: ValidationError) -> Any:
    """Say which fields are wrong."""
    return Response(error.json(), 422, mimetype="application/json")


@app.get("/tasks/")
def list_tasks() -> Response:
    """The caller's tasks, newest first."""
    asked = select(Task).where(_own())
    if cursor := request.args.get("cursor", ""):
        asked = asked.where(tuple_(Task.created_at, Task.id) < tuple_(*_place(cursor)))
    newest_first = asked.order_by(Task.created_at.desc(), Task.id.desc()).limit(PAGE + 1)
    tasks = session.scalars(newest_first).all()
    results, more = tasks[:PAGE], tasks[PAGE:]
    last = cursors.written(results[-1].created_at, results[-1].id) if more else None
    return _json(Page.model_validate({"next": last, "results": results}))


@app.get("/tasks/<uuid:id>/")
def read_task(id: UUID) -> Response:
    """One task."""
    return _json(TaskOut.model_validate(_found(id)))


@app.post("/tasks/")
def create_task() -> Response:
    """Make one."""
    body = TaskIn.model_validate_json(request.get_data())
    task = Task(**body.model_dump(), created_by=g.user.id)
    session.add(task)
    session.commit()
    return _json(TaskOut.model_validate(task), status=201)


@app.patch("/tasks/<uuid:id>/")
def change_task(id: UUID) -> Response:
    """Change one; what is left out stays."""
    body = TaskChange.model_validate_json(request.get_data())
    task = _found(id)
    for name, value in body.model_dump(exclude_unset=True).items():
        setattr(task, name, value)
    task.version += 1
    session.commit()
    return _json(TaskOut.model_validate(task))


def _found(id: UUID) -> Task:
    task = session.scalars(select(Task).where(Task.id == id, _own())).one_or_none()
    return task or abort(404, "There is no such task.")


def _own() -> ColumnElement[bool]:
    return or_(Task.created_by == g.user.id, Task.assignee == UUID(g.user.id))


def _place(cursor: str) -> tuple[Any, Any]:
    try:
        return cursors.read(cursor)
    except ValueError:
        abort(400, "The cursor is not one of ours.")


def _json(answer: BaseModel, status: int = 200) -> Response:
    return Response(answer.model_dump_json(), status, mimetype="application/json")
