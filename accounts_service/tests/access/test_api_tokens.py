"""API tokens: made, listed, exchanged, revoked."""

from datetime import timedelta
from io import StringIO

import jwt
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client as Browser
from django.utils import timezone

from accounts_service.access.actions import api_tokens as verbs
from accounts_service.access.models import AccessRecord, ApiToken, Client, Role
from chassis.auth.tokens import TokenRefused, verify
from chassis.events.models import OutboxEvent
from chassis.idempotency.models import KeyedAnswer

TOKENS = "/accounts/api/v1/api-tokens/"
EXCHANGE = "/accounts/internal/token-exchange/"
PAGE = "/accounts/tokens/"
NEW = {"name": "nightly", "scopes": ["catalog:read", "tasks:read"]}


@pytest.fixture
def api(cleo, speaking_for):
    return speaking_for(cleo)


@pytest.fixture
def made(cleo):
    return verbs.make_api_token(by=cleo.caller(), **NEW)


def exchange(secret, **headers):
    words = {"X-Gateway-Secret": settings.GATEWAY_SECRET, "X-Token-Digest": verbs.shown(secret)}
    return Browser().post(EXCHANGE, headers={**words, **headers})


def claims(secret):
    answer = exchange(secret)
    assert answer.status_code == 200, answer.content
    return jwt.decode(answer.json()["access_token"], options={"verify_signature": False})


def test_a_person_makes_a_token_and_sees_its_secret_once(api, cleo):
    answer = api.post(TOKENS, NEW)

    body = answer.json()
    assert answer.status_code == 201
    assert answer["Cache-Control"] == "no-store"
    assert answer["Location"] == f"{TOKENS}{body['id']}/"
    secret = body.pop("secret")
    assert secret.startswith("kr_")
    assert len(secret) == 46
    assert (body["prefix"], body["person"]) == (secret[:7], str(cleo.id))
    assert api.get(answer["Location"]).json() == body
    days = ApiToken.objects.get().expires_at - timezone.now()
    assert timedelta(days=89, hours=23) < days <= timedelta(days=90)


def test_the_secret_is_in_no_table(api, db):
    secret = api.post(TOKENS, NEW, headers={"Idempotency-Key": "k-1"}).json()["secret"]

    for model in (ApiToken, KeyedAnswer, AccessRecord):
        for row in model.objects.values():
            assert secret not in str(row)
            assert verbs.shown(secret) not in str(row)


def test_a_repeat_is_told_the_id_and_makes_no_second_one(api, refused):
    first, again = (api.post(TOKENS, NEW, headers={"Idempotency-Key": "k-1"}) for _ in range(2))

    assert refused(again, 409, "secret_was_shown")["id"] == first.json()["id"]
    assert ApiToken.objects.count() == 1


@pytest.mark.parametrize("scope", ["catalog:write", "accounts:admin", "tasks:internal"])
def test_nobody_gives_away_more_than_they_may(api, refused, scope):
    refused(api.post(TOKENS, {**NEW, "scopes": [scope]}), 403, "scope_not_granted")


def test_a_narrow_token_makes_no_wider_one(cleo, speaking_for, refused):
    narrow = speaking_for(cleo, scopes={"accounts:read", "catalog:read"})

    refused(narrow.post(TOKENS, NEW), 403, "scope_not_granted")
    assert narrow.post(TOKENS, {**NEW, "scopes": ["catalog:read"]}).status_code == 201


@pytest.mark.parametrize("change", [{"scopes": []}, {"scopes": ["x:y"]}, {"name": ""}])
def test_what_makes_no_sense_is_refused(api, refused, change):
    refused(api.post(TOKENS, {**NEW, **change}), 400, "invalid")


@pytest.mark.parametrize("days", [-1, 366])
def test_it_ends_within_a_year(api, refused, days):
    at = (timezone.now() + timedelta(days=days)).isoformat()

    refused(api.post(TOKENS, {**NEW, "expires_at": at}), 400, "expiry_out_of_range")


def test_a_slip_makes_no_token_for_the_usual_time(api, refused):
    body = refused(api.post(TOKENS, {**NEW, "expire_at": "2026-12-01T00:00:00Z"}), 400, "invalid")

    assert body["errors"][0]["attr"] == "expire_at"
    assert not ApiToken.objects.exists()


