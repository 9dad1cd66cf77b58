"""What households do by the clock: what is over is thrown away."""

from datetime import datetime

from tortoise.expressions import Q

from backend.households.models import Household, Invitation, Look, Resident
from backend.kit import retention


@retention.keeps("invitations", days=30)
async def _invitations(before: datetime) -> int:
    return await Invitation.filter(Q(expires_at__lt=before) | Q(revoked_at__lt=before)).delete()


@retention.keeps("looks", days=365)
async def _looks(before: datetime) -> int:
    return await Look.filter(last_at__lt=before).delete()


@retention.keeps("names of residents who left", days=180)
async def _left(before: datetime) -> int:
    known = Resident.filter(left_at__lt=before, name__not_isnull=True)
    return await known.update(name=None, phone=None, phone_index=None, birth_year=None)


@retention.keeps("notes on households that moved away", days=180)
async def _notes(before: datetime) -> int:
    return await Household.filter(moved_away_at__lt=before, notes__not_isnull=True).update(notes=None)
