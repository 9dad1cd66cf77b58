"""Ground of any size to measure on: a city of grids with twenty households each, or more, and some people in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from backend import settings
from backend.access.actor import Actor
from backend.access.models import Person, Role
from backend.grids import paths
from backend.grids.models import Grid, Tier
from backend.households.models import Household, Resident
from backend.kit import clock, sql
from tests import community

HOUSEHOLDS = 20
GRIDS, COMMUNITIES = 25, 20
"""Of each community, of each town."""
AT_ONCE = 2_000

_ON_SQLITE = "printf('01a00000-0000-7000-8000-%012x', {number})"
_ON_POSTGRES = "CAST('01a00000-0000-7000-8000-' || lpad(to_hex({number}), 12, '0') AS uuid)"
_HOUSEHOLDS = """
    INSERT INTO household (id, grid_id, building, unit, room, order_key, seat, language, created_at, version)
    SELECT {id}, grid.id, '3', '2', CAST(100 + door.number AS text), door.key, door.key, 'zh-Hans', ?, 1
    FROM (SELECT id, row_number() OVER (ORDER BY path) - 1 AS place FROM grid WHERE tier = 'MICRO_GRID') AS grid
    CROSS JOIN (VALUES {doors}) AS door (number, key)"""
# SQLite names the columns of VALUES by itself.
_ON_SQLITE_DOORS = "(SELECT column1 AS number, column2 AS key FROM (VALUES {doors})) AS door"


@dataclass(frozen=True, slots=True)
class Ground:
    """A city, who speaks for it, and people who read."""

    city: Grid
    community: Grid
    """One of its communities."""
    editor: Person
    readers: list[Actor]


async def settle(households: int, readers: int, per_grid: int = HOUSEHOLDS) -> Ground:
    """Fill an empty database."""
    city = await community.grid("城市", Tier.CITY, None)
    some = await _grids(city, -(-households // per_grid))
    await _households(per_grid)
    await _analyze()
    editor = await community.appointed("信息员", Role.EDITOR, city)
    return Ground(city, some, editor, await _readers(households, readers))


async def _grids(city: Grid, number: int) -> Grid:
    rows: list[Grid] = []
    for step in range(1, -(-number // (GRIDS * COMMUNITIES)) + 1):
        town = _below(city, Tier.TOWN, step)
        rows.append(town)
        for one in range(1, COMMUNITIES + 1):
            part = _below(town, Tier.COMMUNITY, one)
            rows += [part, *(_below(part, Tier.MICRO_GRID, grid) for grid in range(1, GRIDS + 1))]
    lowest = [row for row in rows if row.tier is Tier.MICRO_GRID][number:]
    beyond = {row.id for row in lowest}
    for tier in (Tier.TOWN, Tier.COMMUNITY, Tier.MICRO_GRID):
        level = [row for row in rows if row.tier is tier and row.id not in beyond]
        for begin in range(0, len(level), AT_ONCE):
            await Grid.bulk_create(level[begin : begin + AT_ONCE], batch_size=500)
    return rows[1]


def _below(above: Grid, tier: Tier, step: int) -> Grid:
    path = above.path + paths.written(step)
    return Grid(code=f"bench-{path}", name=f"第{step}", tier=tier, parent_id=above.id, path=path)


async def _households(per_grid: int) -> None:
    doors = ", ".join(f"({number}, '{_key(number)}')" for number in range(1, per_grid + 1))
    statement = _HOUSEHOLDS
    if not settings.settings().on_postgres:
        statement = statement.replace("(VALUES {doors}) AS door (number, key)", _ON_SQLITE_DOORS)
    number = f"grid.place * {per_grid} + door.number"
    written = _ON_POSTGRES if settings.settings().on_postgres else _ON_SQLITE
    await sql.run(statement.format(id=written.format(number=number), doors=doors), clock.now())


def _key(number: int) -> str:
    return f"1013010121103{100 + number}"


async def _analyze() -> None:
    # A database that is in use for a while knows its tables.
    await sql.run("ANALYZE")


async def _readers(households: int, number: int) -> list[Actor]:
    """People of households all over the city."""
    homes = [UUID(f"01a00000-0000-7000-8000-{place:012x}") for place in _spread(households, number)]
    grids = dict(await Household.filter(id__in=homes).values_list("id", "grid_id"))
    people = [Person(name="住户", grid_id=grids[home]) for home in homes]
    await Person.bulk_create(people, batch_size=250)
    await Resident.bulk_create(
        [
            Resident(
                household_id=home,
                person_id=person.id,
                home_of=person.id,
                head_of=home,
                name="住户",
                admitted_at=clock.now(),
            )
            for home, person in zip(homes, people, strict=True)
        ],
        batch_size=250,
    )
    return [Actor(id=person.id) for person in people]


def _spread(households: int, number: int) -> Iterator[int]:
    yield from range(1, households + 1, max(1, households // number))
