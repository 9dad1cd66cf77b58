"""Who cannot stand their shifts any more loses the places to come, and others have them."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from backend.access.models import Deed, Person, Post
from backend.grids import moves, posts
from backend.grids import rules as grids
from backend.grids.models import Grid, Tier
from backend.kit import clock
from backend.shifts import attendance, changing, clockwork, jobs, losing, planning
from backend.shifts.clock_models import Due
from backend.shifts.models import Shift, SignupState
from backend.volunteers import applying, deciding, qualifications
from backend.volunteers.models import Qualification, QualificationKind, Volunteer
from tests import community
from tests.community import Town
from tests.shifts import builders
from tests.supplies.builders import acting, told
from tests.test_indexes import looked_through, statements
from tests.volunteers import builders as volunteers


async def gone() -> int:
    """Go the round of the lost until nothing is left to do."""
    done = 0
    while step := await jobs.let_go_who_cannot():
        done += step
    return done


async def end(town: Town, person: Person) -> None:
    """The leader ends somebody's volunteering."""
    offer = await Volunteer.get(person_id=person.id)
    await deciding.end(await acting(town.leader), offer.id, "没有按约定来")


async def test_who_can_stand_their_shifts_keeps_them(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(number=3))
    for person in (await builders.volunteer(town, "陈晨"), town.member, town.above):
        await builders.joined(person, shift)
    before = await builders.everything()
    assert await gone() == 0
    assert await builders.everything() == before


@pytest.mark.parametrize("how", ["ended", "left"])
async def test_the_places_of_who_is_no_volunteer_any_more_go_to_who_waits(town: Town, how: str) -> None:
    shift = await builders.shift(town, builders.plan(number=1))
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    for person in (chen, zhou):
        await builders.joined(person, shift, may_wait=True)
    if how == "ended":
        await end(town, chen)
    else:
        await applying.leave(await acting(chen))
    assert await gone() == 1
    await builders.gone()
    assert await builders.on(shift) == {"周舟": "JOINED", "陈晨": "LEFT"}
    kept = await builders.signup_of(chen, shift)
    assert (kept.left_late, await Due.filter(signup_id=kept.id).count()) == (False, 0)
    assert (await builders.role_of(shift)).taken == 1
    assert "您的一个班已另作安排" in await told(chen)
    assert "有人退出值班" in await told(town.leader)
    assert await Deed.filter(verb="loseShift", actor=None, row=kept.id).count() == 1


async def test_who_only_waited_or_asked_does_so_no_more(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(number=1, by_approval=True))
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    await builders.joined(chen, shift)
    await end(town, chen)
    assert await gone() == 1
    assert "有人退出值班" not in await told(town.leader)
    assert (await builders.signup_of(chen, shift)).state is SignupState.LEFT
    assert (await builders.joined(zhou, shift)).state is SignupState.ASKED


async def test_a_break_costs_the_shifts_within_it_and_no_others(town: Town) -> None:
    chen = await builders.volunteer(town, "陈晨")
    begins = clock.now()
    within = await builders.shift(town, builders.plan(begins + timedelta(days=2)))
    after = await builders.shift(town, builders.plan(begins + timedelta(days=5)))
    for shift in (within, after):
        await builders.joined(chen, shift)
    await applying.pause(await acting(chen), (begins + timedelta(days=4)).date())
    assert await gone() == 1
    assert (await builders.on(within), await builders.on(after)) == ({"陈晨": "LEFT"}, {"陈晨": "JOINED"})


async def test_who_helps_elsewhere_now_loses_what_was_here(town: Town) -> None:
    elsewhere = await community.grid("东升社区", Tier.COMMUNITY, town.town)
    chen = await builders.volunteer(town, "陈晨")
    shift = await builders.shift(town)
    await builders.joined(chen, shift)
    await applying.apply(await acting(chen), elsewhere.id, volunteers.OFFER)
    assert await gone() == 1
    assert await builders.on(shift) == {"陈晨": "LEFT"}


async def test_a_shorter_reach_costs_what_lies_beyond_it(town: Town) -> None:
    west = await community.resident("陈晨", town.west)
    offer = await volunteers.volunteer(west, town.neighbour)
    shift = await builders.shift(town)
    await builders.joined(west, shift)
    own = replace(volunteers.OFFER, reach=Tier.GRID)
    await applying.change(await acting(west), own, offer.version)
    assert await gone() == 1
    assert await builders.on(shift) == {"陈晨": "LEFT"}


async def test_who_held_a_post_loses_their_shifts_with_it(town: Town) -> None:
    shift = await builders.shift(town)
    await builders.joined(town.member, shift)
    post = await Post.get(person_id=town.member.id)
    await posts.end(await acting(town.above), post.id)
    assert await gone() == 1
    assert await builders.on(shift) == {"李建平": "LEFT"}


async def test_a_paper_that_is_taken_back_costs_what_needs_it(town: Town) -> None:
    chen = await builders.volunteer(town, "陈晨")
    kinds = (QualificationKind.DOCTOR, QualificationKind.FIRST_AID)
    for kind in kinds:
        await builders.paper(chen, town.leader, kind, (clock.now() + timedelta(days=30)).date())
    needs, plain = (
        await builders.shift(town, builders.plan(papers=kinds)),
        await builders.shift(town, builders.plan(clock.now() + timedelta(days=4))),
    )
    for shift in (needs, plain):
        await builders.joined(chen, shift)
    assert await gone() == 0
    paper = await Qualification.get(kind=QualificationKind.DOCTOR)
    await qualifications.remove(await acting(town.leader), paper.id)
    assert await gone() == 1
    assert (await builders.on(needs), await builders.on(plain)) == ({"陈晨": "LEFT"}, {"陈晨": "JOINED"})


