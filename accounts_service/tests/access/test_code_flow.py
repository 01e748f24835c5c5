"""Authorization code with PKCE: a program asks a person, and gets a token for what they allow."""

import jwt
import pytest
from django.test import Client as Browser
from oauth2_provider.models import AccessToken, Grant, RefreshToken

from accounts_service.access.models import Role
from accounts_service.people import actions as people
from accounts_service.tests.access.conftest import AUTHORIZE, CALLBACK, CHALLENGE, VERIFIER
from accounts_service.tests.conftest import DESK, PASSWORD
from chassis.auth.tokens import verify


def _claims(token):
    return jwt.decode(token, options={"verify_signature": False})


def test_from_the_first_click_to_the_token(report, cleo, settings):
    away = report.asks("catalog:read tasks:read")
    sign_in = report.browser.get(away["Location"])
    back = report.browser.post(
        "/accounts/login/",
        {"username": "cleo", "password": PASSWORD, "next": sign_in.context["next"]},
    )
    consent = report.browser.get(back["Location"])
    answer = report.answers(consent)
    tokens = report.redeems(answer["code"]).json()

    assert answer["state"] == "a state"
    assert answer["iss"] == "http://testserver/accounts/o"
    assert tokens["token_type"] == "Bearer"
    assert tokens["expires_in"] == 300
    assert tokens["scope"] == "catalog:read tasks:read"
    settings.TOKEN_AUDIENCE = "catalog"
    caller = verify(tokens["access_token"])
    assert caller.id == str(cleo.id)
    assert caller.kind == "person"
    assert caller.client_id == report.client.client_id
    assert caller.scopes == {"catalog:read", "tasks:read"}
    assert _claims(tokens["access_token"])["aud"] == ["catalog", "tasks"]


def test_the_consent_page_speaks_plainly(signed_in, cleo):
    page = signed_in(cleo).asks("tasks:read openid")

    words = page.content.decode()
    assert "Allow Weekly report?" in words
    assert "see tasks" in words
    assert "know who you are" in words
    assert "tasks:read</li>" not in words
    assert "form-action 'self' https://reports.example.org" in page["Content-Security-Policy"]
    assert "<script" not in words


def test_a_person_may_say_no(signed_in, cleo):
    report = signed_in(cleo)

    answer = report.answers(report.asks(), allow="")

    assert answer["error"] == "access_denied"
    assert answer["state"] == "a state"


@pytest.mark.parametrize(
    "address",
    [
        "https://reports.example.org/callback/",
        "https://reports.example.org/callback?more=1",
        "https://reports.example.org.evil.example/callback",
        "http://reports.example.org/callback",
        "https://reports.example.org/callback/../other",
    ],
)
def test_only_the_exact_address_gets_an_answer(address, signed_in, cleo):
    page = signed_in(cleo).asks(redirect_uri=address)

    assert page.status_code == 400
    assert "Location" not in page
    assert "Mismatching redirect URI" in page.content.decode()
    assert "Go back to the program and start again there." in page.content.decode()


def test_an_unknown_program_gets_a_page_and_no_redirect(signed_in, cleo):
    page = signed_in(cleo).asks(client_id="nobody")

    assert page.status_code == 400
    assert "This did not work" in page.content.decode()


def test_without_a_challenge_there_is_no_code(signed_in, cleo):
    response = signed_in(cleo).asks(code_challenge=None, code_challenge_method=None)

    assert response.status_code == 302
    assert response["Location"].startswith(f"{CALLBACK}?error=invalid_request")


@pytest.mark.parametrize("method", ["plain", None])
def test_a_plain_challenge_is_refused(method, signed_in, cleo):
    report = signed_in(cleo)

    answer = report.answers(report.asks(code_challenge=VERIFIER, code_challenge_method=method))

    assert answer["error"] == "invalid_request"


@pytest.mark.parametrize("challenge", ["", "short", CHALLENGE + "A", "!" * 43])
def test_a_challenge_has_the_form_of_s256(challenge, signed_in, cleo):
    report = signed_in(cleo)

    answer = report.answers(report.asks(code_challenge=challenge))

    assert answer["error"] == "invalid_request"


@pytest.mark.parametrize("response_type", ["token", "id_token", "id_token token", "code token"])
def test_there_is_no_implicit_grant(response_type, signed_in, cleo):
    response = signed_in(cleo).asks(response_type=response_type, nonce="n")

    assert "access_token" not in response["Location"]
    assert "error=" in response["Location"]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"code_verifier": "another-verifier-that-is-long-enough-for-pkce-rules"}, "invalid_grant"),
        ({"code_verifier": None}, "invalid_request"),
        ({"redirect_uri": "https://evil.example/callback"}, "invalid_request"),
        ({"secret": "wrong"}, "invalid_client"),
        ({"code": "made-up"}, "invalid_grant"),
    ],
)
def test_a_stolen_code_is_worth_nothing(change, error, signed_in, cleo):
    report = signed_in(cleo)
    words = {
        "grant_type": "authorization_code",
        "code": report.code(),
        "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
    }

    response = report.posts(**{**words, **change})

    assert response.status_code in {400, 401}
    assert response.json()["error"] == error


