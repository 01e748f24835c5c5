"""Ended access: tokens and sessions from before are refused, others are not."""

import hashlib
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from chassis.auth import ending, register
from chassis.auth.models import Ended, NotBefore
from chassis.auth.tokens import TokenRefused, verify
from chassis.events.envelope import Envelope
from chassis.logins import handlers
from chassis.testing import tokens
from chassis.tests.conftest import NOTES

ANA = "018f5f5e-0000-7000-8000-00000000000a"
BEN = "018f5f5e-0000-7000-8000-00000000000b"

pytestmark = pytest.mark.usefixtures("db")


def now():
    return timezone.now().replace(microsecond=0)


def later(**words):
    return timezone.now() + timedelta(**words)


def token_of(sub, at=None, **claims):
    iat = int((at or timezone.now()).timestamp())
    return tokens.sign(tokens.claims(sub=sub, iat=iat, scope="notes:read", **claims))


@pytest.mark.usefixtures("ended_access_is_read")
def test_a_token_from_before_the_end_is_refused_and_one_from_then_on_is_not():
    end = now()
    ending.end_person(ANA, end)

    with pytest.raises(TokenRefused, match="revoked"):
        verify(token_of(ANA, end - timedelta(seconds=1)))

    assert verify(token_of(ANA, end)).id == ANA
    assert verify(token_of(BEN, end - timedelta(seconds=1))).id == BEN


@pytest.mark.usefixtures("ended_access_is_read")
def test_the_answer_is_a_problem_that_says_so(anonymous, refused):
    ending.end_person(ANA, later(seconds=2))

    answer = anonymous.get(NOTES, headers={"Authorization": f"Bearer {token_of(ANA)}"})

    detail = refused(answer, 401, "invalid_token")["detail"]
    assert detail.startswith("The token was revoked. Get another: ")
    assert answer["WWW-Authenticate"] == 'Bearer realm="kitroom", error="invalid_token"'


@pytest.mark.usefixtures("ended_access_is_read")
def test_one_token_is_refused_by_its_id_its_digest_or_what_it_was_exchanged_for():
    good, ended = token_of(ANA, jti="j1"), token_of(ANA, jti="j2")
    exchanged, other = token_of(ANA, tid="t1"), token_of(ANA, tid="t2")
    ending.end_thing("jti:j2", later(minutes=5))
    ending.end_thing("tid:t1", later(minutes=5))
    ending.end_thing(f"sha256:{hashlib.sha256(other.encode()).hexdigest()}", later(minutes=5))

    assert verify(good).token_id == "j1"
    for token in (ended, exchanged, other):
        with pytest.raises(TokenRefused, match="revoked"):
            verify(token)


def test_what_is_given_while_access_ends_is_dated_after_the_end():
    before = timezone.now()
    end = ending.from_now_on()
    after = timezone.now()
    ending.end_person(ANA, end)

    assert datetime.fromtimestamp(register.dated(ANA, before), tz=UTC) == end
    assert before + timedelta(seconds=0.5) <= end <= after + timedelta(seconds=2)
    assert register.dated(ANA, end + timedelta(seconds=9)) == int(end.timestamp()) + 9
    assert register.dated(BEN, end) == int(end.timestamp())


def test_a_session_is_asked_for_in_the_database_however_old_it_is():
    NotBefore.objects.create(sub=ANA, not_before=later(days=-10), changed_at=later(days=-10))
    Ended.objects.create(name="sid:s1", until=later(days=1), changed_at=later(days=-5))

    def of(sub, days, sid):
        return register.refuses(sub, later(days=days).timestamp(), sid=sid)

    assert of(ANA, -11, "s2")
    assert not of(ANA, -9, "s2")
    assert of(BEN, -1, "s1")
    assert not of(BEN, -1, "s2")


def test_an_end_is_never_taken_back_by_an_older_one():
    ending.end_person(ANA, later(seconds=60))
    ending.end_person(ANA, later(seconds=-60))

    assert NotBefore.objects.get(sub=ANA).not_before > later(seconds=50)


