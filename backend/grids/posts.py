"""Who answers for which ground: appointing, standing in for a time, and stepping down."""

from datetime import datetime, timedelta
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from backend.access import audit, people
from backend.access.actor import Actor, under
from backend.access.models import Person, Post, Role
from backend.grids import messages, paths, rules
from backend.grids.models import Grid, Tier
from backend.grids.refusals import AppointedFromAbove, LastLeader, NoSuchCode, SeatTaken
from backend.kit import clock, live, work
from backend.kit.refusals import BadInput, NotFound
from backend.kit.words import Words

LONGEST = timedelta(days=366)
"""For how long at the most a post that ends by itself is given."""

BAD_UNTIL = Words(
    "请选今天以后、一年以内的日子。",
    "請選今天以後、一年以內的日子。",
    "Please choose a day after today and within a year.",
)


def visible(actor: Actor) -> QuerySet[Post]:
    """Posts in force on ground that the actor answers for, and on the ground around their home and their posts."""
    around = {path for inside in _places(actor) for path in paths.ancestors(inside)}
    return Post.filter(
        under(actor.reach(), "grid__path") | Q(grid__path__in=sorted(around)),
        Post.held_now(),
        grid__closed_at__isnull=True,
    )


def may_see(actor: Actor, path: str) -> bool:
    """Whether the actor may know who holds the posts of the grid at this path: they live or work in it, or above."""
    return actor.answers_for(path) or any(inside.startswith(path) for inside in _places(actor))


def may_call(actor: Actor, path: str, tier: Tier) -> bool:
    """Whether the actor sees the numbers of those with posts there: neighbours call their community, not the mayor."""
    if tier.rank >= Tier.COMMUNITY.rank:
        return may_see(actor, path)
    return actor.answers_for(path) or any(inside.startswith(path) for inside in actor.reach())


def _places(actor: Actor) -> list[str]:
    return [*actor.reach(), *([actor.home] if actor.home else [])]


def answers() -> Q:
    """Posts whose holder answers for the whole grid: its leader's, and in a micro-grid a liaison's (微网格长)."""
    return Q(role=Role.LEADER) | Q(role=Role.LIAISON, grid__tier=Tier.MICRO_GRID)


def may_appoint(actor: Actor, path: str, role: Role) -> bool:
    """Whether the actor gives posts of this role there: leaders are appointed from above, others by their leader."""
    if role is Role.LEADER:
        return actor.answers_above(path, Role.LEADER)
    return actor.answers_for(path, Role.LEADER)


@work.verb
async def appoint(
    actor: Actor,
    grid: UUID,
    role: Role,
    name: str,
    phone: str,
    *,
    until: datetime | None = None,
    instead_of: UUID | None = None,
    key: UUID | None = None,
) -> Post:
    """Give somebody a post, perhaps until a day, perhaps in the place of whoever holds it now."""
    ground = await rules.get(actor, grid, Role.LEADER)
    before = await _held(actor, instead_of) if instead_of else None
    if not may_appoint(actor, ground.path, role) and not await _hands_over(actor, ground, role, before):
        raise AppointedFromAbove
    rules.refuse_closed(await rules.hold(grid))
    _check_until(until)
    if before and (before.grid_id != grid or before.role is not role):
        raise NotFound

    person = await _enrol(name, phone, grid)
    if before:
        await finish(Post.filter(id=before.id), ground)
    return await _seat(actor, Post(grid_id=grid, person=person, role=role, until=until), ground)


@work.verb
async def stand_in(
    actor: Actor, post: UUID, name: str, phone: str, until: datetime, *, key: UUID | None = None
) -> Post:
    """Have somebody stand in for a post until a day; its holder asks for it, or whoever appoints them."""
    principal = await _held(actor, post)
    if principal.person_id != actor.id and not may_appoint(actor, principal.grid.path, principal.role):
        raise NotFound
    if principal.stands_in_for_id:
        raise NotFound
    _check_until(until)
    # Who ends the post meanwhile ends this one with it, or nobody stands in for it.
    if not await Post.filter(Post.held_now(), id=post).select_for_update(no_key=True).first():
        raise NotFound

    person = await _enrol(name, phone, principal.grid_id)
    if person.id == principal.person_id:
        raise SeatTaken(holder=person.name)
    deputy = Post(
        grid_id=principal.grid_id,
        person=person,
        role=principal.role,
        until=until,
        stands_in_for_id=principal.id,
    )
    return await _seat(actor, deputy, principal.grid)


