"""What a person let a program do is asked again only for more."""

import pytest

from accounts_service.access import actions
from accounts_service.access.models import AccessRecord, Consent, Kind
from accounts_service.tests.access.conftest import CALLBACK, VERIFIER, Program
from accounts_service.tests.conftest import PASSWORD


def test_nothing_new_is_not_asked_again(signed_in, cleo):
    report = signed_in(cleo)
    report.code("tasks:read catalog:read")

    again = report.asks("tasks:read")

    assert again.status_code == 302
    assert again["Location"].startswith(f"{CALLBACK}?code=")
    assert AccessRecord.objects.filter(kind=Kind.CONSENT_GIVEN).count() == 1


def test_more_is_asked_and_adds_up(signed_in, cleo):
    report = signed_in(cleo)
    report.code("tasks:read")

    assert report.asks("tasks:read catalog:read").status_code == 200
    report.code("catalog:read")

    assert Consent.objects.get().scopes == "catalog:read tasks:read"
    assert report.asks("tasks:read catalog:read").status_code == 302


def test_a_refusal_is_not_remembered(signed_in, cleo):
    report = signed_in(cleo)
    report.answers(report.asks(), allow="")

    assert not Consent.objects.exists()
    assert report.asks().status_code == 200


def test_another_person_is_asked_for_themself(signed_in, cleo, ben):
    signed_in(cleo).code()

    assert signed_in(ben).asks().status_code == 200


def test_a_program_may_want_the_question(signed_in, cleo):
    report = signed_in(cleo)
    report.code()

    assert report.asks(prompt="consent").status_code == 200


def test_a_silent_question_is_answered_from_memory_or_refused(signed_in, cleo):
    report = signed_in(cleo)

    assert "error=consent_required" in report.asks(prompt="none")["Location"]
    report.code()

    assert "code=" in report.asks(prompt="none")["Location"]


@pytest.mark.parametrize("words", [{}, {"approval_prompt": "auto"}, {"prompt": "consent"}])
def test_a_program_without_a_secret_is_always_asked_for(words, cleo, signing_key, db):
    client, _ = actions.make_client(
        name="App", scopes=["tasks:read"], redirect_uris=[CALLBACK], public=True
    )
    app = Program(client, "")
    app.browser.login(username="cleo", password=PASSWORD)
    tokens = app.browser.post(
        "/accounts/o/token/",
        {
            "grant_type": "authorization_code",
            "code": app.code(),
            "redirect_uri": CALLBACK,
            "client_id": client.client_id,
            "code_verifier": VERIFIER,
        },
    )

    assert tokens.status_code == 200
    assert app.asks(**words).status_code == 200


def test_no_parameter_of_the_library_takes_the_question_away(signed_in, cleo):
    report = signed_in(cleo)
    report.redeems(report.code())

    assert report.asks(prompt="consent", approval_prompt="auto").status_code == 200


@pytest.mark.parametrize("secret", ["", "x"])
def test_a_program_without_a_secret_gets_its_tokens_by_its_challenge(secret, cleo, signing_key, db):
    client, shown = actions.make_client(
        name="App", scopes=["tasks:read"], redirect_uris=[CALLBACK], public=True
    )
    app = Program(client, secret)
    app.browser.login(username="cleo", password=PASSWORD)
    words = {
        "grant_type": "authorization_code",
        "code": app.code(),
        "redirect_uri": CALLBACK,
        "client_id": client.client_id,
    }

    stolen = app.browser.post("/accounts/o/token/", {**words, "code_verifier": "v" * 43})
    posed = app.posts(**words, code_verifier="v" * 43)

    assert shown == ""
    assert stolen.json()["error"] == "invalid_grant"
    assert posed.json()["error"] == "invalid_client"
