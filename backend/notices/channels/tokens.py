"""What stands in an SMS's link for the household: short, signed, and good for saying "read" about one notice only."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from backend.kit import sealed

SIGNS = 6
"""Bytes of the signature: whoever guesses it can say that a household has read something, once in 2^48 tries."""
LENGTH = 30


def of(notice: UUID, household: UUID) -> str:
    """The token of one household for one notice, 30 characters."""
    return urlsafe_b64encode(household.bytes + _signature(notice, household)).decode().rstrip("=")


def household_of(notice: UUID, token: str) -> UUID | None:
    """Whose token this is; None where it is forged, or of another notice."""
    if len(token) != LENGTH or not token.isascii():
        return None
    try:
        said = urlsafe_b64decode(token + "==")
    except ValueError:
        return None
    household = UUID(bytes=said[:16])
    # Spelled exactly so: the last character has some bits to spare.
    return household if hmac.compare_digest(token, of(notice, household)) else None


def _signature(notice: UUID, household: UUID) -> bytes:
    return bytes.fromhex(sealed.index("notice by SMS", f"{notice}:{household}"))[:SIGNS]
