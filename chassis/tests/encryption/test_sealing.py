"""Sealed texts and blind indexes."""

import pytest
from cryptography.fernet import Fernet
from rest_framework.views import APIView

from chassis.encryption import keys, seal, unseal
from chassis.encryption.blind import blinded
from chassis.encryption.errors import KeyMissing
from chassis.encryption.sealing import is_sealed, opened


@pytest.mark.parametrize("text", ["ana@example.org", "", "ümläut 🙂", "sealed:", "x" * 10_000])
def test_what_is_sealed_is_opened_again(text):
    sealed = seal(text)

    assert is_sealed(sealed)
    assert unseal(sealed) == opened(sealed) == text
    assert not text or text not in sealed.partition(":")[2]


def test_the_same_text_is_sealed_otherwise_each_time():
    assert seal("a text") != seal("a text")


def test_an_old_key_opens_and_the_newest_seals(settings, key, new_key):
    sealed = seal("a text")
    settings.ENCRYPTION_KEYS = f"{new_key()} {key}"

    assert unseal(sealed) == "a text"
    assert seal("another").split(":")[1] == keys.current().newest.id != sealed.split(":")[1]


def test_what_was_sealed_before_keys_had_ids_is_opened(settings, key, new_key):
    token = Fernet(key).encrypt(b"a text").decode()
    settings.ENCRYPTION_KEYS = f"{new_key()} {key}"

    assert unseal(token) == "a text"


def test_what_was_stored_in_clear_is_read_as_it_is():
    assert opened("ana@example.org") == "ana@example.org"


def test_a_missing_key_is_a_named_error(settings, new_key, logged):
    sealed = seal("a text")
    settings.ENCRYPTION_KEYS = new_key()

    with pytest.raises(KeyMissing, match=sealed.split(":")[1]) as error:
        unseal(sealed)
    assert (error.value.status, error.value.code) == (503, "key_missing")
    assert "encryption_key_missing" in {line["event"] for line in logged()}


@pytest.mark.parametrize("change", [lambda text: text[:-3] + "AAA", lambda text: text[:-20]])
def test_a_changed_token_is_refused(change):
    with pytest.raises(KeyMissing):
        unseal(change(seal("a text")))


def test_a_missing_key_is_a_problem_and_no_crash(settings, new_key, rf):
    sealed = seal("a text")
    settings.ENCRYPTION_KEYS = new_key()

    class Reader(APIView):
        permission_classes = authentication_classes = ()

        def get(self, request):
            unseal(sealed)

    response = Reader.as_view()(rf.get("/")).render()
    assert response.status_code == 503
    assert response.data["code"] == "key_missing"


@pytest.mark.parametrize("typed", ["Ana@Example.org", " ana@example.ORG ", "\uff41na@example.org"])
def test_an_index_is_the_same_however_it_was_typed(typed):
    assert blinded(typed, index="email") == blinded("ana@example.org", index="email")


def test_an_index_differs_by_its_name_and_secret(settings, new_key):
    found = blinded("ana@example.org", index="email")

    assert blinded("ana@example.org", index="phone") != found
    settings.ENCRYPTION_KEYS = new_key()
    assert blinded("ana@example.org", index="email") == found
    settings.BLIND_INDEX_SECRET = "another secret of the index, also for tests"
    assert blinded("ana@example.org", index="email") != found