def test_an_api_token_neither_makes_nor_revokes_one(cleo, speaking_for, made, refused):
    script = speaking_for(cleo, client_id="api-token")

    refused(script.post(TOKENS, NEW), 403, "not_for_programs")
    refused(script.post(f"{TOKENS}{made.token.id}/revoke/"), 403, "not_for_programs")


def test_a_program_of_others_makes_none(cleo, speaking_for, refused):
    Client.objects.create(client_id="their-app", algorithm="RS256")

    refused(speaking_for(cleo, client_id="their-app").post(TOKENS, NEW), 403, "not_for_programs")


def test_a_service_has_none(as_caller, refused):
    service = as_caller(id="tasks", scopes={"accounts:read"}, client_id="tasks")

    refused(service.post(TOKENS, NEW), 403, "not_for_programs")
    assert service.get(TOKENS).json()["results"] == []


def test_one_has_at_most_a_hundred(api, cleo, made, monkeypatch, refused):
    monkeypatch.setattr(verbs, "MOST", 1)

    refused(api.post(TOKENS, NEW), 409, "too_many_api_tokens")
    verbs.revoke_api_token(token=made.token, by=cleo.caller())
    assert api.post(TOKENS, NEW).status_code == 201


def test_others_see_nothing_and_admins_see_no_secret(made, ben, admin_api, speaking_for):
    there = f"{TOKENS}{made.token.id}/"

    other = speaking_for(ben)
    assert other.get(there).status_code == 404
    assert other.post(f"{there}revoke/").status_code == 404
    assert other.get(TOKENS).json()["results"] == []
    seen = admin_api.get(there)
    assert seen.status_code == 200
    assert "secret" not in seen.json()
    assert "digest" not in seen.json()
    assert admin_api.post(f"{there}revoke/").json()["state"] == "revoked"


def test_the_exchange_speaks_for_the_person(signing_key, made, cleo):
    token = claims(made.secret)

    assert token["sub"] == str(cleo.id)
    assert token["scope"] == "catalog:read tasks:read"
    assert token["aud"] == ["catalog", "tasks"]
    assert (token["client_id"], token["tid"]) == ("api-token", str(made.token.id))
    assert token["exp"] - token["iat"] == 300


def test_a_smaller_role_narrows_what_was_made_before(signing_key, ben):
    made = verbs.make_api_token(
        by=ben.caller(), name="desk", scopes=["catalog:desk", "catalog:read"]
    )
    ben.role = Role.VIEWER
    ben.save()

    token = claims(made.secret)

    assert (token["scope"], token["roles"]) == ("catalog:read", ["viewer"])


def test_the_exchange_ends_with_the_token(signing_key, cleo):
    at = timezone.now() + timedelta(seconds=60)
    made = verbs.make_api_token(by=cleo.caller(), **NEW, expires_at=at)

    token = claims(made.secret)

    assert token["exp"] <= at.timestamp()


def test_expired_revoked_inactive_and_unknown_are_refused(signing_key, cleo, made):
    def refused(secret):
        return exchange(secret).status_code == 401

    assert not refused(made.secret)
    assert refused("kr_" + "x" * 43)
    cleo.is_active = False
    cleo.save()
    assert refused(made.secret)
    cleo.is_active = True
    cleo.save()
    assert not refused(made.secret)
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert refused(made.secret)
    ApiToken.objects.update(expires_at=timezone.now() + timedelta(days=1))
    assert not refused(made.secret)
    verbs.revoke_api_token(token=made.token, by=cleo.caller())
    assert refused(made.secret)


@pytest.mark.usefixtures("ended_access_is_read")
def test_revoking_it_ends_what_it_was_exchanged_for(signing_key, made, cleo, settings):
    settings.TOKEN_AUDIENCE = "tasks"
    token = exchange(made.secret).json()["access_token"]
    assert verify(token).id == str(cleo.id)

    verbs.revoke_api_token(token=made.token, by=cleo.caller())

    with pytest.raises(TokenRefused, match="revoked"):
        verify(token)
    [event] = OutboxEvent.objects.filter(type="accounts.token_ended.v1")
    assert event.data["name"] == f"tid:{made.token.id}"


