"""Deciding about dead letters: replay or discard, in the API, the admin and on the command line."""

import html
import re
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from chassis.events import handling
from chassis.events.models import DeadLetter, InboxEntry
from chassis.events.trimming import trim
from chassis.testing.sessions import browser_of
from chassis.tests.events.conftest import STREAM

pytestmark = pytest.mark.django_db
LETTERS = "/chassis/api/v1/dead-letters/"


@pytest.fixture
def operator(as_caller):
    """Return someone who runs the service."""
    return as_caller(scopes=["chassis:operate"])


@pytest.fixture
def parked(tell, settle, retry_now):
    """Return a function that makes a parked letter."""

    def park(text="fail"):
        tell(text)
        settle()
        retry_now(4)
        letter = DeadLetter.objects.order_by("position").last()
        assert letter.status == "parked"
        return letter

    return park


@pytest.fixture
def mend(handle):
    """Return a function that mends the handler, and returns what it is given from then on."""

    def works():
        seen = []
        handle("chassis.note_told.v1", lambda event, about: seen.append(about.id))
        return seen

    return works


def of(letter, verb=""):
    return f"{LETTERS}{letter.id}/{verb}"


def test_the_api_shows_a_letter_that_is_nested_too_deeply(settle, redis, operator):
    redis.xadd(STREAM, {"event": "[" * 50_000})
    settle()

    (shown,) = operator.get(LETTERS).json()["results"]

    assert shown["event"] == "[" * 50_000


def test_the_api_shows_letters_to_whoever_runs_the_service(parked, operator, as_caller, refused):
    letter = parked()

    (shown,) = operator.get(LETTERS).json()["results"]
    assert (shown["id"], shown["status"], shown["tries"]) == (str(letter.id), "parked", 5)
    assert shown["event"]["data"]["text"] == "fail"
    assert operator.get(of(letter)).json() == shown
    refused(as_caller(scopes=["chassis:read"]).get(LETTERS), 403, "forbidden")
    refused(as_caller(scopes=["notes:write"]).post(of(letter, "replay/")), 403, "forbidden")


def test_they_are_filtered(parked, operator, settle, redis):
    parked()
    redis.xadd(STREAM, {"event": b"\xffgarbage"})
    settle()

    def count(words):
        return len(operator.get(f"{LETTERS}?{words}").json()["results"])

    assert count("reason=garbage") == count("status=parked&type=chassis.note_told.v1") == 1
    assert count("status__in=parked,retrying") == 2
    assert count("consumer=nobody") == count("created_at__gte=2100-01-01T00:00Z") == 0
    (garbage,) = operator.get(f"{LETTERS}?reason=garbage").json()["results"]
    assert garbage["event"] == "\\xffgarbage"


def test_a_replayed_event_is_applied_once(parked, operator, mend, retry_now, settle, redis):
    letter = parked()
    mended = mend()

    answer = operator.post(of(letter, "replay/"))
    assert (answer.status_code, answer.json()["status"]) == (200, "retrying")
    retry_now()
    for _, fields in redis.xrange(STREAM):
        redis.xadd(STREAM, fields)
    settle()

    assert mended == [letter.event_id]
    letter.refresh_from_db()
    assert (letter.status, letter.decided_by) == ("replayed", operator.caller_id)
    assert InboxEntry.objects.get().applied_at


def test_what_fails_again_is_parked_again(parked, operator, retry_now):
    letter = parked()

    operator.post(of(letter, "replay/"))
    retry_now(5)

    letter.refresh_from_db()
    assert (letter.status, letter.tries) == ("parked", 5)


def test_only_what_is_parked_can_be_replayed(parked, operator, mend, retry_now, refused):
    letter = parked()
    mend()
    operator.post(of(letter, "replay/"))
    refused(operator.post(of(letter, "replay/")), 409, "letter_is_not_parked")

    retry_now()

    refused(operator.post(of(letter, "replay/")), 409, "letter_is_not_parked")
    refused(operator.post(of(letter, "discard/"), {"reason": "x"}), 409, "letter_is_decided")


