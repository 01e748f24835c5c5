"""What people let programs do, they see and take back: all that came of it ends."""

import pytest
from django.test import Client as Browser
from oauth2_provider.models import RefreshToken

from accounts_service.access import actions
from accounts_service.access.actions import consents as verbs
from accounts_service.access.models import AccessRecord, Client, Consent, Kind
from accounts_service.access.permissions import GrantValidator
from accounts_service.tests.access.conftest import CALLBACK, Program
from accounts_service.tests.conftest import PASSWORD
from chassis.auth.models import Ended
from chassis.auth.tokens import TokenRefused, verify
from chassis.events.models import OutboxEvent

CONSENTS = "/accounts/api/v1/consents/"
PAGE = "/accounts/consents/"

pytestmark = pytest.mark.usefixtures("ended_access_is_read")


@pytest.fixture
def tokens(signed_in, cleo, settings):
    settings.TOKEN_AUDIENCE = "tasks"
    program = signed_in(cleo)
    return program.redeems(program.code("tasks:read openid")).json()


@pytest.fixture
def withdraw(cleo, tokens):
    def take_back():
        verbs.withdraw_consent(consent=Consent.objects.get(person=cleo), by=cleo.caller())

    return take_back


def is_refused(access_token):
    with pytest.raises(TokenRefused, match="revoked"):
        verify(access_token)
    return True


def identity(access_token):
    headers = {"Authorization": f"Bearer {access_token}"}
    return Browser().get("/accounts/o/userinfo/", headers=headers).status_code


def test_what_a_program_was_given_ends(report, tokens, withdraw):
    assert verify(tokens["access_token"])
    assert identity(tokens["access_token"]) == 200

    withdraw()

    assert is_refused(tokens["access_token"])
    assert identity(tokens["access_token"]) == 401
    assert report.refreshes(tokens["refresh_token"]).json()["error"] == "invalid_grant"


def test_also_what_it_was_given_before_it_refreshed(report, tokens, withdraw):
    new = report.refreshes(tokens["refresh_token"]).json()
    assert verify(tokens["access_token"])

    withdraw()

    assert is_refused(tokens["access_token"])
    assert is_refused(new["access_token"])


def test_all_services_hear_of_it(tokens, withdraw):
    consent = Consent.objects.get()

    withdraw()

    [event] = OutboxEvent.objects.filter(type="accounts.token_ended.v1")
    assert event.data["name"] == f"tid:{consent.id}"


def test_a_code_on_its_way_ends(report, tokens, withdraw):
    code = report.code()

    withdraw()

    assert report.redeems(code).json()["error"] == "invalid_grant"


@pytest.mark.parametrize("step", ["validate_code", "save_bearer_token"])
def test_what_is_taken_back_while_it_is_used_gives_nothing(
    step, report, tokens, withdraw, monkeypatch
):
    do = getattr(GrantValidator, step)

    def do_and_lose_it(self, *args, **words):
        if step == "save_bearer_token":
            withdraw()
            return do(self, *args, **words)
        done = do(self, *args, **words)
        withdraw()
        return done

    code = report.code()
    monkeypatch.setattr(GrantValidator, step, do_and_lose_it)

    assert report.redeems(code).json()["error"] == "invalid_grant"
    assert not RefreshToken.objects.filter(revoked=None).exists()


def test_what_others_were_given_goes_on(report, robot, tokens, cleo, ben, signed_in):
    theirs = signed_in(ben).redeems(report.code()).json()
    client, secret = actions.make_client(
        name="Other", scopes=["tasks:read"], redirect_uris=[CALLBACK]
    )
    other = Program(client, secret)
    other.browser.login(username="cleo", password=PASSWORD)
    own = other.redeems(other.code()).json()

    verbs.withdraw_consent(
        consent=Consent.objects.get(person=cleo, client=report.client), by=cleo.caller()
    )

    assert verify(theirs["access_token"])
    assert report.refreshes(theirs["refresh_token"]).status_code == 200
    assert verify(own["access_token"])
    assert other.refreshes(own["refresh_token"]).status_code == 200


def test_it_is_asked_again_and_let_in_anew(report, tokens, withdraw):
    withdraw()

    assert report.asks().status_code == 200
    new = report.redeems(report.code()).json()
    assert verify(new["access_token"])
    assert report.refreshes(new["refresh_token"]).status_code == 200


def test_it_is_on_record(report, tokens, withdraw, cleo):
    withdraw()

    row = AccessRecord.objects.get(kind=Kind.CONSENT_WITHDRAWN)
    assert (row.person, row.by, row.client) == (cleo.id, str(cleo.id), report.client.client_id)


@pytest.fixture
def given(cleo):
    client = Client.objects.create(name="Weekly report", algorithm="RS256")
    return Consent.objects.create(person=cleo, client=client, scopes="openid tasks:read")


def test_people_see_theirs_and_admins_everybodys(given, cleo, ben, ana, speaking_for):
    def seen(person):
        return [each["id"] for each in speaking_for(person).get(CONSENTS).json()["results"]]

    assert seen(cleo) == seen(ana) == [str(given.id)]
    assert seen(ben) == []
    one = speaking_for(cleo).get(f"{CONSENTS}{given.id}/").json()
    assert (one["name"], one["scopes"]) == ("Weekly report", ["openid", "tasks:read"])
    assert one["client_id"] == given.client.client_id


def test_in_the_api_it_is_taken_back_once(given, cleo, ben, speaking_for):
    there = f"{CONSENTS}{given.id}/"

    assert speaking_for(ben).delete(there).status_code == 404
    assert speaking_for(cleo).delete(there).status_code == 204
    assert speaking_for(cleo).delete(there).status_code == 404
    assert Ended.objects.get().name == f"tid:{given.id}"


@pytest.mark.parametrize("name", ["api-token", "the program itself"])
def test_a_program_takes_none_back(name, given, cleo, speaking_for, refused):
    speaker = name if name == "api-token" else given.client.client_id
    program = speaking_for(cleo, client_id=speaker)

    refused(program.delete(f"{CONSENTS}{given.id}/"), 403, "not_for_programs")


def test_on_the_page_it_is_seen_and_taken_back(report, tokens, cleo):
    page = report.browser.get(PAGE).content.decode()
    assert "Weekly report" in page
    assert "see tasks" in page
    there = f"{PAGE}{Consent.objects.get().id}/withdraw/"

    assert "Take it back from Weekly report" in report.browser.get(there).content.decode()
    assert Consent.objects.exists()
    after = report.browser.post(there, follow=True).content.decode()

    assert "Weekly report is out." in after
    assert "None." in after
    assert is_refused(tokens["access_token"])


def test_on_the_page_nobody_takes_back_what_is_anothers(tokens, ben):
    browser = Browser()
    browser.force_login(ben)

    assert "None." in browser.get(PAGE).content.decode()
    assert browser.post(f"{PAGE}{Consent.objects.get().id}/withdraw/").status_code == 404


def test_the_page_is_for_people_who_are_signed_in(client, db):
    assert client.get(PAGE)["Location"] == f"/accounts/login/?next={PAGE.replace('/', '%2F')}"
