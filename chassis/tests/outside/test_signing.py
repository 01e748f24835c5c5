"""A signature proves who sends, and when."""

import hashlib
import hmac
from datetime import UTC, datetime

from chassis.outside.signing import signature


def test_each_secret_signs_the_time_and_the_body():
    at = datetime(2026, 3, 2, 12, tzinfo=UTC)

    told = signature(b'{"a": 1}', secrets=["new", "old"], at=at)

    proofs = [
        hmac.new(secret, b'1772452800.{"a": 1}', hashlib.sha256).hexdigest()
        for secret in (b"new", b"old")
    ]
    assert told == f"t=1772452800,v1={proofs[0]},v1={proofs[1]}"
