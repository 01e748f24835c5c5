"""Which tasks exist for whom."""

import pytest

from chassis.logins.subjects import DEMO_SUBS
from tasks_service.tests.conftest import SCOPES, TASKS


def _seen(client):
    return sorted(row["title"] for row in client.get(TASKS).json()["results"])


@pytest.fixture
def tasks(make_task):
    """A task that Cleo made, one that is given to her, and one that is neither."""
    return {
        "made": make_task(title="made", created_by=DEMO_SUBS["cleo"]),
        "given": make_task(title="given", assignee=DEMO_SUBS["cleo"]),
        "other": make_task(title="other"),
    }


def test_members_see_what_they_made_or_are_assigned_to(cleo, tasks):
    assert _seen(cleo) == ["given", "made"]


def test_technicians_and_admins_see_all(ana, ben, tasks):
    assert _seen(ben) == _seen(ana) == ["given", "made", "other"]


def test_services_see_all(as_caller, tasks):
    service = as_caller(id="catalog", client_id="catalog", roles=(), scopes=SCOPES)

    assert _seen(service) == ["given", "made", "other"]


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_other_peoples_tasks_answer_404(cleo, tasks, refused, method):
    address = f"{TASKS}{tasks['other'].id}/"

    refused(getattr(cleo, method)(address, {}), 404, "not_found")


def test_so_does_their_history(cleo, tasks, refused):
    refused(cleo.get(f"{TASKS}{tasks['other'].id}/history/"), 404, "not_found")


def test_a_caller_who_is_no_person_and_no_service_sees_nothing(as_caller, tasks):
    odd = as_caller(id="odd", roles=["member"], scopes=SCOPES)

    assert _seen(odd) == []
