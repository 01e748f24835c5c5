"""A change of the signing keys: published first, used later, retired last."""

from datetime import UTC, datetime, timedelta

import jwt
import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from accounts_service.access import actions
from accounts_service.access.actions.keys import Waits
from accounts_service.access.actions.tokens import LIFETIME
from accounts_service.access.errors import KeysNotWritable
from accounts_service.access.models import AccessRecord
from accounts_service.access.selectors import keys
from accounts_service.access.selectors.keys import Keyring
from accounts_service.tests.conftest import DESK
from chassis.auth.keys import FRESH_SECONDS
from chassis.auth.tokens import LEEWAY_SECONDS, verify
from chassis.jobs import enqueue, running
from chassis.jobs.models import Job

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
WAITS = Waits()
SECOND = timedelta(seconds=1)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signing_key", "_at_once")]


@pytest.fixture
def _at_once(monkeypatch):
    """See changes of the folder at once."""
    monkeypatch.setattr(keys, "LOOK_SECONDS", 0)


@pytest.fixture
def step(keys_folder):
    def rotate(at, begin=False):
        return actions.rotate_keys(folder=keys_folder, begin=begin, at=at)

    return rotate


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_new_key_is_published_and_does_not_sign(step, keys_folder):
    before = keys.active_key().kid

    rotation = step(NOON, begin=True)

    assert names(keys_folder) == ["active.pem", "next-20261121T120000Z.pem"]
    assert keys.active_key().kid == before
    assert len(keys.current().published) == 2
    assert rotation.due == [(NOON + WAITS.before, "next-20261121T120000Z.pem signs")]


def test_it_signs_when_all_who_keep_the_set_have_had_it(step):
    before = keys.active_key().kid
    step(NOON, begin=True)
    new = keys.current().others[0].kid

    assert step(NOON + WAITS.before - SECOND).done == []
    assert keys.active_key().kid == before
    step(NOON + WAITS.before)

    assert keys.active_key().kid == new
    assert [key.kid for key in keys.current().others] == [before]


def test_the_last_key_is_published_until_its_last_token_is_over(step, keys_folder):
    used = NOON + WAITS.before
    step(NOON, begin=True)
    step(used)

    assert step(used + WAITS.after - SECOND).done == []
    assert step(used + WAITS.after).done == ["The key of before is published no longer."]

    assert names(keys_folder) == ["active.pem"]
    assert step(used + 2 * WAITS.after).done == []


def test_the_waits_cover_every_copy_of_the_set_and_every_token():
    assert timedelta(seconds=FRESH_SECONDS) < WAITS.before
    assert LIFETIME + timedelta(seconds=LEEWAY_SECONDS) < WAITS.after


def test_a_token_of_each_moment_is_good_through_the_whole_change(step, cleo, settings):
    settings.TOKEN_AUDIENCE = "tasks"
    times = [NOON, NOON + WAITS.before, NOON + WAITS.before + timedelta(minutes=5)]
    tokens = []

    for at in times:
        step(at, begin=at == NOON)
        tokens.append(actions.issue_token(user=cleo, at=datetime.now(UTC)))
        assert all(verify(token).id == str(cleo.id) for token in tokens)

    assert len({jwt.get_unverified_header(token)["kid"] for token in tokens}) == 2


def test_who_asks_twice_begins_once(step, keys_folder):
    step(NOON, begin=True)

    assert step(NOON + SECOND, begin=True).done == []

    assert len(names(keys_folder)) == 2


def test_a_change_may_begin_while_the_last_key_is_still_published(step, keys_folder):
    step(NOON, begin=True)
    used = NOON + WAITS.before
    step(used)
    step(used + SECOND, begin=True)
    step(used + SECOND + WAITS.before)

    assert len(names(keys_folder)) == 3
    assert len(keys.current().published) == 3


def test_nothing_begins_by_itself(step, keys_folder):
    assert step(NOON).done == []
    assert names(keys_folder) == ["active.pem"]


