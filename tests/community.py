"""A small town with the people who answer for it, for tests that need some ground under their feet."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.expressions import Q

from backend.access import sessions
from backend.access.actor import Actor
from backend.access.models import Person, Post, Role
from backend.grids import paths
from backend.grids.models import Grid, Tier


@dataclass(frozen=True, slots=True)
class Town:
    """余新镇 with one community of two grids.

    `above` leads the town, `leader` and `member` work in the east grid, `neighbour` leads the west grid.
    """

    town: Grid
    community: Grid
    east: Grid
    west: Grid
    above: Person
    leader: Person
    member: Person
    neighbour: Person


async def build() -> Town:
    """The town and its people; households and volunteers are for each test to add."""
    town = await grid("余新镇", Tier.TOWN, None)
    community = await grid("金星社区", Tier.COMMUNITY, town)
    east = await grid("第一网格", Tier.GRID, community)
    west = await grid("第二网格", Tier.GRID, community)
    return Town(
        town,
        community,
        east,
        west,
        above=await appointed("沈国强", Role.LEADER, town),
        leader=await appointed("王芳", Role.LEADER, east),
        member=await appointed("李建平", Role.MEMBER, east),
        neighbour=await appointed("朱美珍", Role.LEADER, west),
    )


async def grid(name: str, tier: Tier, parent: Grid | None) -> Grid:
    """One more grid below another."""
    last = await Grid.filter(parent_id=parent.id if parent else None).order_by("-path").first()
    path = (parent.path if parent else "") + paths.next_step(last.path if last else None)
    return await Grid.create(code=f"test-{path}", name=name, tier=tier, parent=parent, path=path)


async def appointed(name: str, role: Role, grid: Grid) -> Person:
    """Somebody new who holds this post."""
    person = await resident(name, grid)
    seat = role.value if role.is_single else f"{role.value}:{person.id}"
    await Post.create(person=person, grid=grid, role=role, seat=seat)
    return person


async def resident(name: str, grid: Grid) -> Person:
    """Somebody new who belongs to this grid and holds no post."""
    return await Person.create(name=name, grid=grid)


async def actor(person: Person) -> Actor:
    """The person as the actor of a rule, with the posts they hold now."""
    home: str | None = None
    if isinstance(person.grid_id, UUID):
        home = (await Grid.get(id=person.grid_id)).path
    holdings = await sessions._holdings(Q(person_id=person.id))
    return Actor(id=person.id, name=person.name, home=home, holdings=holdings)
