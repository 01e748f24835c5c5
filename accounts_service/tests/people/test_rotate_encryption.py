"""`manage.py accounts rotate_encryption`: another key, while everything runs."""

import io
import random
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.db import connection

from accounts_service.access.actions import factors
from accounts_service.people import actions
from accounts_service.people.models import User
from accounts_service.tests.conftest import DESK
from chassis.encryption import keys, rotating, unseal
from chassis.encryption.errors import KeyInUse
from chassis.history.entries import entries
from chassis.jobs.models import Job
from chassis.testing.threads import at_once

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=2)


@pytest.fixture(autouse=True)
def key_file(settings, tmp_path, monkeypatch):
    """A file of keys that is looked at each time, and batches of three."""
    monkeypatch.setattr(keys, "LOOK_SECONDS", 0)
    monkeypatch.setattr(rotating, "AT_ONCE", 3)
    monkeypatch.setattr(rotating, "PAUSE", 0.01)
    path = tmp_path / "keys"
    path.write_text(f"{Fernet.generate_key().decode()}\n")
    path.chmod(0o600)
    settings.ENCRYPTION_KEYS = path
    return path


def run(*words):
    said = io.StringIO()
    call_command("rotate_encryption", *words, stdout=said, stderr=said)
    return said.getvalue()


@pytest.fixture
def people(make_person):
    return [make_person(f"p{n}", email=f"p{n}@example.org", phone="12345") for n in range(8)]


def in_use():
    return {name for counts in rotating.sealed_with().values() for name in counts}


def test_everything_is_sealed_with_the_new_key(people, key_file, cleo):
    codes = factors.make_recovery_codes(person=cleo)
    actions.ask_for_email(user=cleo, email="new@example.org")
    versions = set(User.objects.values_list("id", "version"))
    before = in_use()

    said = run()

    newest = keys.current().newest.id
    assert len(before) == 1
    assert in_use() == {newest}
    assert f"Everything is sealed with the key {newest}" in said
    assert "people.user.email: 8 of 8" in said
    assert {person.email for person in User.objects.filter(email__in=["P1@example.org"])} == {
        "p1@example.org"
    }
    assert set(User.objects.values_list("id", "version")) == versions
    assert len(entries(people[0])) == 1
    assert unseal(Job.objects.get().parameters["to"]) == "new@example.org"
    assert factors.check_code(person=cleo, code=codes[0]) == "recovery"
    assert key_file.stat().st_mode & 0o777 == 0o600


def test_killed_in_the_middle_it_goes_on_with_the_same_key(people, monkeypatch):
    put = rotating._round

    def killed(place, *words, **more):
        if place.label == "people.user.phone":
            raise KeyboardInterrupt
        return put(place, *words, **more)

    with monkeypatch.context() as patch:
        patch.setattr(rotating, "_round", killed)
        with pytest.raises(KeyboardInterrupt):
            run()
    newest = keys.current().newest.id
    assert len(in_use()) == 2

    assert "it goes on" in run()

    assert keys.current().newest.id == newest
    assert in_use() == {newest}


def test_an_old_key_is_dropped_when_nothing_needs_it(people, key_file):
    old = keys.current().newest.id
    rotating.add_key()
    at = datetime.now(UTC) + LATER

    with pytest.raises(KeyInUse, match="rotate_encryption"):
        rotating.drop_keys(at=at)
    run("--same-key")
    with pytest.raises(CommandError, match="Drop it from"):
        run("--drop")
    assert rotating.drop_keys(at=at) == [old]
    assert len(key_file.read_text().split()) == 1
    assert run("--drop") == "There is one key, and it is in use.\n"
    assert User.objects.get(email="p1@example.org").phone == "12345"


def test_rows_without_their_key_are_counted_and_named(people, key_file):
    missing = keys.current().newest.id
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_user SET phone = replace(phone, %s, '00000000')", [missing])

    with pytest.raises(CommandError, match="Begin it again"):
        run()
    assert "people.user.phone: 8 00000000  MISSING" in run("--status")
    with pytest.raises(KeyInUse, match="00000000"):
        rotating.drop_keys(at=datetime.now(UTC) + LATER)


def test_after_the_secret_of_the_index_changed_it_is_made_anew(people, settings):
    settings.BLIND_INDEX_SECRET = "another secret of the index, also for tests"
    assert not User.objects.filter(email="p1@example.org").exists()

    run("--reindex")

    assert User.objects.get(email="p1@example.org") == people[1]
    assert len(keys.current().keys) == 1


def test_keys_in_the_environment_are_changed_there(settings, people):
    settings.ENCRYPTION_KEYS = settings.ENCRYPTION_KEYS.read_text()

    with pytest.raises(CommandError, match="in the environment"):
        run()


def test_a_file_that_cannot_be_changed_is_said(key_file, monkeypatch, people):
    def no(*words, **more):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(rotating.tempfile, "mkstemp", no)
    with pytest.raises(CommandError, match="cannot be changed"):
        run()
    assert len(key_file.read_text().split()) == 1


@pytest.mark.django_db(transaction=True)
def test_two_do_not_change_keys_at_once(people):
    def rotate():
        try:
            with rotating.alone():
                begun.set()
                over.wait(20)
        finally:
            over.set()

    def refused():
        begun.wait(20)
        try:
            with pytest.raises(CommandError, match="Somebody else"):
                run()
        finally:
            over.set()

    begun, over = Event(), Event()
    at_once(rotate, refused)
    assert "Everything is sealed" in run()


@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_is_not_lost(people):
    """Writers change addresses and numbers while keys change three times."""
    over, written = Event(), {}

    def write(seed):
        chance, mine = random.Random(seed), people[seed::2]
        count = 0
        while not over.is_set() or count < 20:
            person = User.objects.get(id=chance.choice(mine).id)
            count += 1
            address, phone = f"{person.username}.{count}@example.org", str(10_000 + count)
            actions.change_person(user=person, by=DESK, email=address, phone=phone)
            written[person.id] = (address, phone)
        return count

    def rotate():
        try:
            for _ in range(3):
                rotating.add_key()
                rotating.seal_anew(lambda *words: None)
        finally:
            over.set()

    counts = at_once(rotate, lambda: write(0), lambda: write(1))
    left = rotating.seal_anew(lambda *words: None)

    lost = [id for id, said in written.items() if _said(id) != said]
    assert lost == [], f"{len(lost)} of {sum(counts[1:])} writes lost"
    assert left == {}
    assert in_use() == {keys.current().newest.id}


def _said(person_id):
    person = User.objects.get(id=person_id)
    return person.email, person.phone