async def test_a_paper_that_is_asked_for_anew_costs_who_has_not_shown_it(town: Town) -> None:
    shift = await builders.shift(town)
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    for person in (chen, zhou):
        await builders.joined(person, shift)
    last = (clock.now() + timedelta(days=30)).date()
    await builders.paper(zhou, town.leader, QualificationKind.DOCTOR, last)
    wanted = builders.plan(papers=(QualificationKind.DOCTOR,))
    await changing.change(await acting(town.leader), shift.id, wanted, version=1)
    assert await gone() == 1
    assert await builders.on(shift) == {"周舟": "JOINED", "陈晨": "LEFT"}


async def test_a_grid_that_moves_away_takes_its_volunteers_off_the_shifts_around_it(town: Town) -> None:
    elsewhere = await community.grid("东升社区", Tier.COMMUNITY, town.town)
    west = await community.resident("陈晨", town.west)
    await volunteers.volunteer(west, town.neighbour)
    shift = await builders.shift(town)
    await builders.joined(west, shift)
    here = await builders.shift(town)
    chen = await builders.volunteer(town, "周舟")
    await builders.joined(chen, here)
    await moves.move(await acting(town.above), town.west.id, elsewhere.id, version=1)
    assert await gone() == 1
    assert (await builders.on(shift), await builders.on(here)) == ({"陈晨": "LEFT"}, {"周舟": "JOINED"})


async def test_shifts_move_with_their_grid_and_stay_when_it_is_split(town: Town) -> None:
    shift = await builders.shift(town)
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    await builders.joined(town.member, shift)
    await grids.split(await acting(town.leader), town.east.id, ["东一", "东二"])
    elsewhere = await community.grid("东升社区", Tier.COMMUNITY, town.town)
    east = await Grid.get(id=town.east.id)
    await moves.move(await acting(town.above), town.east.id, elsewhere.id, version=east.version)
    assert await gone() == 0
    assert sorted((await builders.on(shift)).values()) == ["JOINED", "JOINED"]


async def test_what_has_begun_or_is_cancelled_is_taken_from_nobody(town: Town) -> None:
    chen = await builders.volunteer(town, "陈晨")
    begun = await builders.shift(town)
    cancelled = await builders.shift(town, builders.plan(clock.now() + timedelta(days=4)))
    for shift in (begun, cancelled):
        await builders.joined(chen, shift)
    await planning.cancel(await acting(town.leader), cancelled.id)
    clock.advance(timedelta(days=2))
    await attendance.check_in(await acting(town.leader), begun.id, person=chen.id)
    await end(town, chen)
    before = await builders.everything()
    assert await gone() == 0
    assert await builders.everything() == before
    found = await attendance.check_out(await acting(town.leader), begun.id, person=chen.id)
    assert found.state is SignupState.STOOD


async def test_many_workers_at_once_take_a_place_away_once(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(number=3))
    people = [await builders.volunteer(town, name) for name in ("陈晨", "周舟", "吴越")]
    for person in people:
        await builders.joined(person, shift)
    for person in people:
        await end(town, person)
    assert sum(await asyncio.gather(*(jobs.let_go_who_cannot() for _ in range(4)))) == 3
    assert (await builders.role_of(shift)).taken == 0
    assert await Deed.filter(verb="loseShift").count() == 3


async def test_one_that_fails_does_not_keep_the_others(
    town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shifts = [await builders.shift(town, builders.plan(number=1)) for _ in range(3)]
    people = [await builders.volunteer(town, name) for name in ("陈晨", "周舟", "吴越")]
    for person, shift in zip(people, shifts, strict=True):
        await builders.joined(person, shift)
        await end(town, person)
    first = await builders.signup_of(people[0], shifts[0])
    let_go = losing.let_go

    async def stumbling(signup: UUID, shift: UUID) -> int:
        if signup == first.id:
            raise RuntimeError("the disk is full")
        return await let_go(signup, shift)

    monkeypatch.setattr(losing, "let_go", stumbling)
    assert await jobs.let_go_who_cannot() == 2
    assert "tried again" in caplog.text
    assert await builders.on(shifts[0]) == {"陈晨": "JOINED"}
    monkeypatch.undo()
    assert await gone() == 1
    assert await builders.on(shifts[0]) == {"陈晨": "LEFT"}


async def test_whoever_is_near_is_asked_for_a_place_lost_shortly_before(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(clock.now() + timedelta(hours=2), number=1))
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    await builders.joined(chen, shift)
    await end(town, chen)
    await gone()
    await builders.gone()
    assert (await told(zhou))[-1] == "急：值班缺人，您能来吗？"
    assert "有人临时退出值班" in await told(town.leader)
    assert (await Shift.get(id=shift.id)).starts_at == datetime(2020, 1, 29, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize("engine", ["embedded"], indirect=True)
async def test_what_is_asked_every_few_seconds_looks_through_no_table(town: Town) -> None:
    await builders.shift(town)
    with statements() as asked:
        await jobs.let_go_who_cannot()
        await clockwork.go()
    assert len(asked) == 2
    assert await looked_through(asked) == []
