"""Inviting people: by mail, with a link to their first password."""

import json
import time

import pytest
import time_machine
from django.test import Client as Browser

from accounts_service.access.models import AccessRecord, Kind
from accounts_service.people import actions
from accounts_service.people.models import User
from accounts_service.tests.conftest import DESK
from accounts_service.tests.people.mails import link_in, send_all
from chassis.jobs.models import Job

PEOPLE = "/accounts/api/v1/people/"
NEW = "/accounts/password/new/"
CHOSEN = {"new_password1": "a password of my own", "new_password2": "a password of my own"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def dora(db):
    """Somebody without a password."""
    return actions.create_person(by=DESK, username="dora", name="Dora", email="dora@example.org")


@pytest.fixture
def link(dora, mailoutbox):
    """The link in dora's invitation."""
    actions.invite(user=dora, by=DESK)
    send_all()
    return link_in(mailoutbox[0])


def test_an_invitation_is_sent_by_a_job(dora, admin_api, ana, mailoutbox):
    response = admin_api.post(f"{PEOPLE}{dora.id}/invite/")

    assert response.status_code == 202
    assert response["Location"] == f"/accounts/api/v1/jobs/{response.json()['job_id']}/"
    assert mailoutbox == []
    send_all()
    (mail,) = mailoutbox
    assert mail.to == ["dora@example.org"]
    assert mail.subject == "You are invited to Kitroom"
    assert "Your username is dora" in mail.body
    assert mail.alternatives[0].mimetype == "text/html"
    record = AccessRecord.objects.get(kind=Kind.PERSON_INVITED)
    assert (record.person, record.by) == (dora.id, str(ana.id))


def test_the_link_leads_to_a_password_and_in(link):
    browser = Browser()
    page = browser.get(link, follow=True)

    assert page.redirect_chain == [(NEW, 302)]
    assert "Welcome, Dora" in page.content.decode()
    assert browser.post(NEW, CHOSEN)["Location"] == "/"
    assert browser.get(f"{PEOPLE}me/").json()["username"] == "dora"
    assert Browser().login(username="dora", password=CHOSEN["new_password1"])


def test_the_link_works_once(link):
    first, second = Browser(), Browser()
    for browser in (first, second):
        browser.get(link)
    first.post(NEW, CHOSEN)

    assert second.post(NEW, CHOSEN).status_code == 400
    assert Browser().get(link, follow=True).status_code == 400


def test_the_link_gets_too_old(link):
    with time_machine.travel(time.time() + 8 * 24 * 3600):
        assert Browser().get(link, follow=True).status_code == 400


def test_the_link_is_worth_nothing_once_they_left(link, dora):
    actions.deactivate(user=dora, by=DESK)

    assert Browser().get(link, follow=True).status_code == 400


@pytest.mark.parametrize("token", ["", "x", "x:y:z", "x" * 5000])
def test_a_link_that_nobody_made_is_a_page(token, client, db):
    response = client.get(NEW, {"for": "invite", "token": token}, follow=True)

    assert response.status_code == 400
    assert "The link does not work" in response.content.decode()


def test_a_link_is_for_one_purpose(link, client):
    assert client.get(link.replace("for=invite", "for=reset"), follow=True).status_code == 400
    assert client.get(link.replace("for=invite", "for=email"), follow=True).status_code == 400


def test_a_bad_password_is_told(link, client):
    client.get(link)
    response = client.post(NEW, {"new_password1": "dora", "new_password2": "dora"})

    assert response.status_code == 200
    assert "too short" in response.content.decode()


def test_neither_link_nor_address_stands_in_job_record_or_log(link, dora, logged):
    token = link.partition("token=")[2]
    kept = json.dumps(list(Job.objects.values()), default=str)
    kept += json.dumps(list(AccessRecord.objects.values()), default=str)

    assert token[:20] not in kept
    assert "dora@example.org" not in kept
    browser = Browser()
    browser.get(link, follow=True)
    browser.post(NEW, CHOSEN)
    said = json.dumps(logged())
    assert "request_answered" in said
    assert token[:20] not in said
    assert CHOSEN["new_password1"] not in said


def test_one_request_sends_one_mail(dora, admin_api, mailoutbox):
    for _ in range(2):
        admin_api.post(f"{PEOPLE}{dora.id}/invite/", headers={"X-Request-ID": "one-request-id"})
    send_all()

    assert len(mailoutbox) == 1


def test_a_second_try_sends_no_second_mail(dora, mailoutbox):
    job = actions.invite(user=dora, by=DESK)
    send_all()
    Job.objects.filter(id=job.id).update(status="queued")
    send_all()

    assert len(mailoutbox) == 1


def test_whoever_is_added_with_an_address_is_invited(admin_api, mailoutbox):
    new = {"username": "emil", "email": "emil@example.org"}
    response = admin_api.post(PEOPLE, new)
    send_all()

    assert response.status_code == 201
    assert "invite" not in response.json()
    assert [mail.to for mail in mailoutbox] == [["emil@example.org"]]


@pytest.mark.parametrize("words", [{"email": ""}, {"email": "e@example.org", "invite": False}])
def test_others_are_not(words, admin_api):
    admin_api.post(PEOPLE, {"username": "emil", **words})

    assert not Job.objects.exists()


def test_who_cannot_be_invited(admin_api, dora, cleo, refused):
    refused(admin_api.post(f"{PEOPLE}{cleo.id}/invite/"), 409, "already_joined")
    User.objects.filter(id=dora.id).update(email="")
    refused(admin_api.post(f"{PEOPLE}{dora.id}/invite/"), 409, "no_email_address")
    actions.deactivate(user=dora, by=DESK)
    refused(admin_api.post(f"{PEOPLE}{dora.id}/invite/"), 409, "deactivated")


def test_a_technician_may_not_invite(dora, ben, speaking_for, refused):
    refused(speaking_for(ben).post(f"{PEOPLE}{dora.id}/invite/"), 403, "forbidden")


def test_the_admin_invites(dora, ana, mailoutbox):
    browser = Browser()
    browser.force_login(ana)
    choice = {"action": "invite", "_selected_action": [str(dora.id)]}
    response = browser.post("/accounts/admin/people/user/", choice, follow=True)
    send_all()

    assert "1 changed." in response.content.decode()
    assert len(mailoutbox) == 1
