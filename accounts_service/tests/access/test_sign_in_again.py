"""A program may want a person who is signed in to prove again who they are: prompt, max_age."""

import time
from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest
from allauth.mfa.totp.internal import auth as totp

from accounts_service.access.actions import factors
from accounts_service.access.models import AccessRecord, Kind
from accounts_service.tests.access.conftest import CALLBACK
from accounts_service.tests.conftest import PASSWORD
from chassis.auth.models import Ended

HOUR = 3600


@pytest.fixture
def report(signed_in, cleo):
    """The report's browser, where Cleo signed in an hour ago and let the report in."""
    report = signed_in(cleo)
    report.code("openid tasks:read")
    session = report.browser.session
    session["auth_time"] -= HOUR
    session.save()
    return report


def identity(report, answer):
    code = dict(parse_qsl(urlsplit(answer["Location"]).query))["code"]
    token = report.redeems(code).json()["id_token"]
    return jwt.decode(token, options={"verify_signature": False})


def signs_in(report, asked, username="cleo", **words):
    """Follow the way to the sign-in page, type the password, and follow the way back."""
    page = report.browser.get(asked["Location"])
    assert page.status_code == 200
    assert "<h1>Sign in</h1>" in page.content.decode()
    typed = {"username": username, "password": PASSWORD, "next": page.context["next"]}
    done = report.browser.post(asked["Location"], {**typed, **words})
    assert done.status_code == 302, done.content
    return done["Location"]


@pytest.mark.parametrize("words", [{"prompt": "login"}, {"max_age": "0"}, {"max_age": "3599"}])
def test_who_signed_in_too_long_ago_signs_in_again_once(words, report):
    before = report.browser.session["auth_time"]

    asked = report.asks("openid tasks:read", **words)
    back = signs_in(report, asked)
    answer = report.browser.get(back)

    assert back == f"{asked.request['PATH_INFO']}?{asked.request['QUERY_STRING']}"
    assert answer["Location"].startswith(CALLBACK)
    assert identity(report, answer)["auth_time"] >= before + HOUR


def test_the_same_sign_in_in_the_services_goes_on(report):
    sid = report.browser.session["sid"]

    answer = report.browser.get(signs_in(report, report.asks("openid", prompt="login")))

    assert identity(report, answer)["sid"] == sid
    assert not Ended.objects.exists()


def test_a_sign_in_is_good_for_the_question_that_it_came_from_once(report):
    asked = report.asks(prompt="login")
    back = signs_in(report, asked)
    report.browser.get(back)

    assert report.browser.get(back)["Location"] == asked["Location"]


def test_who_signed_in_lately_is_not_asked(report):
    assert "code=" in report.asks(max_age="99999")["Location"]
    assert "code=" in report.asks(max_age="")["Location"]


@pytest.mark.parametrize("words", [{"prompt": "login"}, {"max_age": "0"}])
def test_who_is_not_signed_in_signs_in_once(words, report):
    report.browser.logout()

    answer = report.browser.get(signs_in(report, report.asks("openid", **words)))

    assert answer["Location"].startswith(CALLBACK)


def test_the_page_says_who_is_signed_in_and_stays_until_the_password_is_right(report):
    asked = report.asks(prompt="login")

    page = report.browser.get(asked["Location"])
    wrong = report.browser.post(asked["Location"], {"username": "cleo", "password": "no"})

    assert "You are signed in as <b>Cleo Martin</b>" in page.content.decode()
    assert wrong.status_code == 200
    assert "This did not work" in wrong.content.decode()
    assert report.asks(prompt="login")["Location"] == asked["Location"]


def test_without_such_a_question_nobody_who_is_signed_in_sees_the_form(report):
    assert report.browser.get("/accounts/login/?next=/accounts/security/").status_code == 302


def test_the_second_factor_is_asked_for_as_ever(report, cleo):
    secret, step = factors.new_secret(), int(time.time()) // 30
    code, next_code = (
        totp.format_hotp_value(totp.hotp_value(secret, step + later)) for later in (0, 1)
    )
    factors.add_code_app(person=cleo, secret=secret, code=code)
    asked = report.asks(prompt="login")

    second_step = signs_in(report, asked)
    unfinished = report.asks(prompt="login")
    back = report.browser.post(second_step, {"code": next_code})

    assert second_step == "/accounts/login/second-factor/"
    assert unfinished["Location"] == asked["Location"]
    assert "code=" in report.browser.get(back["Location"])["Location"]


@pytest.mark.parametrize("scope", ["tasks:read", "openid"])
def test_silence_is_answered_by_an_error(scope, report):
    old = report.asks(scope, prompt="none", max_age="60")

    assert old["Location"].startswith(f"{CALLBACK}?error=login_required")
    assert "state=a+state" in old["Location"]
    assert "code=" in report.asks(scope, prompt="none", max_age="99999")["Location"]
    assert "error=consent_required" in report.asks(f"{scope} email", prompt="none")["Location"]
    report.browser.logout()
    assert "error=login_required" in report.asks(scope, prompt="none")["Location"]


@pytest.mark.parametrize("max_age", ["x", "-1", "1.5", "٣", "1" * 5000])
def test_an_age_that_is_none_is_told_to_the_program(max_age, report):
    answer = report.asks(max_age=max_age)

    assert answer["Location"].startswith(f"{CALLBACK}?error=invalid_request")


def test_a_program_may_want_both_questions(report):
    page = report.browser.get(signs_in(report, report.asks(prompt="login consent")))

    assert "Allow Weekly report?" in page.content.decode()
    assert "code" in report.answers(page)


def test_a_question_that_leads_nowhere_asks_for_no_password(report):
    page = report.asks(prompt="login", redirect_uri="https://evil.example/")

    assert page.status_code == 400


def test_who_signs_in_instead_of_another_ends_their_sign_in_everywhere(report, ben):
    sid = report.browser.session["sid"]

    back = signs_in(report, report.asks(prompt="login"), username="ben")

    assert Ended.objects.filter(name=f"sid:{sid}").exists()
    assert report.browser.session["sid"] != sid
    assert AccessRecord.objects.filter(kind=Kind.SIGNED_OUT).count() == 1
    assert "Ben Okafor" in report.browser.get(back).content.decode()
