"""A record's id, which sorts by age, and the present moment as records keep it."""

import os
import time
from datetime import UTC, datetime


def new_id() -> str:
    """A fresh UUIDv7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random bits.

    The first 12 of those are the fraction of the millisecond (section 6.2, method 3), so that two records made within
    one millisecond still sort by age.
    """
    stamp, rest = divmod(time.time_ns(), 1_000_000)
    fraction = rest * 4096 // 1_000_000
    raw = bytearray(stamp.to_bytes(6, "big") + fraction.to_bytes(2, "big") + os.urandom(8))
    raw[6] |= 0x70
    raw[8] = 0x80 | (raw[8] & 0x3F)
    hexed = raw.hex()
    return f"{hexed[:8]}-{hexed[8:12]}-{hexed[12:16]}-{hexed[16:20]}-{hexed[20:]}"


def now() -> str:
    """The present moment as records keep it: "2026-11-22T14:31:05.123Z"."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
