"""Who sees which grids, and how the tree grows."""

from uuid import UUID

from tortoise.expressions import F
from tortoise.queryset import QuerySet

from backend.access import audit
from backend.access.actor import Actor
from backend.access.models import Role
from backend.grids import paths, statements
from backend.grids.models import Grid, Tier
from backend.grids.refusals import CodeTaken, GridClosed, NameTaken, TooDeep, WrongTier
from backend.kit import live, nodes, texts, work
from backend.kit.refusals import BadInput, Changed, NotFound
from backend.kit.words import Words

NAME_LENGTH = 40
TIER_NAME_LENGTH = 20
CODE_LENGTH = 40
MOST_PARTS = 40
"""Micro-grids that one grid may be split into at once."""

BAD_NAME = Words(
    f"请写名字，不超过 {NAME_LENGTH} 个字。",
    f"請寫名字，不超過 {NAME_LENGTH} 個字。",
    f"Write a name of at most {NAME_LENGTH} characters.",
)
BAD_TIER_NAME = Words(
    f"本地叫法不超过 {TIER_NAME_LENGTH} 个字。",
    f"本地叫法不超過 {TIER_NAME_LENGTH} 個字。",
    f"The local word can have at most {TIER_NAME_LENGTH} characters.",
)
BAD_CODE = Words(
    f"编码不超过 {CODE_LENGTH} 个字，不要空格。",
    f"編碼不超過 {CODE_LENGTH} 個字，不要空格。",
    f"A code has at most {CODE_LENGTH} characters and no spaces.",
)
BAD_PARTS = Words(
    f"请分成 2 到 {MOST_PARTS} 个，名字不要重复。",
    f"請分成 2 到 {MOST_PARTS} 個，名字不要重複。",
    f"Split it into 2 to {MOST_PARTS}, each with a name of its own.",
)


def visible(_actor: Actor) -> QuerySet[Grid]:
    """Every grid: which grids there are, and what they are called, is public to whoever is signed in."""
    return Grid.all()


async def get(actor: Actor, grid: UUID, *roles: Role) -> Grid:
    """A grid that one of the actor's posts (of these roles, where some are named) reaches; `NotFound` otherwise."""
    found = await visible(actor).get_or_none(id=grid)
    if found is None or not actor.answers_for(found.path, *roles):
        raise NotFound
    return found


async def hold(grid: UUID) -> Grid:
    """A grid that nobody else closes, or puts a door of on the list, until the present unit of work is done."""
    return await Grid.filter(id=grid).select_for_update(no_key=True).get()


def refuse_closed(grid: Grid) -> None:
    """`GridClosed` where nothing stands on a grid any more."""
    if not grid.is_open:
        raise GridClosed(name=grid.name)


def ancestors(path: str) -> list[str]:
    """The paths of the grids from the top down to the one at this path, which is the last of them."""
    return paths.ancestors(path)


@work.verb
async def add(
    actor: Actor,
    parent: UUID,
    name: str,
    tier: Tier,
    *,
    tier_name: str = "",
    code: str | None = None,
    key: UUID | None = None,
) -> Grid:
    """Put a new grid below one that the actor leads. Without a code it gets one made from its parent's."""
    await statements.hold_the_tree()
    above = await get(actor, parent, Role.LEADER)
    check_place(above, tier)
    grid = Grid(
        name=parse_name(name),
        tier=tier,
        tier_name=parse_tier_name(tier_name),
        parent_id=above.id,
        time_zone=above.time_zone,
    )
    await check_name(above.id, grid.name)

    grid.code = await _free_code(code) if code else await _code_below(above)
    grid.path = await place_below(above)
    await grid.save()
    await audit.note(actor, "addGrid", "Grid", grid.id)
    live.changed("Grid", grid.id, path=grid.path)
    return grid


@work.verb
async def rename(
    actor: Actor, grid: UUID, name: str, *, version: int, tier_name: str = "", key: UUID | None = None
) -> Grid:
    """Call a grid, and its level, by other names."""
    found = await get(actor, grid, Role.LEADER)
    name, tier_name = parse_name(name), parse_tier_name(tier_name)
    if found.parent_id:
        await check_name(found.parent_id, name, but=found.id)

    await change(found, version, name=name, tier_name=tier_name)
    await audit.note(actor, "renameGrid", "Grid", grid)
    return found


@work.verb
async def split(actor: Actor, grid: UUID, names: list[str]) -> list[Grid]:
    """Make micro-grids below a grid, one for each name, in this order. Its doors are shared out by the households."""
    names = [parse_name(name) for name in names]
    if not 2 <= len(names) <= MOST_PARTS or len(set(names)) < len(names):
        raise BadInput(field="names", reason=BAD_PARTS)
    parts = [await add(actor, grid, name, Tier.MICRO_GRID) for name in names]
    await audit.note(actor, "splitGrid", "Grid", grid, parts=len(parts))
    return parts


async def change(grid: Grid, version: int, **columns: object) -> None:
    """Write these columns unless somebody else changed the grid since this version."""
    if not await Grid.filter(id=grid.id, version=version).update(version=F("version") + 1, **columns):
        await grid.refresh_from_db(fields=["version"])
        raise Changed(version=grid.version, node=nodes.opaque("Grid", grid.id))
    await grid.refresh_from_db()
    live.changed("Grid", grid.id, path=grid.path)


def check_place(above: Grid, tier: Tier) -> None:
    """Refuse where no grid of this tier can stand below the other."""
    refuse_closed(above)
    if tier.rank < above.tier.rank:
        raise WrongTier(above=above.name)


async def check_name(parent: UUID, name: str, *, but: UUID | None = None) -> None:
    """Refuse a name that an open grid right below the same parent has."""
    if await Grid.filter(parent_id=parent, name=name, closed_at__isnull=True).exclude(id=but).exists():
        raise NameTaken(name=name)


async def place_below(above: Grid) -> str:
    """The next free path below a grid; the tree must be held."""
    if paths.depth(above.path) >= paths.DEEPEST:
        raise TooDeep(most=paths.DEEPEST)
    last = await Grid.filter(parent_id=above.id).order_by("-path").first()
    return above.path + paths.next_step(last.path if last else None)


async def _free_code(code: str) -> str:
    if len(code) > CODE_LENGTH or code != "".join(texts.line(code).split()):
        raise BadInput(field="code", reason=BAD_CODE)
    if holder := await Grid.get_or_none(code=code):
        raise CodeTaken(code=code, holder=holder.name)
    return code


async def _code_below(above: Grid) -> str:
    """The parent's code and the first number that is free: 330402001001-01."""
    taken = {grid["code"] for grid in await Grid.filter(code__startswith=f"{above.code}-").values("code")}
    number = 1
    while (code := f"{above.code}-{number:02}") in taken:
        number += 1
    return code


def parse_name(text: str) -> str:
    """A grid's name without blanks around it; `BadInput` where it is empty or too long."""
    name = texts.line(text)
    if not 0 < len(name) <= NAME_LENGTH:
        raise BadInput(field="name", reason=BAD_NAME)
    return name


def parse_tier_name(text: str) -> str:
    """What people call a level; empty for the usual word."""
    name = texts.line(text)
    if len(name) > TIER_NAME_LENGTH:
        raise BadInput(field="tierName", reason=BAD_TIER_NAME)
    return name
