"""The keys: newest first, read anew when their file changes."""

import pytest

from chassis.encryption import keys, seal, unseal
from chassis.encryption.checks import keys_can_be_used
from chassis.encryption.errors import KeysBroken


def test_the_first_key_seals(key, new_key):
    new = new_key()
    found = keys.parsed(f"{new}\n{key}\n")

    assert found.newest.id == keys.parsed(new).newest.id
    assert found.get(keys.parsed(key).newest.id) is not None


def test_an_id_tells_nothing_of_its_key(key):
    name = keys.parsed(key).newest.id

    assert len(name) == 8
    assert name not in key


def test_a_changed_file_is_noticed_within_a_second(key_file, key, new_key, clock, monkeypatch):
    monkeypatch.setattr(keys, "LOOK_SECONDS", 1.0)
    ring = keys.Ring(key_file, clock)
    before = ring.keys().newest
    new = new_key()
    key_file.write_text(f"{new}\n{key}\n")

    assert ring.keys().newest == before
    clock.now += 1
    assert ring.keys().newest.id == keys.parsed(new).newest.id


def test_what_another_process_sealed_with_a_newer_key_is_opened_at_once(
    key_file, key, new_key, settings, monkeypatch
):
    unseal(seal("before"))
    monkeypatch.setattr(keys, "LOOK_SECONDS", 3600)
    new = new_key()
    settings.ENCRYPTION_KEYS = new
    elsewhere = seal("after")
    settings.ENCRYPTION_KEYS = key_file
    key_file.write_text(f"{new}\n{key}\n")

    assert unseal(elsewhere) == "after"


@pytest.mark.parametrize("broken", ["", "half a ke", "\x00"])
def test_a_file_that_broke_is_not_followed(broken, key_file, logged):
    sealed = seal("a text")
    key_file.write_text(broken)

    assert unseal(sealed) == "a text"
    assert unseal(seal("another")) == "another"
    assert "encryption_keys_unreadable" in {line["event"] for line in logged()}


def test_no_file_is_said_plainly(settings, tmp_path):
    settings.ENCRYPTION_KEYS = tmp_path / "nothing"

    with pytest.raises(KeysBroken, match="holds no usable keys"):
        seal("a text")


def test_a_wrong_key_is_told_by_its_number_alone(key):
    with pytest.raises(KeysBroken, match="key 2 is none") as error:
        keys.parsed(f"{key} {key[:-4]}")

    assert key[:-4] not in str(error.value)


def test_wrong_keys_and_short_secrets_are_found_at_the_start(settings):
    assert keys_can_be_used() == []
    settings.ENCRYPTION_KEYS = "short"
    settings.BLIND_INDEX_SECRET = "short"

    assert [found.id for found in keys_can_be_used()] == ["encryption.E001", "encryption.E002"]
