"""The signing keys on disk."""

import pytest
from cryptography.hazmat.primitives import serialization as forms
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from accounts_service.access.actions import make_signing_key
from accounts_service.access.actions.keys import _put
from accounts_service.access.selectors import keys


def test_the_first_key_is_made_for_its_owner_alone(keys_folder, capsys):
    call_command("make_signing_key")

    assert capsys.readouterr().out == "Made a signing key.\n"
    assert [file.name for file in keys_folder.iterdir()] == ["active.pem"]
    assert keys_folder.stat().st_mode & 0o777 == 0o700
    assert (keys_folder / "active.pem").stat().st_mode & 0o777 == 0o600


def test_a_key_that_is_there_stays(keys_folder, capsys):
    make_signing_key(folder=keys_folder)
    before = (keys_folder / "active.pem").read_bytes()

    call_command("make_signing_key")

    assert capsys.readouterr().out == "There is a signing key already.\n"
    assert (keys_folder / "active.pem").read_bytes() == before


def test_of_two_processes_the_first_makes_the_key(keys_folder):
    keys_folder.mkdir()
    assert _put(b"first", keys_folder / "active.pem")
    assert not _put(b"second", keys_folder / "active.pem")

    assert [file.read_bytes() for file in keys_folder.iterdir()] == [b"first"]


def test_without_a_key_one_is_told_how_to_make_it(keys_folder):
    with pytest.raises(ImproperlyConfigured, match="make_signing_key"):
        keys.active_key()


def test_every_other_key_is_published_and_signs_nothing(signing_key, keys_folder, tmp_path):
    make_signing_key(folder=tmp_path / "next")
    (tmp_path / "next" / "active.pem").rename(keys_folder / "next.pem")

    published = keys.local_keys()

    other = keys.current().others[0].kid
    assert other != keys.active_key().kid
    assert published.get(other) is not None
    assert published.get(keys.active_key().kid) is not None
    assert published.get("forged") is None


def test_a_key_is_parsed_once(signing_key):
    assert keys.active_key().private is keys.active_key().private


def test_a_signing_key_is_rsa(keys_folder):
    key = ec.generate_private_key(ec.SECP256R1())
    words = (forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption())
    keys_folder.mkdir()
    (keys_folder / "active.pem").write_bytes(key.private_bytes(*words))

    with pytest.raises(ImproperlyConfigured, match="RSA"):
        _ = keys.active_key().private