def test_a_code_works_once(signed_in, cleo):
    report = signed_in(cleo)
    code = report.code()
    report.redeems(code)

    assert report.redeems(code).json()["error"] == "invalid_grant"


def test_codes_and_tokens_are_stored_as_hashes(signed_in, cleo):
    report = signed_in(cleo)

    code = report.code()
    assert code not in str(Grant.objects.values())
    tokens = report.redeems(code).json()

    assert AccessToken.objects.get().token == ""
    assert RefreshToken.objects.get().token == ""
    assert tokens["refresh_token"].count(".") == 0, "a refresh token is no JWT"
    assert tokens["refresh_token"] not in str(RefreshToken.objects.values())


def test_a_person_grants_no_more_than_their_role(signed_in, cleo):
    report = signed_in(cleo)

    page = report.asks("tasks:read catalog:desk")
    tokens = report.redeems(report.answers(page)["code"]).json()

    assert "run the desk" not in page.content.decode()
    assert tokens["scope"] == "tasks:read"


def test_a_form_that_asks_for_more_is_refused(signed_in, cleo):
    report = signed_in(cleo)

    answer = report.answers(report.asks(), scope="tasks:read catalog:desk")

    assert answer["error"] == "invalid_scope"


def test_a_program_that_asks_only_for_too_much_is_told(signed_in, cleo):
    response = signed_in(cleo).asks("catalog:desk")

    assert response["Location"].startswith(f"{CALLBACK}?error=invalid_scope")


def test_a_program_gets_no_scope_that_is_not_its_own(signed_in, ana):
    response = signed_in(ana).asks("accounts:admin")

    assert response["Location"].startswith(f"{CALLBACK}?error=invalid_scope")


def test_a_role_that_shrank_since_counts(signed_in, ben):
    report = signed_in(ben)
    code = report.code("tasks:read catalog:desk")
    people.change_person(user=ben, by=DESK, role=Role.MEMBER)

    assert report.redeems(code).json()["scope"] == "tasks:read"


def test_a_person_who_was_deactivated_since_gets_nothing(signed_in, cleo):
    report = signed_in(cleo)
    code = report.code()
    people.deactivate(user=cleo, by=DESK)

    assert report.redeems(code).json()["error"] == "invalid_grant"


def test_a_form_for_an_unknown_program_is_a_404(signed_in, cleo):
    words = {
        "client_id": "nobody",
        "redirect_uri": CALLBACK,
        "scope": "tasks:read",
        "response_type": "code",
        "code_challenge": CHALLENGE,
        "allow": "true",
    }

    assert signed_in(cleo).browser.post(AUTHORIZE, words).status_code == 404


def test_an_empty_form_gets_a_page(signed_in, cleo):
    page = signed_in(cleo).browser.post(AUTHORIZE, {})

    assert page.status_code == 200
    assert "This did not work" in page.content.decode()


def test_the_form_needs_its_csrf_token(signed_in, cleo):
    signed_in(cleo)
    browser = Browser(enforce_csrf_checks=True)
    browser.login(username="cleo", password=PASSWORD)

    response = browser.post(AUTHORIZE, {"allow": "true"})

    assert response.status_code == 403
    assert response.json()["code"] == "csrf_failed"
    assert not Grant.objects.exists()


def test_silence_is_answered_when_nobody_is_signed_in(report):
    response = report.asks(prompt="none")

    assert "error=login_required" in response["Location"]


def test_the_sign_in_page_may_end_at_the_program_that_the_person_came_from(report):
    page = report.browser.get(report.asks()["Location"])

    assert "form-action 'self' https://reports.example.org" in page["Content-Security-Policy"]


@pytest.mark.parametrize(
    "question",
    [
        "client_id=nobody&redirect_uri=https://evil.example/",
        "client_id=%00&redirect_uri=https://evil.example/",
        "client_id={id}&redirect_uri=https://evil.example/",
        "client_id={id}",
        "",
    ],
)
def test_the_sign_in_page_ends_at_no_other_address(report, question):
    destination = f"{AUTHORIZE}?{question.format(id=report.client.client_id)}"

    page = report.browser.get("/accounts/login/", {"next": destination})

    assert page.status_code == 200
    assert "form-action 'self';" in f"{page['Content-Security-Policy']};"
    assert "evil.example" not in page["Content-Security-Policy"]
