"""Services ask whether a sign-in that they keep a session of still holds."""

import pytest

from accounts_service.people import actions as people
from accounts_service.tests.conftest import DESK

pytestmark = pytest.mark.django_db
QUERY = {"sid": "a-sid", "issued_at": 1}


@pytest.fixture
def tasks(as_caller):
    return as_caller(id="tasks", client_id="tasks", roles=[], scopes=["accounts:internal"])


def path(person):
    return f"/accounts/internal/sign-ins/{person.id}/"


def test_a_service_learns_what_somebody_may_do_there_now(tasks, ben):
    answer = tasks.get(path(ben), QUERY)

    assert answer.json() == {
        "name": "Ben Okafor",
        "roles": ["technician"],
        "scopes": ["tasks:read", "tasks:write"],
    }


def test_of_who_was_deactivated_nothing_holds(tasks, cleo, refused):
    people.deactivate(user=cleo, by=DESK)

    refused(tasks.get(path(cleo), QUERY), 404, "not_found")


def test_nobody_else_may_ask(speaking_for, ana, refused):
    refused(speaking_for(ana).get(path(ana), QUERY), 403, "forbidden")


@pytest.mark.parametrize("query", [{}, {"sid": "a"}, {"sid": "a", "issued_at": "now"}])
def test_a_question_without_its_words_is_a_400(tasks, ana, refused, query):
    refused(tasks.get(path(ana), query), 400, "invalid")
