"""Joining a shift: at once, by a leader's yes or by the waiting list; and refused with the reason, nothing changed."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from backend.access.models import Deed
from backend.kit import clock
from backend.kit.refusals import KeyReused, NotFound, Refused
from backend.shifts import attendance, deciding, joining, leaving, planning
from backend.shifts.clock_models import Due, DueKind
from backend.shifts.models import Shift, ShiftRole, Signup, SignupState
from backend.shifts.refusals import (
    AlreadyJoined,
    NotOnThisGround,
    QualificationMissing,
    ShiftCancelled,
    ShiftFull,
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
from tests.supplies.builders import acting, refused, told


async def test_whoever_joins_has_a_place_and_is_reminded_of_it(town: Town) -> None:
    shift = await builders.shift(town)
    chen = await builders.volunteer(town, "陈晨")
    signup = await builders.joined(chen, shift)
    assert (signup.state, signup.person_id, signup.version) == (SignupState.JOINED, chen.id, 1)
    assert (await builders.role_of(shift)).taken == 1
    begins = shift.starts_at
    assert [(due.kind, due.due_at) for due in await Due.filter(signup_id=signup.id).order_by("due_at")] == [
        (DueKind.EVENING, begins - timedelta(days=1)),
        (DueKind.HOUR, begins - timedelta(hours=1)),
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


@pytest.mark.parametrize("state", ["JOINED", "WAITING", "ASKED"])
async def test_nobody_joins_twice(town: Town, state: str) -> None:
    wanted = builders.plan(number=1, by_approval=state == "ASKED")
    shift = await builders.shift(town, wanted)
    if state == "WAITING":
        await builders.joined(town.member, shift)
    person = await builders.volunteer(town, "陈晨")
    assert (await builders.joined(person, shift, may_wait=True)).state.value == state
    before = await builders.everything()
    with refused(AlreadyJoined):
        await builders.joined(person, shift, may_wait=True)
    assert await builders.everything() == before


async def test_whose_hours_were_set_to_nought_does_not_take_a_second_place(town: Town) -> None:
    shift = await builders.shift(town)
    person = await builders.volunteer(town, "陈晨")
    signup = await builders.joined(person, shift)
    clock.advance(timedelta(days=2))
    leader = await acting(town.leader)
    await attendance.check_in(leader, shift.id, person=person.id)
    await attendance.check_out(leader, shift.id, person=person.id)
    await attendance.approve_hours(leader, signup.id, minutes=0)
    before = await builders.everything()
    with refused(AlreadyJoined):
        await builders.joined(person, shift)
    assert await builders.everything() == before


async def test_whoever_comes_back_stands_as_if_for_the_first_time(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(clock.now() + timedelta(hours=6)))
    person = await builders.volunteer(town, "陈晨")
    first = await builders.joined(person, shift)
    await leaving.leave(await acting(person), shift.id, reason="发烧了")
    left = await builders.signup_of(person, shift)
    assert (left.state, left.left_late, left.reason) == (SignupState.LEFT, True, "发烧了")
    clock.advance(timedelta(minutes=5))
    again = await builders.joined(person, shift)
    kept = await builders.signup_of(person, shift)
    assert (again.id, kept.state, kept.left_late, kept.reason) == (first.id, SignupState.JOINED, False, "")
    assert (kept.asked_at, kept.version) == (clock.now(), 3)
    assert (await builders.role_of(shift)).taken == 1
    assert await Due.filter(signup_id=first.id).values_list("kind", flat=True) == [DueKind.HOUR]


async def test_who_was_declined_may_ask_again(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(by_approval=True))
    person = await builders.volunteer(town, "陈晨")
    signup = await builders.joined(person, shift)
    await deciding.approve(await acting(town.leader), signup.id, accepted=False, reason="这次够了")
    assert (await builders.signup_of(person, shift)).reason == "这次够了"
    again = await builders.joined(person, shift)
    assert (again.id, again.state, again.reason) == (signup.id, SignupState.ASKED, "")


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


async def test_the_same_key_has_the_same_answer(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(number=1))
    role = await builders.role_of(shift)
    actor = await acting(await builders.volunteer(town, "陈晨"))
    wish, key = joining.Wish(shift.id, role.id), uuid4()
    answers = await asyncio.gather(*(joining.join(actor, wish, key=key) for _ in range(5)))
    assert len({answer.id for answer in answers}) == 1
    before = await builders.everything()
    with refused(AlreadyJoined):
        await joining.join(actor, wish, key=uuid4())
    with refused(KeyReused):
        await joining.join(actor, replace(wish, may_wait=True), key=key)
    assert await builders.everything() == before


async def test_a_refused_key_stays_refused_when_a_place_is_free_again(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(number=1))
    wish, key = joining.Wish(shift.id, (await builders.role_of(shift)).id), uuid4()
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    await builders.joined(chen, shift)
    with refused(ShiftFull, waiting=0):
        await joining.join(await acting(zhou), wish, key=key)
    await leaving.leave(await acting(chen), shift.id)
    with refused(ShiftFull, waiting=0):
        await joining.join(await acting(zhou), wish, key=key)
    assert await builders.on(shift) == {"陈晨": "LEFT"}


async def test_of_all_who_ask_at_one_moment_each_has_an_answer_of_their_own(town: Town) -> None:
    begins = clock.now() + timedelta(days=2)
    shift = await builders.shift(town, builders.plan(begins, number=1))
    beside = await builders.shift(town, builders.plan(begins + timedelta(hours=1), number=1))
    chen, zhou = [await acting(await builders.volunteer(town, name)) for name in ("陈晨", "周舟")]
    stranger = await acting(await community.resident("过客", town.east))
    here, there = [
        joining.Wish(one.id, (await builders.role_of(one)).id, may_wait=False) for one in (shift, beside)
    ]
    asked = [(chen, here), (chen, there), (zhou, here), (stranger, here), (zhou, there), (zhou, there)]
    answers = await asyncio.gather(
        *(joining.join(actor, wish, key=uuid4()) for actor, wish in asked), return_exceptions=True
    )
    said = [type(one) if isinstance(one, Refused) else one.state for one in answers]  # type: ignore[union-attr]
    assert said == [
        SignupState.JOINED,
        ShiftOverlaps,
        ShiftFull,
        NotOnThisGround,
        SignupState.JOINED,
        AlreadyJoined,
    ]
    assert (await builders.on(shift), await builders.on(beside)) == ({"陈晨": "JOINED"}, {"周舟": "JOINED"})
    assert await Deed.filter(verb="joinShift").count() == 2


async def test_the_table_itself_refuses_more_people_than_places(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(number=1))
    with pytest.raises(Exception, match=r"role_counts|CHECK"):
        await ShiftRole.filter(shift_id=shift.id).update(taken=2)
    assert (await builders.role_of(shift)).taken == 0
    assert await Shift.all().count() == 1
