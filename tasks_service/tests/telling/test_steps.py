"""What flows of other services ask of telling."""

import pytest

from chassis.ids import uuid7
from chassis.logins.subjects import DEMO_SUBS
from tasks_service.telling.models import Notification

CLEO = DEMO_SUBS["cleo"]


@pytest.fixture
def ask(as_caller):
    """Ask for the step, always under the same key."""
    scopes = ["tasks:internal"]
    catalog = as_caller(id="catalog", client_id="catalog", roles=(), scopes=scopes)
    key = {"saga": str(uuid7()), "step": "told"}

    def ask(**said):
        return catalog.post("/tasks/internal/steps/telling.tell/", {**key, "said": said}).json()

    return ask


def test_somebody_is_told_once(ask):
    said = {"person": CLEO, "about": str(uuid7()), "title": "Your gear is ready"}

    assert ask(**said) == ask(**said) == {"outcome": "done", "made": {}}

    row = Notification.objects.get()
    assert (str(row.person), row.kind, row.title) == (CLEO, "ready", said["title"])


def test_of_an_unknown_kind_nothing_is_told(ask):
    answer = ask(person=CLEO, about=str(uuid7()), title="Run", kind="panic")

    assert (answer["code"], Notification.objects.count()) == ("invalid", 0)
