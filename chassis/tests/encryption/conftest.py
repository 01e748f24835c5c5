"""Fixtures: keys of one's own, in the settings or in a file."""

import pytest
from cryptography.fernet import Fernet

from chassis.encryption import keys


@pytest.fixture
def new_key():
    return lambda: Fernet.generate_key().decode()


@pytest.fixture(autouse=True)
def key(settings, new_key):
    """The key that the settings name."""
    settings.ENCRYPTION_KEYS = new_key()
    settings.BLIND_INDEX_SECRET = "a secret of the index, which is only for tests"
    return settings.ENCRYPTION_KEYS


@pytest.fixture
def key_file(settings, tmp_path, key, monkeypatch):
    """A file with that key, which is looked at each time."""
    monkeypatch.setattr(keys, "LOOK_SECONDS", 0)
    settings.ENCRYPTION_KEYS = tmp_path / "keys"
    settings.ENCRYPTION_KEYS.write_text(f"{key}\n")
    return settings.ENCRYPTION_KEYS