def planted():
    return DeadLetter.objects.create(
        stream=STREAM, entry_id="1-1", event_id=uuid4(), type="chassis.other.v1",
        body="{}", status="parked",
    )  # fmt: skip


def test_many_are_replayed_at_once(operator):
    for _ in range(2):
        planted()

    def replayed(**words):
        answer = operator.post(f"{LETTERS}replay/", words)
        assert answer.status_code == 200, answer.content
        return answer.json()["replayed"]

    assert replayed(type="chassis.note_told.v1") == 0
    assert replayed(since="2100-01-01T00:00:00Z") == 0
    assert replayed(consumer="notes.on_note_told") == 0
    assert replayed(type="chassis.other.v1", since="2020-01-01T00:00:00Z") == 2
    assert replayed() == 0


@pytest.mark.parametrize("slip", [{"sinse": "2100-01-01T00:00:00Z"}, {"typ": "chassis.other.v1"}])
def test_a_slip_does_not_replay_everything(operator, refused, slip):
    letter = planted()

    (error,) = refused(operator.post(f"{LETTERS}replay/", slip), 400, "invalid")["errors"]

    assert error["attr"] in slip
    assert "consumer, since, type" in error["detail"]
    letter.refresh_from_db()
    assert letter.status == "parked"


@pytest.mark.parametrize("body", [b"7", b"[]", b'[{"type": "x"}]', b'"type"'])
def test_what_is_no_form_replays_nothing(operator, refused, body):
    planted()

    answer = operator.post(f"{LETTERS}replay/", body, content_type="application/json")

    refused(answer, 400, "invalid")
    assert DeadLetter.objects.get().status == "parked"


def test_the_form_of_a_page_replays(operator):
    planted()
    form = {"csrfmiddlewaretoken": "of the page", "type": "chassis.other.v1", "since": ""}

    answer = operator.post(f"{LETTERS}replay/", form, format="multipart")

    assert answer.json() == {"replayed": 1}


def test_what_is_understood_by_now_is_applied_by_a_replay(tell, settle, retry_now, operator, heard):
    known = handling._handlers.pop("chassis.note_told.v1")
    try:
        tell("from the future")
        settle()
    finally:
        handling._handlers["chassis.note_told.v1"] = known
    letter = DeadLetter.objects.get()
    assert (letter.reason, letter.consumer) == ("unknown_type", "")

    operator.post(of(letter, "replay/"))
    retry_now()

    assert heard() == ["from the future"]
    letter.refresh_from_db()
    assert letter.status == "replayed"


def test_what_is_not_understood_yet_is_parked_again_at_once(operator, settle, retry_now, redis):
    settle()
    redis.xadd(STREAM, {"event": "garbage"})
    settle()
    letter = DeadLetter.objects.get()

    operator.post(of(letter, "replay/"))
    retry_now()

    letter.refresh_from_db()
    assert (letter.status, letter.reason, letter.tries) == ("parked", "garbage", 1)


def test_a_discarded_event_is_never_applied(parked, operator, mend, retry_now, redis):
    letter = parked()
    mended = mend()

    answer = operator.post(of(letter, "discard/"), {"reason": "a test gone wrong"})
    for _, fields in redis.xrange(STREAM):
        redis.xadd(STREAM, fields)
    retry_now()

    assert answer.json()["note"] == "a test gone wrong"
    assert mended == []


def test_a_discard_wants_a_reason_and_nothing_else(operator, refused):
    for slip in ({}, {"reason": "no use", "resaon": "of any"}):
        refused(operator.post(of(planted(), "discard/"), slip), 400, "invalid")


def test_a_discarded_one_may_be_replayed_after_all(parked, operator, mend, retry_now):
    letter = parked()
    mended = mend()
    operator.post(of(letter, "discard/"), {"reason": "a mistake"})

    operator.post(of(letter, "replay/"))
    retry_now()

    assert mended == [letter.event_id]


