"""Who may join what: nobody twice at once, without rest, for too long, without a paper, or on other ground."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from backend.kit import clock
from backend.kit.refusals import NotFound
from backend.shifts import joining, planning
from backend.shifts.models import Signup, SignupState
from backend.shifts.refusals import (
    NotOnThisGround,
    QualificationMissing,
    ShiftCancelled,
    ShiftOver,
    ShiftOverlaps,
    TooLittleRest,
    TooLongInADay,
)
from backend.volunteers import applying
from backend.volunteers.models import QualificationKind
from tests import community
from tests.community import Town
from tests.shifts import builders
from tests.supplies.builders import acting, refused


async def test_nobody_stands_twice_at_once_or_without_rest(town: Town) -> None:
    begins = clock.now() + timedelta(days=2)
    first = await builders.shift(town, builders.plan(begins))
    beside = await builders.shift(town, builders.plan(begins + timedelta(hours=2)))
    after = await builders.shift(town, builders.plan(begins + timedelta(hours=11)))
    rested = await builders.shift(town, builders.plan(begins + timedelta(hours=12)))
    person = await builders.volunteer(town, "陈晨")
    await builders.joined(person, first)
    before = await builders.everything()
    with pytest.raises(ShiftOverlaps) as overlapping:
        await builders.joined(person, beside)
    assert "1月31日 19:00–23:00" in overlapping.value.values()["other"].zh_hans
    with refused(TooLittleRest, hours=8):
        await builders.joined(person, after)
    assert await builders.everything() == before
    assert (await builders.joined(person, rested)).state is SignupState.JOINED


async def test_one_that_begins_when_the_other_ends_has_no_rest_between(town: Town) -> None:
    begins = clock.now() + timedelta(days=2)
    first = await builders.shift(town, builders.plan(begins))
    then = await builders.shift(town, builders.plan(begins + timedelta(hours=4)))
    person = await builders.volunteer(town, "陈晨")
    await builders.joined(person, then)
    with refused(TooLittleRest, hours=8):
        await builders.joined(person, first)


async def test_nobody_stands_more_than_twelve_hours_within_a_day(town: Town) -> None:
    begins = clock.now() + timedelta(days=2)
    first = await builders.shift(town, builders.plan(begins, hours=6))
    second = await builders.shift(town, builders.plan(begins + timedelta(hours=15), hours=7))
    next_day = await builders.shift(town, builders.plan(begins + timedelta(hours=24), hours=7))
    person = await builders.volunteer(town, "陈晨")
    await builders.joined(person, first)
    before = await builders.everything()
    with refused(TooLongInADay, hours=12):
        await builders.joined(person, second)
    assert await builders.everything() == before
    assert (await builders.joined(person, next_day)).state is SignupState.JOINED


async def test_twelve_hours_are_not_too_long(town: Town) -> None:
    begins = clock.now() + timedelta(days=2)
    first = await builders.shift(town, builders.plan(begins, hours=4))
    second = await builders.shift(town, builders.plan(begins + timedelta(hours=12), hours=8))
    person = await builders.volunteer(town, "陈晨")
    await builders.joined(person, first)
    assert (await builders.joined(person, second)).state is SignupState.JOINED


async def test_a_paper_has_to_be_seen_and_to_hold_until_the_end_of_the_shift(town: Town) -> None:
    # From seven in the evening until midnight by the grid's clock.
    wanted = builders.plan(hours=5, papers=(QualificationKind.DOCTOR,))
    shift = await builders.shift(town, wanted)
    through = await builders.shift(town, replace(wanted, ends_at=wanted.ends_at + timedelta(hours=1)))
    person = await builders.volunteer(town, "陈晨")
    with refused(QualificationMissing):
        await builders.joined(person, shift)
    day = shift.starts_at.date()
    await builders.paper(person, town.leader, QualificationKind.DOCTOR, day - timedelta(days=1))
    before = await builders.everything()
    with refused(QualificationMissing):
        await builders.joined(person, shift)
    assert await builders.everything() == before
    await builders.paper(person, town.leader, QualificationKind.DOCTOR, day)
    with refused(QualificationMissing):
        await builders.joined(person, through)
    assert (await builders.joined(person, shift)).state is SignupState.JOINED


async def test_what_is_over_or_cancelled_is_joined_by_nobody(town: Town) -> None:
    over, cancelled = await builders.shift(town), await builders.shift(town)
    person = await builders.volunteer(town, "陈晨")
    await planning.cancel(await acting(town.leader), cancelled.id)
    with refused(ShiftCancelled):
        await builders.joined(person, cancelled)
    clock.advance(timedelta(days=2, hours=4))
    before = await builders.everything()
    with refused(ShiftOver):
        await builders.joined(person, over)
    assert await builders.everything() == before


async def test_a_shift_that_has_begun_can_still_be_joined(town: Town) -> None:
    shift = await builders.shift(town)
    person = await builders.volunteer(town, "陈晨")
    clock.advance(timedelta(days=2, hours=3, minutes=59))
    assert (await builders.joined(person, shift)).state is SignupState.JOINED


async def test_a_stranger_is_told_how_to_become_a_volunteer(town: Town) -> None:
    shift = await builders.shift(town)
    stranger = await community.resident("过客", town.east)
    before = await builders.everything()
    with refused(NotOnThisGround):
        await builders.joined(stranger, shift)
    assert await builders.everything() == before


async def test_a_post_in_another_grid_is_none_here(town: Town) -> None:
    shift = await builders.shift(town)
    with refused(NotOnThisGround):
        await builders.joined(town.neighbour, shift)


async def test_who_takes_a_break_joins_what_comes_after_it(town: Town) -> None:
    shift = await builders.shift(town)
    later = await builders.shift(town, builders.plan(clock.now() + timedelta(days=5)))
    person = await builders.volunteer(town, "陈晨")
    await applying.pause(await acting(person), (clock.now() + timedelta(days=4)).date())
    before = await builders.everything()
    with refused(NotOnThisGround):
        await builders.joined(person, shift)
    assert await builders.everything() == before
    assert (await builders.joined(person, later)).state is SignupState.JOINED


async def test_a_role_of_another_shift_is_not_there(town: Town) -> None:
    shift, other = await builders.shift(town), await builders.shift(town)
    person = await acting(await builders.volunteer(town, "陈晨"))
    role = await builders.role_of(other)
    before = await builders.everything()
    for wish in (
        joining.Wish(shift.id, role.id),
        joining.Wish(uuid4(), role.id),
        joining.Wish(shift.id, uuid4()),
    ):
        with refused(NotFound):
            await joining.join(person, wish)
    assert await builders.everything() == before


async def test_a_program_stands_no_shift(town: Town) -> None:
    shift = await builders.shift(town)
    program = replace(await acting(town.member), token=uuid4())
    with refused(NotFound):
        await joining.join(program, joining.Wish(shift.id, (await builders.role_of(shift)).id))
    assert await Signup.all().count() == 0