@work.verb
async def end(actor: Actor, post: UUID, *, key: UUID | None = None) -> Post:
    """End a post: whoever appoints may, its holder may, and for a stand-in whoever they stand in for."""
    found = await _held(actor, post)
    holders = {found.person_id, found.stands_in_for.person_id if found.stands_in_for else None}
    if actor.id not in holders and not may_appoint(actor, found.grid.path, found.role):
        raise NotFound
    if (
        found.role is Role.LEADER
        and not found.stands_in_for_id
        and not await is_led_from_above(found.grid.path)
    ):
        raise LastLeader

    await finish(Post.filter(id=found.id), found.grid)
    await audit.note(actor, "endPost", "Post", found.id, role=found.role.value)
    await found.refresh_from_db(fields=["ended_at", "seat"])
    return found


async def install(code: str, name: str, phone: str, *, replace: bool = False) -> Post:
    """Make somebody a grid's leader from outside the tree: the first one has nobody above who could."""
    ground = await Grid.get_or_none(code=code)
    if ground is None:
        raise NoSuchCode(code=code)
    rules.refuse_closed(ground)
    person = await _enrol(name, phone, ground.id)
    if replace:
        await finish(Post.filter(grid_id=ground.id, seat=Role.LEADER.value), ground)
    return await _seat(None, Post(grid_id=ground.id, person=person, role=Role.LEADER), ground)


async def end_all(actor: Actor, grid: Grid) -> None:
    """End every post of a grid that closes."""
    for post in await Post.filter(grid_id=grid.id, ended_at__isnull=True):
        await audit.note(actor, "endPost", "Post", post.id, role=post.role.value)
    await finish(Post.filter(grid_id=grid.id, ended_at__isnull=True), grid)


async def run_out(over: QuerySet[Post], grid: Grid) -> int:
    """End those of these posts whose day has come, in nobody's name; how many there were."""
    ended = await finish(over.filter(ended_at__isnull=True, until__lte=clock.now()), grid)
    for post in ended:
        await audit.note(None, "endPost", "Post", post)
    return len(ended)


async def finish(over: QuerySet[Post], grid: Grid) -> list[UUID]:
    """Let these posts and their stand-ins be over from now on, and tell those who held them."""
    ids = [post.id for post in await over.select_for_update(no_key=True)]
    if not ids:
        return []
    ended = Post.filter(Q(id__in=ids) | Q(stands_in_for_id__in=ids), ended_at__isnull=True)
    holders = [post.person_id for post in await ended]
    await ended.update(ended_at=clock.now(), seat=None)
    await _tell(holders, grid, messages.ended)
    return ids


async def is_led_from_above(path: str) -> bool:
    """Whether somebody leads a grid above the one at this path, and so can appoint its next leader."""
    above = paths.ancestors(path)[:-1]
    return await Post.filter(
        Post.held_now(), role=Role.LEADER, grid__path__in=above, grid__closed_at__isnull=True
    ).exists()


async def _held(actor: Actor, post: UUID) -> Post:
    found = await visible(actor).select_related("grid", "stands_in_for").get_or_none(id=post)
    if found is None:
        raise NotFound
    return found


async def _hands_over(actor: Actor, ground: Grid, role: Role, before: Post | None) -> bool:
    """Whoever leads the topmost grid has nobody above: they name their successor themselves."""
    return (
        role is Role.LEADER
        and before is not None
        and before.person_id == actor.id
        and not await is_led_from_above(ground.path)
    )


def _check_until(until: datetime | None) -> None:
    if until and (until.tzinfo is None or not clock.now() < until <= clock.now() + LONGEST):
        raise BadInput(field="until", reason=BAD_UNTIL)


async def _enrol(name: str, phone: str, grid: UUID) -> Person:
    return await people.enrol(people.parse_name(name), people.parse_phone(phone), grid)


async def _seat(actor: Actor | None, post: Post, grid: Grid) -> Post:
    """Write the post down, unless somebody else sits on its seat."""
    post.seat = _seat_of(post)
    post.appointed_by_id = actor.id if actor else None
    # One that ran out a moment ago may not have been cleared away yet.
    await run_out(Post.filter(grid_id=post.grid_id, seat=post.seat), grid)
    # Two who appoint at once both write; the seat lets one through.
    await Post.bulk_create([post], ignore_conflicts=True)
    kept = await Post.get_or_none(id=post.id)
    if kept is None:
        holder = await Post.get(grid_id=post.grid_id, seat=post.seat).select_related("person")
        raise SeatTaken(holder=holder.person.name)
    await audit.note(
        actor, "standIn" if post.stands_in_for_id else "appoint", "Post", post.id, role=post.role.value
    )
    await _tell([post.person_id], grid, messages.appointed)
    return kept


def _seat_of(post: Post) -> str:
    if post.stands_in_for_id:
        return f"STAND_IN:{post.stands_in_for_id}"
    return post.role.value if post.role.is_single else f"{post.role.value}:{post.person_id}"


async def _tell(holders: list[UUID], grid: Grid, tell: messages.Telling) -> None:
    await tell(holders, grid)
    live.changed("Post", path=grid.path, people=holders)
