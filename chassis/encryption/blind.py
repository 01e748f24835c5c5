"""The blind index: what a value is looked up by without its key, and without being readable.

It has a secret of its own, BLIND_INDEX_SECRET, which stays when encryption keys change.
"""

import hashlib
import hmac
import unicodedata
from functools import lru_cache

from django.conf import settings


def blinded(value: str, *, index: str) -> str:
    """Return what a value has in an index; letters that differ in case alone have the same."""
    key = _key(settings.BLIND_INDEX_SECRET, index)
    return hmac.new(key, normalised(value).encode(), hashlib.sha256).hexdigest()


def normalised(value: str) -> str:
    """Return one form of all the ways to write the same."""
    return unicodedata.normalize("NFKC", value.strip()).casefold()


@lru_cache(maxsize=64)
def _key(secret: str, index: str) -> bytes:
    """Each index has a key of its own: what is the same in two of them cannot be seen."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"blind index {index}".encode())
    return derived.derive(secret.encode())
