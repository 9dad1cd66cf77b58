"""Joining: who has a place, who waits for one, and who for a leader."""

from datetime import timedelta

import pytest

from backend.access.models import Deed
from backend.kit import clock
from backend.shifts import deciding, leaving
from backend.shifts.clock_models import Due, DueKind
from backend.shifts.models import SignupState
from backend.shifts.refusals import (
    ShiftFull,
)
from tests.community import Town
from tests.shifts import builders
from tests.supplies.builders import acting, refused, told


async def test_whoever_joins_has_a_place_and_is_reminded_of_it(town: Town) -> None:
    shift = await builders.shift(town)
    chen = await builders.volunteer(town, "陈晨")
    signup = await builders.joined(chen, shift)
    assert (signup.state, signup.person_id, signup.version) == (SignupState.JOINED, chen.id, 1)
    assert (await builders.role_of(shift)).taken == 1
    assert await Due.filter(signup_id=signup.id).values_list("kind", "due_at") == [
        (DueKind.EVENING, shift.starts_at - timedelta(days=1))
    ]
    assert await Deed.filter(verb="joinShift", actor=chen.id, row=signup.id).count() == 1


async def test_whoever_joins_half_an_hour_before_is_reminded_of_nothing(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(clock.now() + timedelta(minutes=30)))
    signup = await builders.joined(await builders.volunteer(town, "陈晨"), shift)
    assert await Due.filter(signup_id=signup.id).count() == 0


async def test_who_holds_a_post_stands_without_being_a_volunteer(town: Town) -> None:
    shift = await builders.shift(town)
    assert (await builders.joined(town.member, shift)).state is SignupState.JOINED


async def test_a_full_shift_refuses_and_says_how_many_wait(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(number=1))
    for name in ("陈晨", "周舟", "吴越"):
        await builders.joined(await builders.volunteer(town, name), shift, may_wait=True)
    late = await builders.volunteer(town, "郑重")
    before = await builders.everything()
    with refused(ShiftFull, waiting=2):
        await builders.joined(late, shift)
    assert await builders.everything() == before
    assert await builders.on(shift) == {"陈晨": "JOINED", "周舟": "WAITING", "吴越": "WAITING"}


async def test_where_a_leader_approves_nobody_has_a_place_before(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(by_approval=True))
    chen = await builders.volunteer(town, "陈晨")
    assert (await builders.joined(chen, shift)).state is SignupState.ASKED
    assert (await builders.role_of(shift)).taken == 0
    assert (await told(town.leader))[-1] == "有人想来值班"


async def test_who_joins_where_others_wait_to_be_chosen_from_waits_behind_them(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(number=1, by_approval=True))
    leader = await acting(town.leader)
    names = ("陈晨", "周舟", "吴越")
    people = [await builders.volunteer(town, name) for name in names]
    first = await builders.joined(people[0], shift)
    await deciding.approve(leader, first.id, accepted=True)
    await builders.joined(people[1], shift, may_wait=True)
    await builders.joined(people[2], shift, may_wait=True)
    await leaving.leave(await acting(people[0]), shift.id)
    # Before the clock has gone round, and after.
    for name in ("郑重", "王一"):
        newcomer = await builders.volunteer(town, name)
        with pytest.raises(ShiftFull):
            await builders.joined(newcomer, shift)
        await builders.gone()
    assert await builders.on(shift) == {"陈晨": "LEFT", "周舟": "ASKED", "吴越": "WAITING"}
    assert (await told(people[1]))[-1] == "候补轮到您了"
    await deciding.approve(leader, (await builders.signup_of(people[1], shift)).id, accepted=False)
    await builders.gone()
    assert (await builders.on(shift))["吴越"] == "ASKED"
