"""UUID version 7 (RFC 9562): ids that sort by the time of their making.

Made here because the databases that must serve (PostgreSQL 15 to 18) do not all have it.
"""

import os
import time
import uuid


def uuid7() -> uuid.UUID:
    """Return a new id: 48 bits of Unix milliseconds, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | random
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)
