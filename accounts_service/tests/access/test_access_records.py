"""The audit trail: who got in, who did not, and what changed about getting in."""

import json
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from accounts_service.access import actions as access
from accounts_service.access.actions import limits, recording
from accounts_service.access.models import AccessRecord, Client, Kind
from accounts_service.people import actions as people
from accounts_service.tests.access.conftest import Program
from accounts_service.tests.conftest import DESK, PASSWORD

RECORDS = "/accounts/api/v1/access-records/"
SIGN_IN = "/accounts/login/"
FROM = {"X-Real-IP": "192.0.2.7", "X-Request-ID": "the-request-id"}
pytestmark = pytest.mark.django_db


def _kinds():
    return list(AccessRecord.objects.order_by("at", "id").values_list("kind", flat=True))


def _last():
    return AccessRecord.objects.order_by("at", "id").last()


def test_a_sign_in_is_recorded_with_its_request_and_address(client, cleo):
    client.post(SIGN_IN, {"username": "cleo", "password": PASSWORD}, headers=FROM)

    record = _last()
    assert (record.kind, record.person, record.by) == (Kind.SIGNED_IN, cleo.id, str(cleo.id))
    assert (record.address, record.request_id) == ("192.0.2.7", "the-request-id")


def test_a_failed_sign_in_is_recorded_for_whom_it_was_tried(client, cleo):
    client.post(SIGN_IN, {"username": "Cleo", "password": "wrong"}, headers=FROM)

    record = _last()
    assert (record.kind, record.person) == (Kind.SIGN_IN_FAILED, cleo.id)
    assert record.detail == {"known": True}


def test_what_was_typed_is_never_kept(client, cleo):
    client.post(SIGN_IN, {"username": "hunter2 in the wrong field", "password": "hunter3"})

    record = _last()
    assert (record.person, record.detail) == (None, {"known": False})
    assert "hunter" not in json.dumps(list(AccessRecord.objects.values()), default=str)


def test_a_name_that_no_database_keeps_is_a_failure_like_others(client, cleo):
    assert client.post(SIGN_IN, {"username": "cl\x00eo", "password": "x"}).status_code == 200


def test_signing_out_is_recorded(client, cleo):
    client.force_login(cleo)
    client.post("/accounts/logout/")

    assert _last().kind == Kind.SIGNED_OUT


def test_a_change_of_role_names_both_roles_and_who_did_it(cleo, admin_api, ana):
    admin_api.patch(f"/accounts/api/v1/people/{cleo.id}/", {"role": "technician"})

    record = _last()
    assert (record.kind, record.person, record.by) == (Kind.ROLE_CHANGED, cleo.id, str(ana.id))
    assert record.detail == {"before": "member", "after": "technician"}


def test_a_change_of_name_is_no_change_of_role(cleo):
    people.change_person(user=cleo, by=DESK, name="Cleo M.")

    assert _kinds() == []


def test_what_did_not_happen_is_not_recorded(ana, admin_api, refused):
    refused(
        admin_api.patch(f"/accounts/api/v1/people/{ana.id}/", {"role": "member"}), 409, "last_admin"
    )

    assert _kinds() == []


def test_leaving_and_coming_back_are_recorded(cleo):
    people.deactivate(user=cleo, by=DESK)
    people.reactivate(user=cleo, by=DESK)

    assert _kinds() == [Kind.ACCESS_ENDED, Kind.PERSON_DEACTIVATED, Kind.PERSON_REACTIVATED]


def test_clients_are_recorded_without_their_secrets(signing_key):
    client, secret = access.make_client(name="Robot", scopes=["catalog:read"])

    record = _last()
    assert (record.kind, record.client) == (Kind.CLIENT_MADE, client.client_id)
    assert record.detail == {"scopes": ["catalog:read"]}
    assert secret not in json.dumps(record.detail)


def test_consent_is_recorded(cleo, signed_in):
    program = signed_in(cleo)
    program.code("tasks:read")

    record = _last()
    assert (record.kind, record.person) == (Kind.CONSENT_GIVEN, cleo.id)
    assert record.client == program.client.client_id


def _told(kind):
    words = AccessRecord.objects.filter(kind=kind).order_by("at", "id")
    return list(words.values_list("person", "by", "client", "detail"))


def test_tokens_by_code_are_recorded_and_refreshed_ones_are_not(cleo, signed_in):
    program = signed_in(cleo)
    given = program.redeems(program.code("tasks:read")).json()
    program.refreshes(given["refresh_token"])

    name, scopes = program.client.client_id, {"scopes": ["tasks:read"]}
    way = {"way": "authorization_code"}
    assert _told(Kind.TOKEN_ISSUED) == [(cleo.id, name, name, way | scopes)]


