"""The clock, the curve and the parts of a notice are right at each moment, over all households of its ground."""

from datetime import timedelta

from backend.households.models import Household
from backend.kit import clock, nodes
from backend.notices.kinds import Earnest, Way
from backend.notices.models import Notice
from backend.notices.reach import cascade, comparing, figures, handing_down, receipts, scope
from backend.notices.reach.cascade import Cascade, Clock, Point
from backend.notices.reach.figures import Figures
from backend.notices.reach.receipts import Seen, Sight
from backend.notices.relaying import turns
from backend.notices.writing import correcting, publishing
from tests import community
from tests.community import Town
from tests.households.builders import household, living
from tests.notices import builders


async def doors(town: Town, number: int) -> list[Household]:
    """So many doors in the east grid, and as many in the west."""
    made = [
        await household(town, f"{one}栋 1", grid=grid.id)
        for grid in (town.east, town.west)
        for one in range(number)
    ]
    for home in made:
        await living(home, "住户")
    return made


async def shown(notice: Notice, home: Household, after: float) -> None:
    """It was shown in this household so many seconds after it went out."""
    assert notice.published_at
    with clock.held(notice.published_at + timedelta(seconds=after)):
        sight = Sight(notice.id, Seen.SHOWN, household=home.id)
        await receipts.record(await community.actor(await community.resident("路人", await home.grid)), sight)


async def seen(town: Town, notice: Notice) -> tuple[dict[str, Figures], Cascade]:
    """What whoever leads the town sees."""
    mine = await scope.of(await community.actor(town.above), notice.id)
    parts = await figures.by_part(mine, is_waiting=(await handing_down.of(mine)).is_waiting)
    return parts, await cascade.of(mine, parts)


async def test_the_clock_tells_when_half_nine_in_ten_and_all_were_reached(town: Town) -> None:
    homes = await doors(town, 5)
    notice = await builders.published(town.above, town.community)
    _, before = await seen(town, notice)
    assert before == Cascade(Clock(), [], dict.fromkeys((town.east.path, town.west.path), Clock()))

    for number, home in enumerate(homes, 1):
        await shown(notice, home, number * 10 - 0.5)
        _, now = await seen(town, notice)
        assert now.clock == Clock(
            50 if number >= 5 else None, 90 if number >= 9 else None, 100 if number == 10 else None
        )
        assert now.curve == [Point(one * 10, one) for one in range(1, number + 1)]


async def test_each_part_has_a_clock_of_its_own(town: Town) -> None:
    homes = await doors(town, 2)
    notice = await builders.published(town.above, town.town)
    for home, after in zip(homes, (10, 20, 30, 400), strict=True):
        await shown(notice, home, after)
    mine = await scope.of(await community.actor(town.above), notice.id, town.community.id)
    parts = await figures.by_part(mine, is_waiting=False)
    found = await cascade.of(mine, parts)
    assert found.clock == Clock(20, 400, 400)
    assert found.parts == {town.east.path: Clock(10, 20, 20), town.west.path: Clock(30, 400, 400)}
    assert {path: (one.households, one.reached) for path, one in parts.items()} == {
        town.east.path: (2, 2),
        town.west.path: (2, 2),
    }


async def test_a_long_curve_has_sixty_points_and_ends_at_the_last(town: Town) -> None:
    homes = await doors(town, 40)
    notice = await builders.published(town.above, town.town)
    for number, home in enumerate(homes, 1):
        await shown(notice, home, number)
    _, found = await seen(town, notice)
    assert len(found.curve) <= 60
    assert (found.curve[0], found.curve[-1]) == (Point(1, 1), Point(80, 80))
    assert all(one.seconds == one.reached for one in found.curve)


async def test_those_to_whom_it_is_still_handed_down_count_as_not_reached(town: Town) -> None:
    homes = await doors(town, 1)
    wanted = builders.draft(grounds=[town.east, town.west], way=Way.RELAYED)
    notice = await builders.published(town.above, town.town, wanted)
    await turns.pass_on(await community.actor(town.leader), notice.id, town.east.id)
    await shown(notice, homes[0], 30)

    parts, found = await seen(town, notice)
    one = parts[town.community.path]
    assert (one.households, one.waiting, one.reached) == (2, 1, 1)
    assert found.clock == Clock(30, None, None)

    clock.advance(timedelta(minutes=10))
    mine = await scope.of(await community.actor(town.above), notice.id)
    [stall] = (await handing_down.of(mine)).stalls
    assert (stall.path, stall.person, stall.passed_at) == (town.west.path, "朱美珍", None)


async def test_a_notice_is_not_compared_with_its_own_older_versions(town: Town) -> None:
    await doors(town, 1)
    made = [await builders.published(town.above, town.town)]
    actor = await community.actor(town.above)
    for _ in range(3):
        clock.advance(timedelta(hours=1))
        made.append(await builders.published(town.above, town.town))
        corrected = await correcting.correct(actor, made[-1].id, builders.draft(), "写错了", made[-1].version)
        made.append(await publishing.publish(actor, corrected.id, corrected.version))
    again = await correcting.correct(actor, made[-1].id, builders.draft(), "又错了", made[-1].version)
    newest = await publishing.publish(actor, again.id, again.version)
    found = [before.notice.id for before in await comparing.earlier(await scope.of(actor, newest.id))]
    assert found == [nodes.opaque("Notice", one.id) for one in reversed(made[:-2])]


async def test_drills_are_compared_with_drills_and_real_ones_with_real_ones(town: Town) -> None:
    [home, *_] = await doors(town, 1)
    made = []
    for earnest in (Earnest.ACTUAL, Earnest.EXERCISE, Earnest.TEST, Earnest.ACTUAL):
        made.append(await builders.published(town.above, town.town, builders.draft(earnest=earnest)))
        clock.advance(timedelta(hours=1))
    await shown(made[0], home, 120)
    mine = await scope.of(await community.actor(town.above), made[3].id)
    [before] = await comparing.earlier(mine)
    assert (before.notice.published_at, before.clock) == (made[0].published_at, Clock(120, None, None))
    assert (before.figures.households, before.figures.reached) == (2, 1)
    assert await comparing.earlier(await scope.of(await community.actor(town.above), made[1].id)) == []