@pytest.mark.parametrize("secret", ["", "wrong", "ä"])
def test_only_the_gateway_exchanges(made, secret):
    assert exchange(made.secret, **{"X-Gateway-Secret": secret}).status_code == 403


@pytest.mark.parametrize("digest", ["", "x", "A" * 64, "0" * 65])
def test_what_is_no_digest_is_refused(made, digest):
    assert exchange(made.secret, **{"X-Token-Digest": digest}).status_code == 401


def test_what_is_stored_opens_nothing(made):
    assert exchange(made.secret, **{"X-Token-Digest": made.token.digest}).status_code == 401


def test_its_use_is_noted_once_a_minute(signing_key, made):
    claims(made.secret)
    first = ApiToken.objects.get().last_used_at
    claims(made.secret)
    assert ApiToken.objects.get().last_used_at == first
    ApiToken.objects.update(last_used_at=first - timedelta(minutes=2))
    claims(made.secret)

    assert ApiToken.objects.get().last_used_at > first


def test_the_trail_knows_who_made_and_revoked_it(made, cleo):
    for _ in range(2):
        verbs.revoke_api_token(token=made.token, by=cleo.caller())

    kinds = AccessRecord.objects.order_by("at").values_list("kind", "person", "detail__token")
    there = (cleo.id, str(made.token.id))
    assert list(kinds) == [("token_made", *there), ("token_revoked", *there)]


@pytest.fixture
def browser(cleo):
    browser = Browser()
    browser.force_login(cleo)
    return browser


def test_the_page_makes_shows_once_and_revokes(browser):
    page = browser.get(PAGE).content.decode()
    assert "see the gear" in page
    assert "run the desk" not in page

    made = browser.post(PAGE, {"name": "nightly", "scopes": ["catalog:read"], "days": "30"})

    token = ApiToken.objects.get()
    assert f'value="{token.prefix}' in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    listed = browser.get(PAGE).content.decode()
    assert "nightly" in listed
    assert 'value="kr_' not in listed
    there = f"{PAGE}{token.id}/revoke/"
    assert browser.get(there).status_code == 200
    assert browser.post(there)["Location"] == PAGE
    assert "nightly is revoked" in browser.get(PAGE).content.decode()
    assert ApiToken.objects.get().revoked_at


@pytest.mark.parametrize(
    "words",
    [
        {"name": "", "scopes": ["catalog:read"], "days": "30"},
        {"name": "x", "days": "30"},
        {"name": "x", "scopes": ["catalog:desk"], "days": "30"},
        {"name": "x", "scopes": ["catalog:read"], "days": "9999"},
    ],
)
def test_the_page_says_what_is_wrong(browser, words):
    page = browser.post(PAGE, words).content.decode()

    assert "No token was made" in page
    assert not ApiToken.objects.exists()


def test_the_page_is_for_those_who_are_signed_in(db, made):
    for path in (PAGE, f"{PAGE}{made.token.id}/revoke/"):
        assert Browser().get(path)["Location"].startswith("/accounts/login/")


def test_nobody_revokes_on_the_page_what_is_anothers(made, ben):
    browser = Browser()
    browser.force_login(ben)

    assert browser.post(f"{PAGE}{made.token.id}/revoke/").status_code == 404


def test_the_command_prints_the_token_alone(signing_key, cleo):
    out = StringIO()

    call_command("issue_api_token", user="cleo", scope=["catalog:read"], days=7, stdout=out)

    assert claims(out.getvalue().strip())["scope"] == "catalog:read"


@pytest.mark.parametrize(
    "words", [{"user": "nobody"}, {"user": "cleo", "days": 366}, {"user": "cleo", "scope": ["x"]}]
)
def test_the_command_refuses_in_a_sentence(cleo, words):
    with pytest.raises(CommandError):
        call_command("issue_api_token", **words)


def test_the_admin_revokes_and_shows_no_digest(made, ana):
    browser = Browser()
    browser.force_login(ana)
    there = "/accounts/admin/access/apitoken/"

    page = browser.get(f"{there}{made.token.id}/change/").content.decode()
    browser.post(there, {"action": "revoke", "_selected_action": [str(made.token.id)]})

    assert made.token.prefix in page
    assert made.token.digest not in page
    assert ApiToken.objects.get().revoked_at
