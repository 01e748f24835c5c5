"""How often sign-in may be tried: for each account and each address, counted in the database."""

import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F

from accounts_service.access.actions import limits
from accounts_service.access.actions.limits import Limit
from accounts_service.access.models import AccessRecord, Attempts, Kind
from accounts_service.tests.conftest import PASSWORD

SIGN_IN = "/accounts/login/"
pytestmark = pytest.mark.django_db


def _try(client, username="cleo", password=PASSWORD[1:], address="192.0.2.7"):
    return client.post(
        SIGN_IN, {"username": username, "password": password}, headers={"X-Real-IP": address}
    )


def test_an_account_is_tried_ten_times(client, cleo):
    for number in range(10):
        assert _try(client, address=f"192.0.2.{number}").status_code == 200

    response = _try(client, password=PASSWORD, address="192.0.2.99")
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 900
    assert "Try again in 15 minutes" in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_an_account_that_does_not_exist_gets_the_same_answers(client, cleo):
    def answers(name):
        return [_try(client, name, address=f"192.0.2.{n}").status_code for n in range(11)]

    assert answers("nobody") == answers("cleo")


def test_no_answers_tell_that_a_name_and_an_address_are_one_account(client, ana):
    def answers(name):
        typed = [name] * 5 + [f"{name}@example.org"] * 11 + [name] * 6
        return [
            _try(client, each, address=f"192.0.2.{n}").status_code for n, each in enumerate(typed)
        ]

    assert answers("ana") == answers("abc") == [200] * 15 + [429] + [200] * 5 + [429]


def test_capitals_and_spaces_make_no_other_account(client, cleo):
    for name in ("cleo", "CLEO", " cleo ", "Cleo") * 3:
        last = _try(client, name)

    assert last.status_code == 429


def _wide(text):
    """The letters that look the same, in full width: Django signs in who types them."""
    return "".join(chr(ord(letter) - ord("!") + 0xFF01) for letter in text)


@pytest.mark.parametrize("spelling", [_wide("cleo"), _wide("CLEO"), "\u3000cleo\u00a0"])
def test_another_spelling_that_signs_in_makes_no_other_account(spelling, client, cleo):
    for _ in range(10):
        _try(client)

    assert _try(client, spelling, PASSWORD).status_code == 429
    Attempts.objects.all().delete()
    assert _try(client, spelling, PASSWORD).status_code == 302


def test_another_spelling_of_an_address_makes_no_other_account(client, ana):
    wide = (_wide("ana@example.org"), f"Ana{_wide('@')}example.org")
    for name in ("ana@example.org", "ANA@Example.org", *wide) * 3:
        last = _try(client, name)

    assert last.status_code == 429


def test_an_address_is_limited_whatever_it_tries(client, settings):
    for _ in range(50):
        limits.SIGN_IN_FROM.spend("192.0.2.7")

    assert _try(client, "somebody").status_code == 429
    assert _try(client, "somebody", address="192.0.2.8").status_code == 200


def test_an_ipv6_network_is_one_address(client):
    limits.SIGN_IN_FROM.spend("2001:db8::/64")
    _try(client, "somebody", address="2001:db8::1")
    _try(client, "somebody", address="2001:db8::2")

    assert Attempts.objects.get(name__startswith="sign-in-from:").count == 3


def test_the_clients_own_header_counts_for_nothing(client):
    for number in range(3):
        client.post(SIGN_IN, {"username": "x"}, headers={"X-Forwarded-For": f"192.0.2.{number}"})

    assert Attempts.objects.get(name__startswith="sign-in-from:").count == 3


def test_a_right_password_clears_the_account(client, cleo):
    for _ in range(9):
        _try(client)
    _try(client, password=PASSWORD)
    client.logout()

    assert _try(client).status_code == 200
    assert Attempts.objects.get(name__startswith="sign-in:").count == 1
    assert Attempts.objects.get(name__startswith="sign-in-from:").count == 10


def test_the_window_ends(client, cleo):
    for _ in range(11):
        last = _try(client)
    assert last.status_code == 429
    Attempts.objects.update(until=F("until") - timedelta(minutes=16))

    assert _try(client, password=PASSWORD).status_code == 302


def test_whose_account_it_is_is_recorded_once_for_each_window(client, cleo):
    for _ in range(15):
        _try(client)
        _try(client, "nobody")

    told = AccessRecord.objects.filter(kind=Kind.SIGN_IN_LIMITED).values_list("person", "detail")
    assert list(told.order_by("at", "id")) == [
        (cleo.id, {"what": "sign-in"}),
        (None, {"what": "sign-in"}),
    ]


def test_a_limited_address_is_recorded_without_a_name(client, cleo):
    for _ in range(50):
        limits.SIGN_IN_FROM.spend("192.0.2.7")
    _try(client)

    record = AccessRecord.objects.get(kind=Kind.SIGN_IN_LIMITED)
    assert (record.person, record.detail["what"]) == (None, "sign-in-from")
    assert record.address == "192.0.2.7"


def test_names_are_kept_as_hashes(client):
    _try(client, "my password by mistake")

    assert "mistake" not in str(list(Attempts.objects.values()))
    assert "192.0.2.7" not in str(list(Attempts.objects.values()))


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_no_more_than_the_limit():
    limit = Limit("test", 5, 60)

    def tries(_):
        try:
            return limit.spend("somebody")[0] == 0
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(tries, range(40))) == 5


def test_redis_is_not_asked(client, cleo, monkeypatch):
    def away(*_: object) -> None:
        raise AssertionError("Something else than the database was asked.")

    monkeypatch.setattr(socket.socket, "connect", away)  # the database's driver has its own

    for _ in range(10):
        assert _try(client).status_code == 200
    assert _try(client, password=PASSWORD).status_code == 429


def test_windows_that_are_over_are_forgotten(client):
    _try(client, "somebody")
    assert limits.forget_windows() == 0
    Attempts.objects.update(until=F("until") - timedelta(minutes=16))

    assert limits.forget_windows() == 2
