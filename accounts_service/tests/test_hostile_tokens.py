"""Hostile tokens open nothing here: the shared table, on this service's own keys."""

from cryptography.hazmat.primitives import serialization as forms

from accounts_service.access.selectors import keys
from chassis.testing import tokens


def test_every_hostile_token_is_refused(hostile_tokens, keys_folder, settings, monkeypatch):
    words = (forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption())
    keys_folder.mkdir()
    (keys_folder / keys.ACTIVE).write_bytes(tokens.PRIVATE_KEY.private_bytes(*words))
    monkeypatch.setattr(tokens, "KID", keys.active_key().kid)
    settings.TOKEN_KEYS = "accounts_service.access.selectors.keys.local_keys"

    hostile_tokens("/accounts/api/v1/people/", "accounts:read")
