"""Make the key that signs."""

import os
import tempfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from accounts_service.access.selectors.keys import ACTIVE

KEY_BITS = 2048


def make_signing_key(*, folder: Path) -> bool:
    """Make the active key if there is none, and tell whether one was made."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if (folder / ACTIVE).exists():
        return False
    return _put(_new_pem(), folder / ACTIVE)


def _new_pem() -> bytes:
    key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _put(pem: bytes, place: Path) -> bool:
    """Write a whole file that only its owner reads, unless another process was faster."""
    handle, name = tempfile.mkstemp(dir=place.parent)  # 0600 from its first moment
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
    try:
        os.link(name, place)
    except FileExistsError:
        return False
    finally:
        Path(name).unlink()
    return True
