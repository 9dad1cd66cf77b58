"""Doors come onto the list one by one, as a grid member goes from door to door, and are corrected there."""

from dataclasses import dataclass
from uuid import UUID

from backend.access import audit
from backend.access.actor import Actor
from backend.grids import rules as grids
from backend.grids.models import Grid
from backend.households import needs, residents, rules
from backend.households.doors import Door
from backend.households.models import Household, Resident
from backend.households.refusals import DoorTaken, StillLivedIn
from backend.kit import clock, nodes, work
from backend.kit.refusals import BadInput, Changed
from backend.kit.words import Language, Words

NOTES = 500
MOST_RESIDENTS = 20

LONG_NOTES = Words("备注最多 500 个字。", "備註最多 500 個字。", "Notes have at most 500 characters.")
TOO_MANY = Words("一次最多登记 20 位居民。", "一次最多登記 20 位居民。", "At most 20 residents at a time.")


@work.verb
async def register(
    actor: Actor,
    grid: UUID,
    door: Door,
    told: tuple[residents.Told, ...] = (),
    *,
    language: Language = Language.ZH_HANS,
    notes: str | None = None,
    of_household: tuple[needs.Told, ...] = (),
    key: UUID | None = None,
) -> Household:
    """Put a door on the list, with whoever opened it."""
    ground = await grids.get(actor, grid, *rules.KEEP)
    notes = parse_notes(notes)
    if len(told) > MOST_RESIDENTS:
        raise BadInput(field="residents", reason=TOO_MANY)
    await refuse_taken(ground, door)

    home = await put_on_list(ground, door, language, notes)
    for resident in told:
        await residents.settle(actor, home, resident)
    for need in of_household:
        await needs.write(home, need, None)
    await audit.note(actor, "registerHousehold", "Household", home.id)
    await needs.changed(home)
    return home


@dataclass(frozen=True, slots=True)
class Correction:
    """What is corrected about a household; what is None stays."""

    door: Door | None = None
    language: Language | None = None
    notes: str | None = None
    is_vacant: bool | None = None


@work.verb
async def change(
    actor: Actor, household: UUID, correction: Correction, version: int, *, key: UUID | None = None
) -> Household:
    """Correct a household's door, language and notes, or note that nobody lives there at present."""
    await rules.hold(household)
    home = await rules.get_looked_after(actor, household)
    if home.version != version:
        raise Changed(version=home.version, node=nodes.opaque("Household", home.id))
    if correction.door and correction.door.key != home.order_key:
        await rules.get_kept(actor, household)
        await refuse_taken(home.grid, correction.door)
    if correction.is_vacant:
        await _refuse_lived_in(home)

    _correct(home, correction)
    await home.save()
    await audit.note(actor, "changeHousehold", "Household", home.id)
    await needs.changed(home)
    return home


def _correct(home: Household, correction: Correction) -> None:
    if correction.door:
        home.put_at(correction.door)
    if correction.language:
        home.language = correction.language
    if correction.notes is not None:
        home.notes = parse_notes(correction.notes)
    if correction.is_vacant is not None:
        home.vacant_since = (home.vacant_since or clock.now()) if correction.is_vacant else None
    home.version += 1


async def _refuse_lived_in(home: Household) -> None:
    living = await Resident.filter(Resident.here(), household_id=home.id).count()
    if living:
        raise StillLivedIn(residents=living)


async def put_on_list(
    grid: Grid, door: Door, language: Language = Language.ZH_HANS, notes: str | None = None
) -> Household:
    """A new household at this door; whoever looks after the doors beside it looks after it too."""
    home = Household(grid=grid, language=language, notes=notes)
    home.put_at(door)
    home.liaison_id = await _liaison_beside(home)
    await home.save()
    return home


async def _liaison_beside(home: Household) -> UUID | None:
    given = Household.filter(grid_id=home.grid_id, liaison_id__isnull=False, moved_away_at__isnull=True)
    before = await given.filter(order_key__lt=home.order_key).order_by("-order_key").first()
    beside = before or await given.order_by("order_key").first()
    return beside.liaison_id if beside else None


async def refuse_taken(grid: Grid, door: Door) -> None:
    """`DoorTaken` where a household of this grid stands at the door already, `GridClosed` where none can."""
    grids.refuse_closed(await grids.hold(grid.id))
    taken = await Household.get_or_none(grid_id=grid.id, seat=door.key)
    if taken:
        raise DoorTaken(household=nodes.opaque("Household", taken.id))


def parse_notes(notes: str | None) -> str | None:
    notes = (notes or "").strip() or None
    if notes and len(notes) > NOTES:
        raise BadInput(field="notes", reason=LONG_NOTES)
    return notes