def test_a_leaked_key_is_gone_at_once(step, keys_folder, cleo, settings):
    settings.TOKEN_AUDIENCE = "tasks"
    step(NOON, begin=True)
    leaked = keys.active_key().kid

    call_command("rotate_keys", "--now")

    assert names(keys_folder) == ["active.pem"]
    assert keys.active_key().kid != leaked
    assert [key["kid"] for key in keys.current().published] == [keys.active_key().kid]


def test_every_file_is_for_its_owner_alone(step, keys_folder):
    step(NOON, begin=True)
    step(NOON + WAITS.before)
    call_command("rotate_keys", "--now")

    assert {path.stat().st_mode & 0o777 for path in keys_folder.iterdir()} == {0o600}


def test_the_command_says_what_it_did_and_what_comes(keys_folder, capsys):
    call_command("rotate_keys")
    first = capsys.readouterr().out
    call_command("rotate_keys")

    assert first.startswith("The next key is published.\nFrom 20")
    assert " UTC: next-20" in first
    assert capsys.readouterr().out.startswith("Nothing was due.\nFrom 20")


def test_the_waits_can_be_shorter(keys_folder, capsys):
    for _ in range(3):
        call_command("rotate_keys", "--use-after=0", "--retire-after=0")

    said = capsys.readouterr().out
    assert "The next key signs." in said
    assert "published no longer." in said


def test_the_job_takes_the_steps_that_are_due(keys_folder):
    actions.rotate_keys(folder=keys_folder, begin=True, at=datetime.now(UTC) - WAITS.before)
    new = keys.current().others[0].kid

    enqueue("access.rotate_keys", by=DESK)
    running.run_next()

    assert Job.objects.get().status == "succeeded"
    assert keys.active_key().kid == new


def test_each_step_is_on_record(step):
    step(NOON, begin=True)
    step(NOON + SECOND)
    step(NOON + WAITS.before)

    done = [each.detail["done"] for each in AccessRecord.objects.order_by("id")]
    assert done == [
        ["The next key is published."],
        ["The next key signs. The one of before stays published."],
    ]


def test_a_folder_that_cannot_be_changed_is_named(keys_folder, monkeypatch):
    def refuse(**_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)

    with pytest.raises(KeysNotWritable, match="Permission denied"):
        actions.rotate_keys(folder=keys_folder, begin=True, at=NOON)
    with pytest.raises(CommandError, match="cannot be changed"):
        call_command("rotate_keys")


def test_a_check_says_that_nobody_can_change_the_keys(keys_folder, monkeypatch):
    assert not run_checks(tags=["access"])

    monkeypatch.setattr("os.access", lambda *_: False)

    (warning,) = run_checks(tags=["access"])
    assert warning.id == "access.W001"
    assert str(keys_folder) in warning.msg


def test_a_web_process_looks_once_a_second_and_needs_no_restart(step, keys_folder, monkeypatch):
    monkeypatch.setattr(keys, "LOOK_SECONDS", 1.0)
    looks, now = [], [0.0]
    look = keys._look
    monkeypatch.setattr(keys, "_look", lambda folder: looks.append(folder) or look(folder))
    ring = Keyring(keys_folder, clock=lambda: now[0])
    before = ring.keys()

    step(NOON, begin=True)
    assert ring.keys() is before
    now[0] = 1.0
    after = ring.keys()

    assert len(after.published) == 2
    assert ring.keys() is after
    assert len(looks) == 2


def test_a_folder_that_went_away_leaves_the_keys_that_were_read(keys_folder):
    now = [0.0]
    ring = Keyring(keys_folder, clock=lambda: now[0])
    before = ring.keys()

    keys_folder.rename(keys_folder.with_name("elsewhere"))
    now[0] = 2.0

    assert ring.keys() is before


def test_an_identity_token_and_its_header_name_the_same_key(step, signed_in, cleo, monkeypatch):
    report = signed_in(cleo)
    step(NOON, begin=True)
    step(NOON + WAITS.before)

    token = report.redeems(report.code("openid")).json()["id_token"]

    assert jwt.get_unverified_header(token)["kid"] == keys.active_key().kid
    jwt.decode(
        token,
        keys.current().by_id[keys.active_key().kid],
        ["RS256"],
        audience=report.client.client_id,
    )
