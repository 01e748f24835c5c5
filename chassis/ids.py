"""UUID version 7 (RFC 9562): ids that sort by the time of their making.

Made here because the databases that must serve (PostgreSQL 15 to 18) do not all have it.
"""

import os
import time
import uuid

_NAMED = uuid.UUID("018f5f5e-0000-7000-8000-0000000000ff")


def uuid7() -> uuid.UUID:
    """Return a new id: Unix milliseconds, 4096ths of one, then 62 random bits.

    What one process makes sorts in the order of its making (RFC 9562, section 6.2, method 3).
    """
    milliseconds, nanoseconds = divmod(time.time_ns(), 1_000_000)
    fraction = nanoseconds * 4096 // 1_000_000
    random = int.from_bytes(os.urandom(8), "big") & 0x3FFF_FFFF_FFFF_FFFF
    return uuid.UUID(
        int=milliseconds << 80 | 0x7 << 76 | fraction << 64 | 0x2 << 62 | random,
    )


def named(words: str) -> uuid.UUID:
    """Return the id of what has a name: wherever it is made, it is the same."""
    return uuid.uuid5(_NAMED, words)
