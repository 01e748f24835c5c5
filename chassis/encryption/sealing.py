"""Seal a text, and open it: `sealed:<key id>:<blind index>:<token of Fernet>`."""

import re

from chassis.encryption import keys
from chassis.encryption.errors import KeyMissing
from chassis.observability import log

MARK = "sealed:"
BARE = "gAAAA"  # how a token begins that was sealed before keys had ids
FORM = re.compile(r"sealed:(?P<key>[0-9a-f]{8}):(?P<blind>[0-9a-f]*):(?P<token>[\w=-]+)\Z")


def seal(text: str, *, blind: str = "") -> str:
    """Return a text that tells nothing without the keys, but what it was sealed with."""
    key = keys.current().newest
    return f"{MARK}{key.id}:{blind}:{key.fernet.encrypt(text.encode()).decode()}"


def unseal(text: str) -> str:
    """Return what was sealed, or raise KeyMissing."""
    from cryptography.fernet import InvalidToken, MultiFernet  # not in a process that opens nothing

    try:
        found = FORM.match(text)
        if found is None:
            every = MultiFernet([key.fernet for key in keys.current().keys])
            return every.decrypt(text.encode()).decode()
        key = keys.key_of(found["key"])
        if key is None:
            raise _missing(found["key"])
        return key.fernet.decrypt(found["token"].encode()).decode()
    except InvalidToken as error:
        raise _missing("") from error


def is_sealed(text: str) -> bool:
    """Tell whether a text was sealed."""
    return FORM.match(text) is not None


def opened(text: str) -> str:
    """Return what was sealed; what was stored before it was to be sealed, as it is."""
    return unseal(text) if text.startswith(MARK) else text


def _missing(key_id: str) -> KeyMissing:
    log.error("encryption_key_missing", key=key_id)
    name = f" {key_id}" if key_id else ""
    return KeyMissing(f"What is stored here is sealed with the key{name}, which is not there.")
