"""Who lives behind a door: they come in, are let in, change, move and leave."""

from dataclasses import dataclass
from uuid import UUID

from backend.access import audit, people
from backend.access.actor import Actor
from backend.access.models import Person
from backend.grids.models import Grid
from backend.households import leaving, needs, rules
from backend.households.models import Household, Need, Resident
from backend.kit import clock, nodes, work
from backend.kit.refusals import BadInput, Changed, NotFound
from backend.kit.words import Words

OLDEST = 130

BAD_YEAR = Words(
    "请写四位数的出生年份，例如 1946。",
    "請寫四位數的出生年份，例如 1946。",
    "Please write the birth year in four digits, for example 1946.",
)


@dataclass(frozen=True, slots=True)
class Told:
    """A resident as they were told to us."""

    name: str
    phone: str | None = None
    birth_year: str | None = None
    is_head: bool = False
    known_needs: tuple[needs.Told, ...] = ()


def parse(
    name: str,
    phone: str | None = None,
    birth_year: int | None = None,
    is_head: bool = False,
    told: tuple[needs.Told, ...] = (),
) -> Told:
    """A resident as people type them; `BadInput` where something cannot be."""
    this_year = clock.now().year
    if birth_year is not None and not this_year - OLDEST <= birth_year <= this_year:
        raise BadInput(field="birthYear", reason=BAD_YEAR)
    return Told(
        name=people.parse_name(name),
        phone=people.parse_phone(phone) if phone and phone.strip() else None,
        birth_year=str(birth_year) if birth_year else None,
        is_head=is_head,
        known_needs=told,
    )


@work.verb
async def add(actor: Actor, household: UUID, told: Told, *, key: UUID | None = None) -> Resident:
    """Add somebody who lives here: by whoever looks after the household, or by its head."""
    await rules.hold(household)
    home = await rules.get_decided(actor, household)

    resident = await settle(actor, home, told)
    await audit.note(actor, "addResident", "Household", home.id)
    await needs.changed(home)
    return resident


@work.verb
async def change(
    actor: Actor, resident: UUID, told: Told, version: int, *, key: UUID | None = None
) -> Resident:
    """Correct what is known of a resident: by whoever decides for the household, or by themselves."""
    found, home = await _here(actor, resident)
    if found.version != version:
        raise Changed(version=found.version, node=nodes.opaque("Household", home.id))

    found.name, found.phone, found.birth_year = told.name, told.phone, told.birth_year
    found.phone_index = Person.index_of(told.phone) if told.phone else None
    if found.person_id is None:
        found.person_id = found.home_of = await _account(actor, home, told)
    found.version += 1
    await found.save()
    if told.is_head and not found.is_head and await rules.decides(actor, home.id):
        await _make_head(home, found)
    await audit.note(actor, "changeResident", "Household", home.id)
    await needs.changed(home)
    return found


@work.verb
async def admit(
    actor: Actor, resident: UUID, known_as: UUID | None = None, *, key: UUID | None = None
) -> Resident:
    """Let somebody in who waits at the door; `known_as` is who they are among the residents without an account."""
    await _hold_home_of(resident)
    waiting = await Resident.get_or_none(Resident.waiting(), id=resident)
    if waiting is None:
        raise NotFound
    home = await rules.get_decided(actor, waiting.household_id)
    known = await _without_account(home, known_as) if known_as else None

    admitted = await let_in(home, waiting, known)
    await audit.note(actor, "admitResident", "Household", home.id)
    await needs.changed(home)
    return admitted


@work.verb
async def move(actor: Actor, resident: UUID, household: UUID, *, key: UUID | None = None) -> Resident:
    """Somebody moves to another door; what is known of them goes with them."""
    await _hold_home_of(resident)
    found = await Resident.get_or_none(Resident.here(), id=resident)
    if found is None or found.household_id == household:
        raise NotFound
    await rules.hold(household)
    old = await rules.get_looked_after(actor, found.household_id)
    new = await rules.get_looked_after(actor, household)

    lasting = await Need.filter(resident_id=found.id, cleared_at__isnull=True)
    told = [needs.Told(need.kind, need.month, need.note) for need in lasting]
    await leaving.leave(old, found, new)
    moved = await _write(
        new,
        Told(found.name, found.phone, found.birth_year, known_needs=tuple(told)),
        found.person_id,
    )
    await _answered_by(new, found.person_id)
    await audit.note(actor, "moveResident", "Household", new.id)
    await needs.changed(old)
    await needs.changed(new)
    return moved


