"""Who sends, and when, proved to whoever shares a secret: `t=<seconds>,v1=<HMAC-SHA256>`."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime


def signature(body: bytes, *, secrets: Iterable[str], at: datetime) -> str:
    """Return what goes along with a body: a signature by each secret that is valid now."""
    seconds = str(int(at.timestamp()))
    signed = seconds.encode() + b"." + body
    proofs = [hmac.new(each.encode(), signed, hashlib.sha256).hexdigest() for each in secrets]
    return ",".join([f"t={seconds}", *(f"v1={proof}" for proof in proofs)])
