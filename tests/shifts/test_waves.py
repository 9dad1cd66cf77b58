"""A place that falls empty shortly before: the nearest are asked in waves, then the leader."""

from datetime import timedelta

from backend.access.models import Deed
from backend.kit import clock, work
from backend.push.models import Message
from backend.shifts import deciding, leaving, own_data, planning
from backend.shifts.clock_models import AskedToFill, Due, DueKind
from tests import community
from tests.community import Town
from tests.shifts import builders
from tests.shifts.dropping_out import CAN_YOU, HOUR, NOBODY, dropped_out, near
from tests.supplies.builders import acting, last_read, told


async def test_the_nearest_are_asked_first_then_the_next_then_the_leader(town: Town) -> None:
    far = [await near(town, f"西{number}", town.west) for number in range(4)]
    here = [await near(town, f"东{number}") for number in range(3)]
    busy, paperless = await near(town, "忙人"), await community.resident("居民", town.east)
    await builders.joined(busy, await builders.shift(town, builders.plan(clock.now() + 2 * HOUR)))
    shift = await dropped_out(town)
    assert await builders.gone() == 1
    asked = await AskedToFill.all().order_by("id").values_list("person_id", "wave")
    assert asked == [(person.id, 1) for person in [*here, *far[:2]]]
    assert {(await told(person))[-1] for person in [*here, *far[:2]]} == {CAN_YOU}
    assert await last_read(here[0]) == "1月29日 20:00–次日 00:00，北门岗亭。能来请打开点一下。"
    assert await Deed.filter(verb="askToFill").values_list("detail", flat=True) == [{"wave": 1, "people": 5}]

    clock.advance(timedelta(minutes=9, seconds=59))
    assert await builders.gone() == 0
    clock.advance(timedelta(seconds=1))
    assert await builders.gone() == 1
    second = await AskedToFill.filter(wave=2).order_by("id").values_list("person_id", flat=True)
    assert second == [person.id for person in far[2:]]
    assert NOBODY not in await told(town.leader)

    clock.advance(timedelta(minutes=10))
    assert await builders.gone() == 1
    assert (await told(town.leader))[-1] == NOBODY
    assert await Due.filter(kind=DueKind.WAVE).count() == 0
    for person in (busy, paperless, town.above):
        assert CAN_YOU not in await told(person)
    assert await AskedToFill.all().count() == 7
    assert await builders.on(shift) == {"陈晨": "LEFT"}


async def test_whoever_of_the_second_wave_joins_ends_the_asking(town: Town) -> None:
    people = [await near(town, f"志愿者{number}") for number in range(12)]
    shift = await dropped_out(town)
    await builders.gone()
    clock.advance(timedelta(minutes=10))
    await builders.gone()
    assert await AskedToFill.all().count() == 10
    await builders.joined(people[7], shift)
    clock.advance(timedelta(minutes=10))
    assert await builders.gone() == 1
    assert await AskedToFill.all().count() == 10
    assert NOBODY not in await told(town.leader)
    assert await Due.filter(kind=DueKind.WAVE).count() == 0


async def test_nobody_is_asked_twice_when_two_places_of_a_role_fall_empty(town: Town) -> None:
    people = [await near(town, f"志愿者{number}") for number in range(8)]
    shift = await builders.shift(town, builders.plan(clock.now() + HOUR, number=2))
    both = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    for person in both:
        await builders.joined(person, shift)
    await leaving.leave(await acting(both[0]), shift.id)
    await builders.gone()
    await leaving.leave(await acting(both[1]), shift.id)
    clock.advance(timedelta(minutes=10))
    await builders.gone()
    asked = await AskedToFill.all().values_list("person_id", flat=True)
    assert sorted(map(str, asked)) == sorted(str(person.id) for person in people)
    assert [(await told(person)).count(CAN_YOU) for person in people] == [1] * 8


async def test_who_was_asked_for_a_place_that_was_filled_is_asked_for_the_next(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(clock.now() + 22 * HOUR, number=2))
    first, second = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    for person in (first, second):
        await builders.joined(person, shift)
    people = [await near(town, f"志愿者{number}") for number in range(7)]
    await leaving.leave(await acting(first), shift.id)
    await builders.gone()
    await builders.joined(people[0], shift)
    clock.advance(timedelta(minutes=2))
    await leaving.leave(await acting(second), shift.id)
    assert await builders.gone() == 1
    asked = await AskedToFill.all().order_by("id").values_list("person_id", "wave", "asked_at")
    assert asked == [(person.id, 1, clock.now()) for person in people[1:6]]
    assert [(await told(person)).count(CAN_YOU) for person in people] == [1, 1, 1, 1, 1, 1, 0]
    # The wave of the first place is gone; that of the second goes on.
    assert [(one.turn, one.due_at) for one in await Due.filter(kind=DueKind.WAVE)] == [
        (2, clock.now() + timedelta(minutes=10))
    ]
    clock.advance(timedelta(minutes=10))
    assert await builders.gone() == 1
    assert await AskedToFill.filter(wave=2).values_list("person_id", flat=True) == [people[6].id]
    assert NOBODY not in await told(town.leader)


async def test_for_a_place_that_falls_empty_hours_later_the_same_are_asked_again_though_the_first_still_is(
    town: Town,
) -> None:
    shift = await builders.shift(town, builders.plan(clock.now() + 22 * HOUR, number=2))
    both = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    for person in both:
        await builders.joined(person, shift)
    other = await near(town, "志愿者")
    await leaving.leave(await acting(both[0]), shift.id)
    for _ in range(2):
        assert await builders.gone() == 1
        clock.advance(timedelta(minutes=10))
    assert (await told(town.leader))[-1] == NOBODY
    clock.advance(20 * HOUR)
    await Message.all().delete()
    await leaving.leave(await acting(both[1]), shift.id)
    assert await builders.gone() == 1
    assert await told(other) == [CAN_YOU]
    assert NOBODY not in await told(town.leader)


