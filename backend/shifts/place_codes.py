"""The code that a place shows for checking in: another one each minute, so that a photo of it is soon worth nothing.

What a phone scanned without signal says when it was scanned: the code is that minute's, and of no other.
"""

import hmac
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from backend import settings
from backend.kit import clock

MINUTE = 60
SIGNS = 16
"""Hexadecimal, of the code's seal."""
KEPT = timedelta(hours=24)
"""A phone without signal may send for so long what it scanned."""


def shown(shift: UUID) -> str:
    """The code of this minute, to be shown at the place of a shift: 1a2b3c.0123456789abcdef."""
    minute = int(clock.now().timestamp()) // MINUTE
    return f"{minute:x}.{_seal(shift, minute)}"


def scanned_at(shift: UUID, code: str) -> datetime | None:
    """When this code was shown at the place of this shift; None where it never was, or too long ago."""
    written, _, seal = code.strip().partition(".")
    try:
        minute = int(written, 16)
        at = datetime.fromtimestamp(minute * MINUTE, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    if not hmac.compare_digest(seal.encode(), _seal(shift, minute).encode()):
        return None
    now = clock.now()
    # The phone that shows it may be a minute ahead of ours.
    if not now - KEPT <= at <= now + timedelta(seconds=2 * MINUTE):
        return None
    return min(at + timedelta(seconds=MINUTE - 1), now)


def _seal(shift: UUID, minute: int) -> str:
    said = f"place of shift {shift} in minute {minute}".encode()
    return hmac.new(settings.secret().index, said, sha256).hexdigest()[:SIGNS]