@work.verb
async def move_out(actor: Actor, resident: UUID, *, key: UUID | None = None) -> Resident:
    """Somebody no longer lives here, or is turned away at the door."""
    found, home = await _here(actor, resident, or_waiting=True)

    told = [*await rules.people_of(home.id), *([found.person_id] if found.person_id else [])]
    await leaving.leave(home, found)
    await audit.note(actor, "moveOut", "Household", home.id)
    leaving.tell(home, told)
    return found


async def settle(actor: Actor, home: Household, told: Told) -> Resident:
    """A new resident with their needs; the first one at a door is its head."""
    resident = await _write(home, told, await _account(actor, home, told))
    if told.is_head and not resident.is_head:
        await _make_head(home, resident)
    return resident


async def _write(home: Household, told: Told, person: UUID | None) -> Resident:
    await rules.hold(home.id)
    has_head = await Resident.exists(head_of=home.id)
    resident = await Resident.create(
        household_id=home.id,
        person_id=person,
        home_of=person,
        head_of=None if has_head else home.id,
        name=told.name,
        phone=told.phone,
        phone_index=Person.index_of(told.phone) if told.phone else None,
        birth_year=told.birth_year,
        admitted_at=clock.now(),
    )
    for need in told.known_needs:
        await needs.write(home, need, resident.id)
    await Household.filter(id=home.id, vacant_since__isnull=False).update(vacant_since=None)
    return resident


async def let_in(home: Household, waiting: Resident, known: Resident | None) -> Resident:
    """Who waited lives here from now on; where they are known here already, they are that resident."""
    await rules.hold(home.id)
    await Household.filter(id=home.id, vacant_since__isnull=False).update(vacant_since=None)
    if known is None:
        waiting.admitted_at = clock.now()
        waiting.head_of = None if await Resident.exists(head_of=home.id) else home.id
        await waiting.save(update_fields=["admitted_at", "head_of"])
        return waiting
    person, waiting.home_of, waiting.left_at = waiting.person_id, None, clock.now()
    await waiting.save(update_fields=["home_of", "left_at"])
    known.person_id = known.home_of = person
    await known.save(update_fields=["person_id", "home_of"])
    return known


async def _here(actor: Actor, resident: UUID, or_waiting: bool = False) -> tuple[Resident, Household]:
    """A resident for whom the actor may decide, or who they are; with the household, held still."""
    await _hold_home_of(resident)
    found = await Resident.get_or_none(id=resident, left_at__isnull=True).select_related("household__grid")
    if found is None:
        raise NotFound
    is_mine = found.person_id is not None and found.person_id == actor.person
    if not is_mine:
        await rules.get_decided(actor, found.household_id)
    if found.admitted_at is None and not or_waiting:
        raise NotFound
    return found, found.household


async def _hold_home_of(resident: UUID) -> None:
    """Two who let somebody in, move them or note that they left do so one after the other."""
    for row in await Resident.filter(id=resident).values("household_id"):
        await rules.hold(row["household_id"])


async def _without_account(home: Household, resident: UUID) -> Resident:
    found = await Resident.get_or_none(
        Resident.here(), id=resident, household_id=home.id, person_id__isnull=True
    )
    if found is None:
        raise NotFound
    return found


async def _make_head(home: Household, resident: Resident) -> None:
    await Resident.filter(head_of=home.id).update(head_of=None)
    resident.head_of = home.id
    await resident.save(update_fields=["head_of"])


async def _account(actor: Actor, home: Household, told: Told) -> UUID | None:
    """The account that signs in with this resident's number, where it is theirs and on the actor's ground.

    Whoever lives at another door, or is answered for by other people, is not moved by somebody writing down
    their number: they come in by an invitation themselves.
    """
    if told.phone is None or not actor.answers_for(home.grid.path, *rules.KEEP):
        return None
    person = await people.enrol(told.name, told.phone, home.grid_id)
    ground = await Grid.get(id=person.grid_id)
    if await Resident.exists(home_of=person.id) or not actor.answers_for(ground.path, *rules.KEEP):
        return None
    return person.id


async def _answered_by(home: Household, person: UUID | None) -> None:
    """Who lives on a ground is answered for by its people."""
    if person:
        await Person.filter(id=person).update(grid_id=home.grid_id)
