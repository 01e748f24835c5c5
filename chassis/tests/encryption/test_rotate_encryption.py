"""`rotate_encryption`: another key, while everything runs."""

import io
import random
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from chassis.encryption import keys, rotating, seal, unseal
from chassis.encryption.errors import KeyInUse
from chassis.history.entries import entries
from chassis.testing.threads import at_once
from chassis.tests.project.contacts.models import Contact

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=2)


@pytest.fixture(autouse=True)
def small_batches(key_file, monkeypatch):
    """Keys in a file, and batches of three."""
    monkeypatch.setattr(rotating, "AT_ONCE", 3)
    monkeypatch.setattr(rotating, "PAUSE", 0.01)


def run(*words):
    said = io.StringIO()
    call_command("rotate_encryption", *words, stdout=said, stderr=said)
    return said.getvalue()


@pytest.fixture
def contacts(db):
    return [
        Contact.objects.create(name=f"p{n}", email=f"p{n}@example.org", phone="12345")
        for n in range(8)
    ]


def in_use():
    return {name for counts in rotating.sealed_with().values() for name in counts}


def test_everything_is_sealed_with_the_new_key(contacts, key_file):
    said = {"plain": "a word", "sealed": [seal("one"), {"two": seal("two")}]}
    first = Contact.objects.filter(id=contacts[0].id)
    first.update(said=said)
    before, versions = in_use(), set(Contact.objects.values_list("id", "version"))

    shown = run()

    newest = keys.current().newest.id
    assert len(before) == 1
    assert in_use() == {newest}
    assert f"Everything is sealed with the key {newest}" in shown
    assert "contacts.contact.email: 8 of 8" in shown
    assert Contact.objects.get(email__in=["P1@example.org"]).email == "p1@example.org"
    assert set(Contact.objects.values_list("id", "version")) == versions
    assert len(entries(contacts[1])) == 1
    found = first.get().said
    assert (found["plain"], unseal(found["sealed"][0])) == ("a word", "one")
    assert unseal(found["sealed"][1]["two"]) == "two"
    assert key_file.stat().st_mode & 0o777 == 0o600


def test_what_was_stored_in_clear_or_before_keys_had_ids_is_sealed(contacts, key):
    bare = keys.current().newest.fernet.encrypt(b"a word").decode()
    Contact.objects.filter(id=contacts[0].id).update(said={"word": bare})
    with connection.cursor() as cursor:
        cursor.execute("UPDATE contacts_contact SET phone = '67890' WHERE name = 'p0'")
    assert {"clear", "nameless"} < in_use()

    run("--same-key")

    contacts[0].refresh_from_db()
    assert in_use() == {keys.current().newest.id}
    assert (contacts[0].phone, unseal(contacts[0].said["word"])) == ("67890", "a word")


def test_killed_in_the_middle_it_goes_on_with_the_same_key(contacts, monkeypatch):
    put = rotating._round

    def killed(place, *words, **more):
        if place.label == "contacts.contact.phone":
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


def test_an_old_key_is_dropped_when_nothing_needs_it(contacts, key_file):
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
    assert Contact.objects.get(email="p1@example.org").phone == "12345"


def test_rows_without_their_key_are_counted_and_named(contacts):
    missing = keys.current().newest.id
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE contacts_contact SET phone = replace(phone, %s, '00000000')", [missing]
        )

    with pytest.raises(CommandError, match="Begin it again"):
        run()
    assert "contacts.contact.phone: 8 00000000  MISSING" in run("--status")
    with pytest.raises(KeyInUse, match="00000000"):
        rotating.drop_keys(at=datetime.now(UTC) + LATER)


def test_after_the_secret_of_the_index_changed_it_is_made_anew(contacts, settings):
    settings.BLIND_INDEX_SECRET = "another secret of the index, also for tests"
    assert not Contact.objects.filter(email="p1@example.org").exists()

    run("--reindex")

    assert Contact.objects.get(email="p1@example.org") == contacts[1]
    assert len(keys.current().keys) == 1


def test_keys_in_the_environment_are_changed_there(settings, contacts):
    settings.ENCRYPTION_KEYS = settings.ENCRYPTION_KEYS.read_text()

    with pytest.raises(CommandError, match="in the environment"):
        run()


def test_a_file_that_cannot_be_changed_is_said(key_file, monkeypatch, contacts):
    def no(*words, **more):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(rotating.tempfile, "mkstemp", no)
    with pytest.raises(CommandError, match="cannot be changed"):
        run()
    assert len(key_file.read_text().split()) == 1


def test_an_address_is_one_contacts_however_it_is_sealed(contacts):
    rotating.add_key()

    with pytest.raises(IntegrityError, match="one_contact_per_email"), transaction.atomic():
        Contact.objects.create(name="again", email="P1@Example.org")


def test_a_contact_is_found_by_the_whole_address_and_by_none(contacts):
    nowhere = Contact.objects.create(name="nowhere")

    assert Contact.objects.filter(email__iexact="P1@example.ORG").get() == contacts[1]
    assert Contact.objects.get(email="") == nowhere
    assert set(Contact.objects.filter(email__in=["p1@example.org", ""])) == {contacts[1], nowhere}


@pytest.mark.django_db(transaction=True)
def test_two_do_not_change_keys_at_once(contacts):
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
def test_what_is_written_meanwhile_is_not_lost(contacts):
    """Writers change addresses and numbers while keys change three times."""
    over, written = Event(), {}

    def write(seed):
        chance, mine = random.Random(seed), contacts[seed::2]
        count = 0
        while not over.is_set() or count < 20:
            contact = Contact.objects.get(id=chance.choice(mine).id)
            count += 1
            contact.email = f"{contact.name}.{count}@example.org"
            contact.phone = str(10_000 + count)
            contact.save()
            written[contact.id] = (contact.email, contact.phone)
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

    found = {contact.id: (contact.email, contact.phone) for contact in Contact.objects.all()}
    lost = [id for id, said in written.items() if found[id] != said]
    assert lost == [], f"{len(lost)} of {sum(counts[1:])} writes lost"
    assert left == {}
    assert in_use() == {keys.current().newest.id}