async def test_a_second_place_is_asked_around_for_at_once_and_who_was_asked_just_now_can_answer(
    town: Town,
) -> None:
    people = [await near(town, f"志愿者{number}") for number in range(7)]
    shift = await builders.shift(town, builders.plan(clock.now() + HOUR, number=2))
    both = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    for person in both:
        await builders.joined(person, shift)
    await leaving.leave(await acting(both[0]), shift.id)
    await builders.gone()
    clock.advance(timedelta(minutes=3))
    await leaving.leave(await acting(both[1]), shift.id)
    assert await builders.gone() == 1
    # The other two, and nobody a second time.
    assert await AskedToFill.all().values_list("wave", flat=True) == [1] * 7
    assert [(await told(person)).count(CAN_YOU) for person in people] == [1] * 7
    clock.advance(timedelta(minutes=9, seconds=59))
    assert await builders.gone() == 0
    assert NOBODY not in await told(town.leader)
    clock.advance(timedelta(seconds=1))
    assert await builders.gone() == 1
    assert (await told(town.leader))[-1] == NOBODY


async def test_the_leader_is_not_told_that_nobody_comes_while_all_were_asked_minutes_ago(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(clock.now() + HOUR, number=2))
    both = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    for person in both:
        await builders.joined(person, shift)
    await near(town, "志愿者")
    await leaving.leave(await acting(both[0]), shift.id)
    await builders.gone()
    clock.advance(timedelta(minutes=3))
    await leaving.leave(await acting(both[1]), shift.id)
    assert await builders.gone() == 1
    assert NOBODY not in await told(town.leader)
    assert await Deed.filter(verb="askToFill").count() == 1
    clock.advance(timedelta(minutes=10))
    assert await builders.gone() == 1
    assert (await told(town.leader))[-1] == NOBODY
    assert await Due.filter(kind=DueKind.WAVE).count() == 0


async def test_who_wanted_to_come_when_there_were_enough_is_asked(town: Town) -> None:
    wanted = builders.plan(clock.now() + HOUR, number=1, by_approval=True)
    shift = await builders.shift(town, wanted)
    leader = await acting(town.leader)
    zhou, chen = [await builders.volunteer(town, name) for name in ("周舟", "陈晨")]
    wishes = [await builders.joined(person, shift) for person in (zhou, chen)]
    for wish, accepted in zip(wishes, (False, True), strict=True):
        await deciding.approve(leader, wish.id, accepted=accepted)
    await leaving.leave(await acting(chen), shift.id)
    await builders.gone()
    assert await AskedToFill.all().values_list("person_id", flat=True) == [zhou.id]
    assert (await told(zhou))[-1] == CAN_YOU


async def test_while_a_leader_has_to_say_yes_to_somebody_nobody_else_is_asked(town: Town) -> None:
    shift = await builders.shift(town, builders.plan(clock.now() + HOUR, number=1, by_approval=True))
    leader, chen = await acting(town.leader), await builders.volunteer(town, "陈晨")
    first = await builders.joined(chen, shift)
    await deciding.approve(leader, first.id, accepted=True)
    people = [await near(town, f"志愿者{number}") for number in range(8)]
    await leaving.leave(await acting(chen), shift.id)
    await builders.gone()
    assert await AskedToFill.all().count() == 5
    wish = await builders.joined(people[0], shift)
    clock.advance(timedelta(minutes=10))
    assert await builders.gone() == 1
    assert await AskedToFill.all().count() == 5
    assert NOBODY not in await told(town.leader)
    # A no, and the others are asked.
    await deciding.approve(leader, wish.id, accepted=False)
    clock.advance(timedelta(minutes=10))
    assert await builders.gone() == 1
    assert await AskedToFill.filter(wave=2).count() == 3


async def test_where_nobody_is_near_the_leader_hears_at_once(town: Town) -> None:
    await dropped_out(town)
    assert await builders.gone() == 1
    assert (await told(town.leader))[-1] == NOBODY
    assert await AskedToFill.all().count() == 0


async def test_a_place_that_falls_empty_days_before_is_asked_around_for_by_nobody(town: Town) -> None:
    await near(town, "志愿者")
    shift = await builders.shift(town, builders.plan(clock.now() + timedelta(hours=24, seconds=1)))
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    await leaving.leave(await acting(chen), shift.id)
    assert await builders.gone() == 0
    assert await AskedToFill.all().count() == 0


async def test_a_cancelled_shift_asks_nobody(town: Town) -> None:
    other = await near(town, "志愿者")
    shift = await dropped_out(town)
    await planning.cancel(await acting(town.leader), shift.id)
    assert await builders.gone() == 0
    assert CAN_YOU not in await told(other)


async def test_nobody_is_looked_for_where_a_cancelled_shift_has_a_free_place(town: Town) -> None:
    begins = clock.now() + HOUR
    shift = await builders.shift(town, builders.plan(begins, number=1))
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    await planning.cancel(await acting(town.leader), shift.id)
    messages = len(await told(town.leader))
    await work.unit(lambda: own_data.scrub(chen.id))
    await builders.gone()
    assert len(await told(town.leader)) == messages
    assert await Due.filter(shift_id=shift.id).count() == 0
