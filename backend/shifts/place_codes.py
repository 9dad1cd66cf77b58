"""The code that a place shows for checking in: another one each minute, so that a photo of it is soon worth nothing.

What a phone scanned without signal says when it was scanned: the code is that minute's, and of no other. Who cannot
scan types six digits that stand below it; the phone adds the minute in which it was typed.
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
DIGITS = 6
"""Of the code that is typed."""
APART = 3
"""So many minutes may lie between the place's clock and that of a phone on which digits were typed."""
KEPT = timedelta(hours=24)
"""A phone without signal may send for so long what it scanned."""


def shown(shift: UUID) -> str:
    """The code of this minute, to be shown at the place of a shift: 1a2b3c.0123456789abcdef."""
    minute = _now()
    return f"{minute:x}.{_seal(shift, minute)}"


def digits(shift: UUID) -> str:
    """The same for whoever has no camera: 483920."""
    return _digits(_seal(shift, _now()))


def scanned_at(shift: UUID, code: str) -> datetime | None:
    """When this code was shown at the place of this shift; None where it never was, or too long ago."""
    written, _, seal = code.strip().partition(".")
    try:
        minute = int(written, 16)
        at = datetime.fromtimestamp(minute * MINUTE, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    if not _is_of(shift, minute, seal):
        return None
    now = clock.now()
    # The phone that shows it may be a minute ahead of ours.
    if not now - KEPT <= at <= now + timedelta(seconds=2 * MINUTE):
        return None
    return min(at + timedelta(seconds=MINUTE - 1), now)


def _is_of(shift: UUID, minute: int, seal: str) -> bool:
    if not seal.isascii():
        return False
    if len(seal) != DIGITS:
        return hmac.compare_digest(seal.encode(), _seal(shift, minute).encode())
    near = range(max(0, minute - APART), minute + APART + 1)
    return any(hmac.compare_digest(seal.encode(), _digits(_seal(shift, one)).encode()) for one in near)


def _now() -> int:
    return int(clock.now().timestamp()) // MINUTE


def _seal(shift: UUID, minute: int) -> str:
    said = f"place of shift {shift} in minute {minute}".encode()
    return hmac.new(settings.secret().index, said, sha256).hexdigest()[:SIGNS]


def _digits(seal: str) -> str:
    return f"{int(seal, 16) % 10**DIGITS:0{DIGITS}}"
