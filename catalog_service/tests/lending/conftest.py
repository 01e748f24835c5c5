"""Who borrows and lends, and when."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import transaction

from catalog_service.gear.models import Person, Task
from catalog_service.lending import actions
from catalog_service.lending.handlers import TaskMoved, on_tasks_moved
from catalog_service.lending.models import HandedOut, Hold
from chassis.auth import Caller
from chassis.logins.subjects import DEMO_SUBS
from chassis.sagas import running
from chassis.testing import knowledge
from chassis.testing.steps import Elsewhere

CLEO, BEN = UUID(DEMO_SUBS["cleo"]), UUID(DEMO_SUBS["ben"])
GONE, STRANGER = UUID(int=17), UUID(int=18)
DESK = ("catalog:read", "catalog:request", "catalog:write", "catalog:desk")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def hour(number):
    """Return the moment so many hours after noon."""
    return NOON + number * HOUR


@contextmanager
def refuses(error):
    """Expect a verb to refuse; the test goes on after what it did is undone."""
    with pytest.raises(error) as refused, transaction.atomic():
        yield refused


@pytest.fixture(autouse=True)
def people(db):
    """Whom the catalog knows: three who are here, and one who left."""
    for name, sub in DEMO_SUBS.items():
        knowledge.of(Person, sub, name=name.title(), is_active=True)
    knowledge.of(Person, GONE, name="Gone", is_active=False)


@pytest.fixture
def ben(as_caller):
    """A technician: he runs the desk."""
    return as_caller(id=DEMO_SUBS["ben"], roles=["technician"], scopes=DESK)


@pytest.fixture
def cleo(as_caller):
    """A member: she asks for gear in her own name."""
    scopes = ["catalog:read", "catalog:request"]
    return as_caller(id=DEMO_SUBS["cleo"], roles=["member"], scopes=scopes)


@pytest.fixture
def by_ben():
    """Ben, as verbs know him."""
    return Caller(id=DEMO_SUBS["ben"], roles=frozenset({"technician"}), scopes=frozenset(DESK))


@pytest.fixture
def by_cleo():
    """Cleo, as verbs know her."""
    scopes = frozenset({"catalog:read", "catalog:request"})
    return Caller(id=DEMO_SUBS["cleo"], roles=frozenset({"member"}), scopes=scopes)


@pytest.fixture
def asset(make_asset):
    """A laptop."""
    return make_asset("LT-1")


@pytest.fixture
def other(make_asset):
    """Another laptop."""
    return make_asset("LT-2")


@pytest.fixture
def reserve(by_cleo):
    """Reserve assets for Cleo, from one hour after noon to another."""

    def reserve(*assets, start=1, end=2, at=NOON, by=by_cleo, **details):
        times = {"starts_at": hour(start), "ends_at": hour(end)}
        return actions.request_reservation(by=by, at=at, lines=assets, **times, **details)

    return reserve


@pytest.fixture
def lend(by_ben):
    """Hand assets to Cleo at noon, until some hours later."""

    def lend(*assets, due=4, at=NOON, borrower=CLEO, **details):
        lines = [HandedOut(asset) for asset in assets]
        words = {"borrower": borrower, "due_at": hour(due), "lines": lines, **details}
        return actions.check_out(by=by_ben, at=at, **words)

    return lend


def spans():
    """Return what is held, as (tag, hours after noon from, to)."""
    rows = Hold.objects.select_related("asset").order_by("asset__tag", "starts_at")
    return [(row.asset.tag, _hours(row.starts_at), _hours(row.ends_at)) for row in rows]


def _hours(at):
    return (at - NOON) / HOUR


@pytest.fixture
def tasks(neighbour):
    """The service tasks, as flows ask it for steps."""
    elsewhere = Elsewhere(service="tasks", made={"work.make_task": "task"})
    neighbour.says = elsewhere.says
    return elsewhere


def gone_on(saga):
    """Go on with a flow as far as it goes now; return how it is then."""
    running.run(saga.id)
    saga.refresh_from_db()
    return saga


def task_of(saga, key, status, *, version=2):
    """Let the catalog hear how the task of a step is, as it does by event; return its id."""
    task = saga.steps.get(key=key).made["task"]
    is_open = status in ("open", "in_progress")
    knowledge.of(Task, task, version=version, title="x", status=status, is_open=is_open)
    on_tasks_moved([(TaskMoved(task_id=UUID(task), is_open=is_open), None)])
    return task