class Reads:
    """How often the register was read from the database."""

    def __init__(self, monkeypatch, clock):
        self.count = 0
        real = register.Register._read

        def counted(register, since, asked_at):
            self.count += 1
            real(register, since, asked_at)

        monkeypatch.setattr(register.Register, "_read", counted)
        monkeypatch.setattr(register.time, "monotonic", clock)
        monkeypatch.setattr(register, "EVERY_SECONDS", 1.0)
        register.forget()


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def reads(monkeypatch, clock):
    return Reads(monkeypatch, clock)


def test_the_register_is_read_once_in_a_second_however_many_ask(reads, clock):
    for _ in range(1000):
        clock.now += 0.01
        register.refuses(ANA, time.time(), jti="j")

    assert reads.count <= 11


def test_between_two_readings_nothing_is_asked(reads, django_assert_num_queries):
    register.refuses(ANA, time.time())

    with django_assert_num_queries(0):
        register.refuses(ANA, time.time(), jti="j", tid="t", digest="d")


def test_a_row_that_is_new_is_known_at_the_next_reading(reads, clock):
    assert not register.refuses(ANA, time.time())
    with connection.cursor() as cursor:  # as another process would
        cursor.execute(ending._END_PERSON, [ANA, later(seconds=2)])
    assert not register.refuses(ANA, time.time())

    clock.now += 1.01

    assert register.refuses(ANA, time.time())


def test_a_row_that_was_committed_late_is_not_skipped(reads, clock):
    register.refuses(ANA, time.time())
    NotBefore.objects.create(sub=ANA, not_before=later(seconds=2), changed_at=later(seconds=-50))
    clock.now += 1.01

    assert register.refuses(ANA, time.time())


def test_what_is_kept_in_memory_is_forgotten_when_no_token_can_be_so_old(reads, clock, monkeypatch):
    ending.end_person(ANA, later(seconds=2))
    ending.end_thing("jti:j", later(minutes=5))
    ending.end_thing("sid:s", later(days=5))
    register.refuses(ANA, time.time())
    kept = register._register
    assert (set(kept._people), set(kept._ended)) == ({ANA}, {"jti:j"})

    NotBefore.objects.all().delete()
    Ended.objects.all().delete()
    real = time.time
    monkeypatch.setattr(register.time, "time", lambda: real() + 2 * 3600)
    clock.now += 2 * 3600
    register.refuses(ANA, time.time())

    assert (kept._people, kept._ended) == ({}, {})


def test_rows_that_matter_no_more_are_deleted(settings):
    settings.SESSION_COOKIE_AGE = 14 * 24 * 3600
    ending.end_person(ANA, later(days=-15))
    ending.end_person(BEN, later(days=-13))
    ending.end_thing("jti:old", later(hours=-2))
    ending.end_thing("jti:new", later(minutes=5))

    assert ending.forget_ended(timezone.now()) == 2
    assert [row.sub for row in NotBefore.objects.all()] == [BEN]
    assert [row.name for row in Ended.objects.all()] == ["jti:new"]


@pytest.mark.usefixtures("ended_access_is_read")
def test_what_accounts_tells_is_written_down_also_twice():
    person = handlers.AccessEndedSeen(person_id=ANA, not_before=later(seconds=2))
    token = handlers.TokenEndedSeen(name="jti:j", until=later(minutes=5))

    for _ in range(2):
        handlers.on_access_ended(person, Envelope)
        handlers.on_token_ended(token, Envelope)

    assert register.refuses(ANA, time.time())
    assert register.refuses(BEN, time.time(), jti="j")


def test_a_token_of_five_minutes_is_over_in_five_minutes_though_nobody_tells(db):
    """Redis away: no event comes. The token's own end is the bound."""
    token = token_of(ANA, later(seconds=-300), exp=int(later(seconds=-31).timestamp()))

    with pytest.raises(TokenRefused, match="expired"):
        verify(token)
