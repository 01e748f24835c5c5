"""`/<service>/api/v1/sagas/`: follow flows, try them again, give them up."""

import pytest
from django.utils import timezone

from chassis.ids import uuid7
from chassis.sagas import actions, settling, start
from chassis.sagas.models import Status
from chassis.tests.conftest import WRITE
from chassis.tests.sagas.conftest import ANA, closed, gone_on, titles

SAGAS = "/chassis/api/v1/sagas/"
BEN = str(uuid7())


@pytest.fixture
def stuck(keep, wire, monkeypatch):
    """A flow that needs somebody."""
    monkeypatch.setattr(settling, "MOST_ATTEMPTS", 1)
    wire.trouble = ["lost"]
    return gone_on(keep)


def test_a_flow_tells_its_steps_and_what_happened_when(ana, keep):
    gone_on(keep)

    answer = ana.get(f"{SAGAS}{keep.id}/")

    body = answer.json()
    assert (body["flow"], body["flow_version"], body["status"]) == ("notes.keep", 1, "running")
    assert body["told"] == {"title": "Dust"}
    assert [(step["key"], step["status"]) for step in body["steps"]] == [
        ("write", "done"),
        ("copy", "done"),
        ("closed", "waiting"),
    ]
    assert body["timeline"][0].items() >= {"what": "started", "by": ANA.id, "step": ""}.items()
    assert body["timeline"][-1]["what"] == "waits"
    assert answer["ETag"]


def test_an_answer_of_a_verb_has_the_form_of_a_get(ana, stuck):
    said = ana.post(f"{SAGAS}{stuck.id}/retry/")

    assert said.json() == ana.get(f"{SAGAS}{stuck.id}/").json()


def test_a_list_costs_as_many_queries_whatever_it_holds(ana, wire, django_assert_max_num_queries):
    for number in range(5):
        words = {"subject": number, "told": {"title": f"Dust {number}"}}
        gone_on(start("notes.keep", by=ANA, at=timezone.now(), **words))

    with django_assert_max_num_queries(6):
        assert len(ana.get(SAGAS).json()["results"]) == 5


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ({}, 1),
        ({"status": "running"}, 1),
        ({"status__in": "done,compensated"}, 0),
        ({"flow": "notes.keep", "subject": "dust"}, 1),
        ({"person": BEN}, 0),
        ({"ordering": "-created_at"}, 1),
    ],
)
def test_lists_are_narrowed(ana, keep, query, seen):
    assert len(ana.get(SAGAS, query).json()["results"]) == seen


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ({"id": ANA.id, "roles": ["member"]}, True),
        ({"id": BEN, "roles": ["member"]}, True),
        ({"id": str(uuid7()), "roles": ["member"]}, False),
        ({"id": str(uuid7()), "roles": ["technician"]}, True),
        ({"id": "a-script", "roles": [], "client_id": "a-script"}, True),
    ],
)
def test_who_began_it_and_whom_it_is_about_see_it_and_the_desk_sees_all(as_caller, db, who, sees):
    saga = start("notes.keep", subject="dust", person=BEN, by=ANA, at=timezone.now())
    caller = as_caller(scopes=WRITE, **who)

    assert len(caller.get(SAGAS).json()["results"]) == sees
    assert caller.get(f"{SAGAS}{saga.id}/").status_code == (200 if sees else 404)


def test_a_retry_goes_on_with_what_needs_somebody(ana, stuck, wire):
    answer = ana.post(f"{SAGAS}{stuck.id}/retry/")

    assert (answer.json()["status"], answer.json()["error"]) == ("running", None)
    assert gone_on(stuck).waits_on


def test_an_abort_takes_back_what_was_done(ana, keep, wire):
    gone_on(keep)

    answer = ana.post(f"{SAGAS}{keep.id}/abort/")

    assert (answer.json()["status"], answer.json()["error"]["code"]) == ("compensating", "aborted")
    assert (gone_on(keep).status, titles()) == (Status.COMPENSATED, [])


def test_behind_the_pivot_nothing_is_given_up(ana, keep, wire, refused, monkeypatch):
    monkeypatch.setattr(settling, "MOST_ATTEMPTS", 1)
    gone_on(keep)
    wire.trouble = ["lost"]
    closed(keep)
    ana.post(f"{SAGAS}{keep.id}/abort/")
    assert gone_on(keep).status == Status.COMPENSATED  # the pivot was not done yet

    other = start("notes.keep", subject="x", told={"title": "Dust"}, by=ANA, at=timezone.now())
    gone_on(other)
    other.position = 4
    other.save()
    refused(ana.post(f"{SAGAS}{other.id}/abort/"), 409, "no_way_back")


@pytest.mark.parametrize("verb", ["retry", "abort"])
def test_what_is_over_stays_as_it_is(ana, keep, refused, verb):
    closed(gone_on(keep))

    refused(ana.post(f"{SAGAS}{keep.id}/{verb}/"), 409, "saga_is_over")


@pytest.mark.parametrize("verb", ["retry", "abort"])
def test_whoever_is_not_at_the_desk_only_looks(as_caller, keep, refused, verb):
    member = as_caller(id=ANA.id, roles=["member"], scopes=WRITE)

    refused(member.post(f"{SAGAS}{keep.id}/{verb}/"), 403, "forbidden")


def test_the_page_of_a_flow_shows_it(staff, keep, admin_user):
    admin_user.scopes, admin_user.roles = ["notes:read"], ["technician"]
    admin_user.save()

    page = staff.get(f"{SAGAS}{keep.id}/", headers={"accept": "text/html"}).content.decode()

    assert "notes.keep" in page


def test_an_abort_of_what_goes_back_already_changes_no_reason(keep, wire, stuck):
    by = type(ANA)(id=ANA.id, roles=frozenset({"admin"}))
    first = actions.abort(saga=stuck, by=by, at=timezone.now())

    again = actions.abort(saga=first, by=by, at=timezone.now())

    assert (again.status, again.error) == (Status.COMPENSATING, first.error)
