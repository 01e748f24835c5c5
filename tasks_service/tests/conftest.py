"""Who calls in the tests of tasks."""

from datetime import UTC, datetime
from functools import partial
from types import SimpleNamespace

import pytest

from chassis.auth import Caller
from chassis.logins.subjects import DEMO_SUBS
from chassis.testing import knowledge
from tasks_service.work.models import Asset, Loan, Person, Task, Team

API = "/tasks/api/v1/"
TASKS = f"{API}tasks/"
SCOPES = ("tasks:read", "tasks:write")


@pytest.fixture
def ana(as_caller):
    """An admin, who operates tasks."""
    scopes = [*SCOPES, "tasks:operate"]
    return as_caller(id=DEMO_SUBS["ana"], roles=["admin"], scopes=scopes)


@pytest.fixture
def ben(as_caller):
    """A technician."""
    return as_caller(id=DEMO_SUBS["ben"], roles=["technician"], scopes=SCOPES)


@pytest.fixture
def cleo(as_caller):
    """A member."""
    return as_caller(id=DEMO_SUBS["cleo"], roles=["member"], scopes=SCOPES)


@pytest.fixture
def by_ben():
    """Ben, as verbs know him."""
    return Caller(id=DEMO_SUBS["ben"], roles=frozenset({"technician"}))


@pytest.fixture
def make_task(db):
    """Make a task straight in the database, as Ben's unless said otherwise."""

    def make(**fields):
        return Task.objects.create(
            **{"title": "Clean the lens", "created_by": DEMO_SUBS["ben"], **fields}
        )

    return make


@pytest.fixture
def noon():
    """A time."""
    return datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def know(db):
    """Let tasks have heard of a person or an asset; `until` says how fresh that is."""
    return SimpleNamespace(
        person=partial(knowledge.of, Person),
        asset=partial(knowledge.of, Asset),
        team=partial(knowledge.of, Team),
        loan=partial(knowledge.of, Loan),
        until=knowledge.until,
    )
