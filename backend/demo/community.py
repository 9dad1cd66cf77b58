"""Builds the demo community through the same verbs that people use."""

from datetime import timedelta
from importlib.resources import files
from uuid import UUID

from backend.access import audit, sessions
from backend.access import people as access
from backend.access.actor import Actor
from backend.access.models import Deed, Person, Post, Role
from backend.demo import people as cast
from backend.demo.people import Neighbour
from backend.grids import imports, posts
from backend.grids.models import Grid, Tier
from backend.households import doors, liaisons, needs, registering, residents
from backend.households.models import Household, NeedKind
from backend.kit import clock
from backend.volunteers import applying, deciding
from backend.volunteers.models import Skill
from backend.volunteers.offers import Hours, Offer

DIVISIONS = files("backend.grids") / "divisions" / "jiaxing.csv"
BELOW = files("backend.demo") / "grids.csv"

BUILT = "buildDemo"
"""The deed by which a database is known to hold made-up people only."""

ANY_TIME = tuple(Hours(weekday, 8 * 60, 21 * 60) for weekday in range(1, 8))
EVENINGS = tuple(Hours(weekday, 18 * 60, 22 * 60) for weekday in range(1, 6))


async def is_there() -> bool:
    """Whether anything has been loaded into this database, or anybody has come, yet."""
    return await Grid.exists() or await Person.exists()


async def is_the_demo() -> bool:
    """Whether this database was made by the demo, so that codes may be shown on the screen."""
    return await Deed.filter(verb=BUILT, actor=None).exists()


async def build() -> None:
    """The ground, who answers for it, who helps, and who lives where."""
    await audit.note(None, BUILT, "Grid")
    await imports.load(DIVISIONS.read_bytes())
    await imports.load(BELOW.read_bytes())
    await _appoint_everybody()
    await _register_doors()
    await _find_volunteers()


async def acting(neighbour: Neighbour) -> Actor:
    """Somebody of the demo as an actor."""
    person = await Person.get(phone_index=Person.index_of(access.parse_phone(neighbour.phone)))
    return await sessions.acting_as(person.id)


async def grid_id(code: str) -> UUID:
    """The grid with this code."""
    return (await Grid.get(code=code)).id


async def _appoint_everybody() -> None:
    """The town's leader comes from outside the tree, as the first one always does; the others are appointed."""
    first = cast.TOWN_LEADER
    town = await grid_id(first.grid)
    leader = await access.enrol(first.name, access.parse_phone(first.phone), town)
    await Post.create(person=leader, grid_id=town, role=Role.LEADER, seat=Role.LEADER.value)
    for one in cast.BELOW_THE_TOWN:
        if one.role is not None:
            await posts.appoint(await acting(first), await grid_id(one.grid), one.role, one.name, one.phone)


async def _register_doors() -> None:
    """Two stairs by the river, one house under the osmanthus trees, one door in the other grid."""
    leader, other = await acting(cast.GRID_LEADER), await acting(cast.OTHER_LEADER)
    formula = needs.parse(NeedKind.INFANT, _months_ago(4), "牛奶蛋白过敏")
    alone = needs.parse(NeedKind.LIVES_ALONE_OVER_70, None, None)
    no_phone = needs.parse(NeedKind.NO_SMARTPHONE, None, None)
    due = needs.parse(NeedKind.PREGNANCY, _months_ago(-3), None)

    await _door(leader, cast.RIVERSIDE, "3", "2", "502", cast.MOTHER, 1991, formula)
    await _door(leader, cast.RIVERSIDE, "3", "2", "101", cast.OLD_MAN, 1943, alone)
    await _door(leader, cast.OSMANTHUS, "7", "1", "301", cast.EXPECTING, 1993, due)
    await _door(leader, cast.OSMANTHUS, "7", "1", "402", cast.FAMILY, 1985)
    await _door(other, cast.NEW_GARDEN, "12", "1", "601", cast.TEACHER, 1980)
    for name, room, born, told in (
        ("陆阿妹", "201", 1939, (alone, no_phone)),
        ("张伟", "301", 1978, ()),
        ("李娜", "401", 1988, ()),
        ("王根发", "601", 1951, (no_phone,)),
    ):
        await _door(leader, cast.RIVERSIDE, "3", "2", room, Neighbour(name, "", cast.RIVERSIDE), born, *told)
    for number in range(1, 7):
        door = doors.parse("3", "1", f"{number}01")
        await registering.register(leader, await grid_id(cast.RIVERSIDE), door)
    await _give_stair_to_liaison(leader)


async def _door(
    actor: Actor, grid: str, building: str, unit: str, room: str, who: Neighbour, born: int, *told: needs.Told
) -> None:
    told_of = residents.parse(who.name, who.phone or None, born, is_head=True, told=told)
    await registering.register(actor, await grid_id(grid), doors.parse(building, unit, room), (told_of,))


async def _give_stair_to_liaison(leader: Actor) -> None:
    for liaison, grid in ((cast.LIAISON, cast.RIVERSIDE), (cast.OTHER_LIAISON, cast.OSMANTHUS)):
        post = await Post.get(person_id=(await acting(liaison)).id, role=Role.LIAISON)
        homes = await Household.filter(grid__code=grid).order_by("order_key")
        await liaisons.assign(leader, post.id, homes[0].id, homes[-1].id)


async def _find_volunteers() -> None:
    """Two who help already, and one whose offer waits for the leader."""
    leader = await acting(cast.GRID_LEADER)
    carrying = Offer((Skill.CARRYING, Skill.SHOPPING), ANY_TIME, Tier.COMMUNITY, "余新商会")
    driving = Offer((Skill.DRIVING, Skill.CARRYING), ANY_TIME, Tier.TOWN, "蓝天车队")
    evenings = Offer((Skill.CHILD_CARE, Skill.TEACHING_PHONES), EVENINGS, Tier.GRID)
    for who, offer in ((cast.CHEN, carrying), (cast.ZHOU, driving), (cast.APPLICANT, evenings)):
        grid = await grid_id(who.grid)
        person = await access.enrol(who.name, access.parse_phone(who.phone), grid)
        volunteer = await applying.apply(await sessions.acting_as(person.id), grid, offer)
        if who is not cast.APPLICANT:
            await deciding.approve(leader, volunteer.id)


def _months_ago(months: int) -> str:
    return (clock.now() - timedelta(days=30 * months)).strftime("%Y-%m")