def test_why_it_was_discarded_stays_when_it_is_replayed(parked, operator, retry_now, refused):
    letter = parked()
    operator.post(of(letter, "discard/"), {"reason": "a mistake"})
    again = refused(
        operator.post(of(letter, "discard/"), {"reason": "x"}), 409, "letter_is_decided"
    )
    assert again["detail"] == "The letter is discarded already. A replay undoes that."
    DeadLetter.objects.update(decided_by="ana", decided_at="2026-01-31T12:00:00Z")

    replayed = operator.post(of(letter, "replay/")).json()
    retry_now(5)
    discarded = operator.post(of(letter, "discard/"), {"reason": "for good"}).json()

    earlier = "Discarded by ana at 2026-01-31 12:00 UTC: a mistake"
    assert (replayed["note"], replayed["decided_by"]) == (earlier, operator.caller_id)
    assert discarded["note"] == f"for good\n{earlier}"


PAGE = reverse_lazy("admin:events_deadletter_changelist")


def in_admin(browser, action, *letters, narrowed="", **words):
    chosen = {"action": action, "_selected_action": [str(letter.id) for letter in letters]}
    return browser.post(f"{PAGE}{narrowed}", {**chosen, **words}, follow=True).content.decode()


def test_the_admin_replays(parked, staff, mend, retry_now):
    letter = parked()
    mended = mend()

    assert "1 changed." in in_admin(staff, "replay", letter)
    assert "nothing" not in in_admin(staff, "replay", letter)
    retry_now()

    assert mended == [letter.event_id]


def test_the_admin_replays_all_since_a_day(staff):
    old, new = planted(), planted()
    DeadLetter.objects.filter(id=old.id).update(created_at=timezone.now() - timedelta(days=30))
    shown = html.unescape(staff.get(PAGE).content.decode())
    (since,) = re.findall(r'href="(\?created_at__gte=[^"]+)">Past 7 days', shown)

    said = in_admin(staff, "replay", new, narrowed=since, select_across="1")

    assert "1 changed." in said
    statuses = dict(DeadLetter.objects.values_list("id", "status"))
    assert statuses == {old.id: "parked", new.id: "retrying"}


def test_the_admin_discards_with_a_reason(parked, staff):
    letter = parked()

    assert "Say the reason" in in_admin(staff, "discard", letter)
    assert "1 changed." in in_admin(staff, "discard", letter, reason="no use")
    assert "0 changed." in in_admin(staff, "discard", letter, reason="no use")

    letter.refresh_from_db()
    assert (letter.status, letter.note) == ("discarded", "no use")


@pytest.mark.parametrize(("scopes", "allowed"), [([], False), (["chassis:operate"], True)])
def test_in_the_admin_too_only_operators_decide(scopes, allowed, parked, admin_user):
    admin_user.is_superuser, admin_user.scopes = False, scopes
    admin_user.save()
    admin_user.user_permissions.add(Permission.objects.get(codename="view_deadletter"))
    client = browser_of(admin_user)
    letter = parked()

    in_admin(client, "replay", letter)

    letter.refresh_from_db()
    assert (letter.status == "retrying") is allowed


@pytest.mark.parametrize("page", ["outboxevent", "consumerposition", "readinggroup"])
def test_the_admin_shows_what_was_sent_and_read(page, tell, settle, staff):
    tell("one")
    settle()
    trim(STREAM)

    shown = staff.get(reverse(f"admin:events_{page}_changelist")).content.decode()

    assert ("chassis.note_told.v1" if page == "outboxevent" else STREAM) in shown


def command(*words):
    out = StringIO()
    call_command("dead_letters", *words, stdout=out)
    return out.getvalue()


def test_the_command_lists_replays_and_discards(parked):
    first = parked()

    assert f"{first.id}  chassis.note_told.v1 {first.subject}  for notes.on_note_told" in command()
    assert command("--since", "1s", "--type", "chassis.other.v1") == "0 are parked.\n"
    assert command("--replay") == "1 are tried again.\n"
    DeadLetter.objects.update(status="parked")
    assert command("--discard", "no use") == "1 are discarded.\n"
    assert DeadLetter.objects.get().note == "no use"
