"""Writing a list's doors and residents in few statements, however long it is."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from backend.access.models import Person
from backend.grids.models import Grid
from backend.households import needs, residents
from backend.households.import_places import CHUNK, Place, chunks
from backend.households.models import Household, Need, Resident
from backend.kit import clock


async def write(ground: Grid, places: list[Place]) -> None:
    """Put everything on the list that is not there yet."""
    homes = {id(place): _home(place) for place in places}
    await Household.bulk_create(
        [homes[id(place)] for place in places if place.household is None], batch_size=CHUNK
    )
    heads = await _heads(homes.values())
    accounts = await _accounts(ground, places)

    fresh: list[Resident] = []
    told_needs: list[tuple[UUID, UUID | None, needs.Told]] = []
    for place in places:
        home = homes[id(place)]
        newcomers = _newcomers(home, place.newcomers, home.id in heads, accounts)
        fresh += newcomers
        told_needs += _needs(home, place, {one.name: one for one in [*place.known.values(), *newcomers]})
    await Resident.bulk_create(fresh, batch_size=CHUNK)
    await _correct([pair for place in places for pair in place.corrections])
    await _write_needs(told_needs)
    lived_in = {resident.household_id for resident in fresh}
    for some in chunks(lived_in):
        await Household.filter(id__in=some, vacant_since__isnull=False).update(vacant_since=None)


def _home(place: Place) -> Household:
    if place.household:
        return place.household
    notes = next((entry.notes for entry in place.entries if entry.notes), None)
    home = Household(grid_id=place.grid.id, notes=notes)
    home.put_at(place.entries[0].door)
    return home


def _newcomers(
    home: Household, told: list[residents.Told], has_head: bool, accounts: dict[str, UUID]
) -> list[Resident]:
    head = next((one for one in told if one.is_head), told[0] if told else None)
    made = []
    for one in told:
        index = Person.index_of(one.phone) if one.phone else None
        # Several may share a number; the account behind it is the first one's.
        account = accounts.pop(index, None) if index else None
        made.append(
            Resident(
                household_id=home.id,
                person_id=account,
                home_of=account,
                head_of=home.id if one is head and not has_head else None,
                name=one.name,
                phone=one.phone,
                phone_index=index,
                birth_year=one.birth_year,
                admitted_at=clock.now(),
            )
        )
    return made


def _needs(
    home: Household, place: Place, people: dict[str, Resident]
) -> Iterator[tuple[UUID, UUID | None, needs.Told]]:
    for entry in place.entries:
        for need in entry.household_needs:
            yield home.id, None, need
        for need in entry.resident.known_needs if entry.resident else ():
            yield home.id, people[entry.resident.name].id if entry.resident else None, need


async def _heads(homes: Iterable[Household]) -> set[UUID]:
    """The households that have a head already."""
    found: set[UUID] = set()
    for some in chunks(home.id for home in homes):
        found |= {row["head_of"] for row in await Resident.filter(head_of__in=some).values("head_of")}
    return found


async def _accounts(ground: Grid, places: list[Place]) -> dict[str, UUID]:
    """Accounts by which these residents sign in with their numbers, made where nobody has one.

    Whoever lives at another door, or is answered for by other people, is left alone: they come in by an invitation.
    """
    by_index: dict[str, Person] = {}
    for place in places:
        grid = place.household.grid_id if place.household else place.grid.id
        for told in place.newcomers:
            if told.phone:
                index = Person.index_of(told.phone)
                fresh = Person(name=told.name, phone=told.phone, phone_index=index, grid_id=grid)
                by_index.setdefault(index, fresh)
    found: dict[str, UUID] = {}
    for some in chunks(by_index):
        known = {
            row["phone_index"] for row in await Person.filter(phone_index__in=some).values("phone_index")
        }
        unknown = [by_index[index] for index in some if index not in known]
        await Person.bulk_create(unknown, ignore_conflicts=True)
        found |= await _free(ground, some)
    return found


async def _free(ground: Grid, indexes: list[str]) -> dict[str, UUID]:
    rows = await Person.filter(phone_index__in=indexes, grid__path__startswith=ground.path).values(
        "id", "phone_index"
    )
    housed = await Resident.filter(home_of__in=[row["id"] for row in rows]).values("home_of")
    taken = {row["home_of"] for row in housed}
    return {row["phone_index"]: row["id"] for row in rows if row["id"] not in taken}


async def _correct(corrections: list[tuple[Resident, residents.Told]]) -> None:
    for known, told in corrections:
        known.phone, known.birth_year = told.phone or known.phone, told.birth_year or known.birth_year
        known.phone_index = Person.index_of(known.phone) if known.phone else None
        known.version += 1
        await known.save(update_fields=["phone", "birth_year", "phone_index", "version"])


async def _write_needs(told: list[tuple[UUID, UUID | None, needs.Told]]) -> None:
    by_seat = {
        Need.seat_of(need.kind, home, resident): (home, resident, need) for home, resident, need in told
    }
    for some in chunks(by_seat):
        known = {row["seat"] for row in await Need.filter(seat__in=some).values("seat")}
        fresh = [
            Need(
                household_id=home,
                resident_id=resident,
                kind=need.kind,
                seat=seat,
                month=need.month,
                note=need.note,
            )
            for seat, (home, resident, need) in ((seat, by_seat[seat]) for seat in some)
            if seat not in known
        ]
        await Need.bulk_create(fresh)