def test_a_programs_own_tokens_are_recorded_once_an_hour_and_the_services_are_not(robot):
    access.make_service_client(service="tasks", secret="a secret of tasks")
    service = Program(Client.objects.get(client_id="tasks"), "a secret of tasks")
    for program in (robot, robot, service):
        assert program.posts(grant_type="client_credentials").status_code == 200

    name = robot.client.client_id
    detail = {"way": "client_credentials", "scopes": ["accounts:read", "catalog:read"]}
    assert _told(Kind.TOKEN_ISSUED) == [(None, name, name, detail)]


@pytest.mark.parametrize("what", ["access_token", "refresh_token"])
def test_a_token_that_is_given_back_is_recorded_once(what, cleo, signed_in, robot):
    program = signed_in(cleo)
    given = program.redeems(program.code("tasks:read")).json()
    for client in (robot, program, program):
        secret = {"client_id": client.client.client_id, "client_secret": client.secret}
        Browser().post("/accounts/o/revoke_token/", {"token": given[what], **secret})

    name = program.client.client_id
    assert _told(Kind.TOKEN_REVOKED) == [(cleo.id, name, name, {"what": what})]


@pytest.mark.parametrize("where", ["token", "introspect", "revoke_token"])
def test_a_refused_program_is_recorded_by_the_name_of_one_that_is_there(where, robot):
    there = f"/accounts/o/{where}/"
    words = {"grant_type": "client_credentials", "token": "t", "client_secret": "hunter4"}
    for name in (robot.client.client_id, "hunter5"):
        response = Browser().post(there, {**words, "client_id": name})
        assert response.json()["error"] == "invalid_client"

    known = (None, "", robot.client.client_id, {"known": True})
    assert _told(Kind.CLIENT_REFUSED) == [known, (None, "", "", {"known": False})]
    assert "hunter" not in json.dumps(list(AccessRecord.objects.values()), default=str)


def test_a_wrong_secret_in_a_header_names_the_program_too(robot):
    robot.posts(grant_type="client_credentials", secret="wrong")

    [(*_, client, detail)] = _told(Kind.CLIENT_REFUSED)
    assert (client, detail) == (robot.client.client_id, {"known": True})


def test_a_flood_of_refused_programs_fills_no_table(robot):
    for _ in range(limits.REFUSED_CLIENT.most + 3):
        assert robot.posts(grant_type="client_credentials", secret="wrong").status_code == 401

    assert len(_told(Kind.CLIENT_REFUSED)) == limits.REFUSED_CLIENT.most


def test_an_unknown_kind_is_refused(db):
    with pytest.raises(ValueError, match="coffee"):
        recording.record("coffee")


def test_an_address_is_one_or_none(client, cleo):
    client.post(SIGN_IN, {"username": "cleo", "password": PASSWORD}, headers={"X-Real-IP": "'; --"})

    assert _last().address == "127.0.0.1"


def test_admins_see_all_and_others_what_is_about_them(admin_api, ben, cleo, speaking_for):
    recording.record(Kind.SIGNED_IN, person=ben)
    recording.record(Kind.SIGNED_IN, person=cleo)

    seen = admin_api.get(RECORDS).json()["results"]
    own = speaking_for(ben).get(RECORDS).json()["results"]
    assert {row["person"] for row in seen} == {str(ben.id), str(cleo.id)}
    assert [row["person"] for row in own] == [str(ben.id)]


def test_records_are_found_by_kind_person_and_time(admin_api, ben, cleo):
    recording.record(Kind.SIGNED_IN, person=ben)
    recording.record(Kind.SIGN_IN_FAILED, person=cleo)

    def found(query):
        return len(admin_api.get(f"{RECORDS}?{query}").json()["results"])

    assert found("kind=signed_in") == found(f"person={cleo.id}") == 1
    assert found("at__gte=2999-01-01T00:00:00Z") == 0


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nobody_writes_records(method, admin_api):
    assert getattr(admin_api, method)(RECORDS).status_code == 405


def test_the_admin_shows_records_and_changes_none(ana):
    record = recording.record(Kind.SIGNED_IN, person=ana)
    browser = Browser()
    browser.force_login(ana)

    assert browser.get("/accounts/admin/access/accessrecord/").status_code == 200
    page = f"/accounts/admin/access/accessrecord/{record.id}/"
    assert browser.get(f"{page}change/").status_code == 200
    assert browser.post(f"{page}change/", {"kind": "signed_out"}).status_code == 403
    assert browser.post(f"{page}delete/", {"post": "yes"}).status_code == 403


def test_old_records_are_forgotten(settings, db):
    settings.ACCESS_RECORDS_KEPT_DAYS = 30
    old, new = (recording.record(Kind.SIGNED_IN) for _ in range(2))
    AccessRecord.objects.filter(id=old.id).update(at=timezone.now() - timedelta(days=31))

    assert recording.forget_records() == 1
    assert list(AccessRecord.objects.all()) == [new]
