"""What is known of a household, shown to those who need it, and the record of who was shown it."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.queryset import QuerySet

from backend.access.actor import Actor
from backend.households import rules
from backend.households.models import Look, Need, Reason, Resident
from backend.kit import work


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of a household."""

    address: str
    notes: str
    residents: list[Resident]
    waiting: list[Resident]
    needs: list[Need]


@work.verb
async def particulars(actor: Actor, household: UUID) -> Known:
    """All that is known of a household, for its residents, and on record for whoever looks after it."""
    home = await rules.get(actor, household)
    if not await lives_there(actor, household):
        await rules.note_look(actor, home, Reason.WORK)
    people = await Resident.filter(household_id=household, left_at__isnull=True).order_by("joined_at", "id")
    here = [resident for resident in people if resident.admitted_at]
    return Known(
        address=await rules.address(home),
        notes=home.notes or "",
        residents=sorted(here, key=lambda resident: not resident.is_head),
        waiting=[resident for resident in people if not resident.admitted_at],
        needs=await Need.filter(household_id=household, cleared_at__isnull=True).order_by("since", "id"),
    )


async def visible(actor: Actor, household: UUID) -> QuerySet[Look] | None:
    """Who looked at the actor's own household; None for anybody else's."""
    return Look.filter(household_id=household) if await lives_there(actor, household) else None


async def lives_there(actor: Actor, household: UUID) -> bool:
    """Whether the actor lives behind this door."""
    home = await rules.of(actor)
    return home is not None and home.id == household
