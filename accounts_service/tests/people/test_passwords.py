"""Forgotten and changed passwords, and what ends with them."""

import json
import time

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from accounts_service.access.models import AccessRecord, Kind
from accounts_service.people.management.commands import changepassword
from accounts_service.people.models import User
from accounts_service.tests.conftest import PASSWORD
from accounts_service.tests.people.mails import link_in, send_all
from chassis.jobs.models import Job

FORGOTTEN = "/accounts/password/forgotten/"
NEW = "/accounts/password/new/"
OWN = "/accounts/password/"
ME = "/accounts/api/v1/people/me/"
CHOSEN = {"new_password1": "a password of my own", "new_password2": "a password of my own"}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cleo_reads_mail(cleo):
    User.objects.filter(id=cleo.id).update(email="cleo@example.org")
    cleo.refresh_from_db()


def _ask(client, whom, address="192.0.2.1"):
    return client.post(FORGOTTEN, {"whom": whom}, headers={"X-Real-IP": address})


@pytest.mark.parametrize("whom", ["cleo", " CLEO ", "cleo@example.org", "Cleo@Example.org"])
def test_a_link_is_sent_to_who_forgot(whom, client, mailoutbox):
    _ask(client, whom)
    send_all()

    assert [mail.to for mail in mailoutbox] == [["cleo@example.org"]]


def test_the_link_sets_a_password_and_ends_other_sessions(client, cleo, mailoutbox):
    old = Browser()
    old.force_login(cleo)
    _ask(client, "cleo")
    send_all()
    client.get(link_in(mailoutbox[0]))

    assert client.post(NEW, CHOSEN)["Location"] == "/"
    assert client.get(ME).status_code == 200
    assert old.get(ME).status_code == 401
    assert not Browser().login(username="cleo", password=PASSWORD)
    assert AccessRecord.objects.filter(kind=Kind.PASSWORD_CHANGED, person=cleo.id).exists()
    send_all()
    assert mailoutbox[-1].subject == "Your password for Kitroom was changed"


def test_a_reset_link_lives_two_hours(client, mailoutbox):
    _ask(client, "cleo")
    send_all()

    with time_machine.travel(time.time() + 3 * 3600):
        assert client.get(link_in(mailoutbox[0]), follow=True).status_code == 400


def test_the_answer_is_the_same_for_nobody(client, mailoutbox):
    somebody = _ask(client, "cleo").content
    nobody = _ask(client, "nobody").content
    send_all()

    assert somebody == nobody
    assert len(mailoutbox) == 1


def test_the_work_is_the_same_for_nobody(client):
    def statements(whom):
        with CaptureQueriesContext(connection) as captured:
            _ask(client, whom)
        words = (query["sql"].split() for query in captured)
        return [[*said[:2], "FROM" in said and said[said.index("FROM") + 1]] for said in words]

    assert statements("cleo") == statements("nobody")


def test_what_was_typed_is_not_kept(client):
    _ask(client, "my password by mistake")
    send_all()

    kept = json.dumps([*Job.objects.values(), *AccessRecord.objects.values()], default=str)
    assert "mistake" not in kept


def test_asking_twice_sends_one_mail(client, mailoutbox):
    with time_machine.travel(1_800_000_000, tick=False):
        for _ in range(3):
            _ask(client, "cleo")
    send_all()

    assert len(mailoutbox) == 1


def test_asking_is_limited_for_nobody_as_for_somebody(client):
    def answers(whom):
        return [_ask(client, whom, address=f"192.0.2.{n}").status_code for n in range(6)]

    assert answers("cleo") == answers("nobody") == [200] * 5 + [429]


def test_changing_ones_own_password_keeps_this_session_alone(client, cleo):
    other = Browser()
    for browser in (client, other):
        browser.force_login(cleo)

    response = client.post(OWN, {"password": PASSWORD, **CHOSEN})

    assert response["Location"] == "/accounts/security/"
    assert client.get(ME).status_code == 200
    assert other.get(ME).status_code == 401


def test_the_old_password_is_asked_for(client, cleo):
    client.force_login(cleo)

    response = client.post(OWN, {"password": "wrong", **CHOSEN})
    assert "This is not your password" in response.content.decode()
    assert Browser().login(username="cleo", password=PASSWORD)


def test_a_password_like_the_name_is_refused(client, cleo):
    client.force_login(cleo)
    new = {"new_password1": "Cleo Martin", "new_password2": "Cleo Martin"}

    assert "too similar" in client.post(OWN, {"password": PASSWORD, **new}).content.decode()


def test_an_admin_sets_a_password_and_ends_sessions(client, ana, cleo):
    other = Browser()
    other.force_login(cleo)
    client.force_login(ana)
    new = {"password1": CHOSEN["new_password1"], "password2": CHOSEN["new_password1"]}

    page = f"/accounts/admin/people/user/{cleo.id}/password/"
    assert client.post(page, {**new, "usable_password": "true"}).status_code == 302
    assert other.get(ME).status_code == 401
    record = AccessRecord.objects.get(kind=Kind.PASSWORD_CHANGED)
    assert (record.person, record.by) == (cleo.id, str(ana.id))


@pytest.mark.parametrize("typed", [["too short"] * 2, ["a password of my own", "another one"]])
def test_the_command_refuses_what_the_page_refuses(cleo, typed, monkeypatch):
    monkeypatch.setattr(changepassword, "getpass", lambda prompt: typed.pop())

    with pytest.raises(CommandError, match=r"too short|match"):
        call_command("changepassword", "cleo")
    assert Browser().login(username="cleo", password=PASSWORD)


def test_the_command_knows_who_there_is(db):
    with pytest.raises(CommandError, match="nobody with the username dora"):
        call_command("changepassword", "dora")


def test_the_admins_own_password_page_leads_to_the_one_that_ends_sessions(client, ana):
    client.force_login(ana)

    header = '<a href="/accounts/security/">Your account</a>'
    assert header in client.get("/accounts/admin/").content.decode()
    assert client.get("/accounts/admin/password_change/")["Location"] == "/accounts/security/"
    assert client.post("/accounts/admin/password_change/").status_code == 302
