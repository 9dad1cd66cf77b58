"""Rotas: shown before they are saved, saved just so, and fair."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import uuid4

import orjson

from backend.access.models import Deed, Person
from backend.grids.models import Grid
from backend.push.models import Message
from backend.shifts import planning
from backend.shifts.clock_models import Due
from backend.shifts.limits import Stretch
from backend.shifts.models import Shift, ShiftRole, ShiftState, Signup, SignupState
from backend.shifts.rota import note
from backend.shifts.rota.fair import Sharing, WhyOpen
from backend.shifts.rota.roster import Candidate, Slot
from backend.shifts.rota.templates import Daily
from backend.volunteers.models import QualificationKind
from backend.volunteers.offers import Hours
from tests import community
from tests.community import Town
from tests.shifts import builders
from tests.shifts.crews import BY_DAY, BY_NIGHT, HOUR, MONDAY, created, crew, everything, planned, template
from tests.volunteers import builders as volunteers


async def told(person: Person) -> list[str]:
    """The Chinese titles of what somebody was told."""
    messages = await Message.filter(person_id=person.id).order_by("id")
    return [orjson.loads(message.said)["zh-Hans"][0] for message in messages]


async def test_what_is_shown_is_what_is_saved_and_showing_saves_nothing(town: Town) -> None:
    people = await crew(town)
    before = await everything()
    shown = await planned(town, template(people))
    assert await everything() == before

    rota = await created(town, template(people))
    shifts = await Shift.filter(rota_id=rota.id).order_by("id")
    assert [(one.kind, one.starts_at, one.ends_at) for one in shifts] == [
        (one.kind, one.starts_at, one.ends_at) for one in shown.plans
    ]
    for shift, there in zip(shifts, shown.sharing.people, strict=True):
        signups = await Signup.filter(shift_id=shift.id)
        assert {one.person_id for one in signups} == set(there)
        assert {one.state for one in signups} == {SignupState.JOINED}
        role = await ShiftRole.get(shift_id=shift.id)
        assert role.taken == role.needed == len(there)


async def test_a_week_of_two_shifts_a_day_is_full_and_fair(town: Town) -> None:
    shown = await planned(town, template(await crew(town)))
    assert len(shown.plans) == 21
    assert not any(shown.sharing.open_places)
    assert (shown.plans[0].starts_at, shown.plans[0].ends_at) == (
        datetime(2020, 2, 3, 0, tzinfo=UTC),
        datetime(2020, 2, 3, 12, tzinfo=UTC),
    )
    assert shown.note.zh_hans == "21 个班次都排满了。时间相同的人，夜班和周末班最多差一个。"
    assert shown.note.en.startswith("All 21 shifts are filled. People with the same time differ")


async def test_each_is_told_once_and_reminded_of_each_shift(town: Town) -> None:
    people = await crew(town)
    rota = await created(town, template([*people, town.leader]))
    for person in people:
        assert (await told(person)).count("新的排班出来了") == 1
    # Whoever made it knows.
    assert "新的排班出来了" not in await told(town.leader)
    signups = await Signup.filter(shift__rota_id=rota.id)
    for signup in signups:
        assert await Due.filter(signup_id=signup.id).count() == 1
    deed = await Deed.get(verb="createRota")
    assert (deed.row, deed.detail, deed.actor) == (rota.id, {"shifts": 21}, town.leader.id)


async def test_the_same_key_makes_one_rota(town: Town) -> None:
    people, key = await crew(town, 3), uuid4()
    first = await created(town, template(people), key=key)
    before = await everything()
    assert (await created(town, template(people), key=key)).id == first.id
    assert await everything() == before


async def test_whoever_stands_elsewhere_already_rests(town: Town) -> None:
    people = await crew(town, 2)
    elsewhere = await planning.create(
        await community.actor(town.neighbour),
        town.west.id,
        builders.plan(datetime(2020, 2, 3, 14, tzinfo=UTC), hours=8),
    )
    await builders.joined(people[0], elsewhere)
    shown = await planned(town, template(people, Daily(8 * HOUR, 16 * HOUR, 1)))
    # From ten on Monday evening until six on Tuesday: neither day leaves eight hours of rest.
    assert shown.sharing.people[:2] == ((people[1].id,), (people[1].id,))
    second = await planned(town, template(people[:1], Daily(8 * HOUR, 16 * HOUR, 1)))
    assert second.sharing.why == {0: WhyOpen.REST, 1: WhyOpen.REST}


async def test_a_second_rota_of_the_same_people_sees_the_first(town: Town) -> None:
    people = await crew(town, 2)
    await created(town, template(people, Daily(8 * HOUR, 20 * HOUR, 2)))
    again = await planned(town, template(people, Daily(8 * HOUR, 20 * HOUR, 2)))
    assert not any(again.sharing.people)
    assert set(again.sharing.why.values()) == {WhyOpen.REST}


async def test_two_rotas_at_the_same_moment_put_nobody_in_two_places(town: Town) -> None:
    people = await crew(town, 3)
    await asyncio.gather(
        created(town, template(people, BY_DAY)), created(town, template(people, BY_DAY, BY_NIGHT))
    )
    for person in people:
        mine = await Shift.filter(signups__person_id=person.id).order_by("starts_at")
        assert mine
        assert all(later.starts_at - one.ends_at >= timedelta(hours=8) for one, later in pairwise(mine))


async def test_hours_that_were_offered_hold_across_midnight(town: Town) -> None:
    evening, morning = Hours(1, 20 * HOUR, 24 * HOUR), Hours(2, 0, 8 * HOUR)
    whole, half = [await community.resident(name, town.east) for name in ("通宵", "半夜")]
    await volunteers.volunteer(whole, town.leader, replace(volunteers.OFFER, hours=(evening, morning)))
    await volunteers.volunteer(half, town.leader, replace(volunteers.OFFER, hours=(evening,)))
    shown = await planned(town, template([whole, half], BY_NIGHT, by_hours=True))
    assert shown.sharing.people == ((whole.id,), *[()] * 6)
    assert shown.sharing.why == dict.fromkeys(range(1, 7), WhyOpen.NO_TIME)
    # Without it they are asked whenever the rota needs them.
    assert sum(map(len, (await planned(town, template([whole, half], BY_NIGHT))).sharing.people)) > 3


async def test_whoever_only_holds_a_post_has_no_hours_to_keep_to(town: Town) -> None:
    shown = await planned(town, template([town.member], Daily(8 * HOUR, 12 * HOUR, 1), by_hours=True))
    assert not any(shown.sharing.open_places)


async def test_papers_are_looked_at(town: Town) -> None:
    people = await crew(town, 2)
    driving = Daily(8 * HOUR, 12 * HOUR, 1, qualifications=(QualificationKind.DRIVING_LICENCE,))
    shown = await planned(town, template(people, driving, BY_NIGHT))
    assert set(shown.sharing.why.values()) == {WhyOpen.NO_TIME}
    assert shown.sharing.open_places == [1, 0] * 7


async def test_what_stays_open_is_said_and_can_be_joined_by_others(town: Town) -> None:
    people = await crew(town, 1)
    wanted = template(people, Daily(8 * HOUR, 16 * HOUR, 2))
    shown = await planned(town, wanted)
    assert shown.sharing.open_places == [1] * 7
    assert shown.note.zh_hans == (
        "还有 7 个位置没有人。"
        "2月3日 08:00–16:00、2月4日 08:00–16:00、2月5日 08:00–16:00等 7 班：选中的人里没有别人有空。"
        "时间相同的人，夜班和周末班最多差一个。"
        "保存后大家都能报名；也可以多选几个人，再排一次。"
    )
    rota = await created(town, wanted)
    first = await Shift.filter(rota_id=rota.id).order_by("starts_at").first()
    assert first
    late = await builders.joined(await builders.volunteer(town, "后来的人"), first)
    assert late.state is SignupState.JOINED
    assert (await ShiftRole.get(shift_id=first.id)).taken == 2


def test_why_somebody_has_fewer_hours_is_said_where_they_stand_other_shifts() -> None:
    begins = datetime(2020, 2, 3, tzinfo=UTC)
    slots = tuple(
        Slot(Stretch(begins + timedelta(days=day), begins + timedelta(days=day, hours=8)), 1)
        for day in range(4)
    )
    much, little = uuid4(), uuid4()
    other = Stretch(begins + timedelta(days=1), begins + timedelta(days=1, hours=4))
    busy = [Candidate(much, frozenset()), Candidate(little, frozenset(), (other,))]
    sharing = Sharing(((much,), (little,), (much,), (much,)), slots, {})
    assert note.of(sharing, "Asia/Shanghai", busy).zh_hans == (
        "4 个班次都排满了。时间相同的人，夜班和周末班最多差一个。有人这段时间还有别的班，这次排得少些。"
    )
    # Nobody has less for it: within a shift of each other, or where who has less stands nothing else then.
    even = replace(sharing, people=((much,), (little,), (much,), (little,)))
    before = Candidate(little, frozenset(), (Stretch(begins - timedelta(hours=4), begins),))
    for told in (note.of(even, "Asia/Shanghai", busy), note.of(sharing, "Asia/Shanghai", [busy[0], before])):
        assert "别的班" not in told.zh_hans


def test_every_reason_is_said_in_every_language() -> None:
    begins = datetime(2020, 2, 3, tzinfo=UTC)
    slots = tuple(
        Slot(Stretch(begins + timedelta(days=day), begins + timedelta(days=day, hours=8)), 1)
        for day in range(len(WhyOpen))
    )
    sharing = Sharing(((),) * len(slots), slots, dict(enumerate(WhyOpen)))
    told = note.of(sharing, "Asia/Shanghai")
    assert told.en == (
        "Places still open: 4. "
        "3 Feb, 08:00–16:00: nobody may stand that long; make several shifts of it. "
        "4 Feb, 08:00–16:00: nobody else you chose has time. "
        "5 Feb, 08:00–16:00: whoever has time stands another shift too near, and needs to rest. "
        "6 Feb, 08:00–16:00: whoever could come has had their share of nights or weekends. "
        "People with the same time differ by one night and one weekend shift at most. "
        "Once it is saved everybody can join these; or choose more people and try again."
    )
    for said in (told.zh_hans, told.zh_hant):
        assert said.count("：") == len(WhyOpen)
        assert "2月6日 08:00–16:00" in said
        assert "{" not in said


async def test_a_rota_keeps_its_hours_when_clocks_are_turned(town: Town) -> None:
    await Grid.filter(id=town.east.id).update(time_zone="Europe/Berlin")
    people = await crew(town, 3)
    shown = await planned(town, template(people, BY_NIGHT, first_day=date(2020, 3, 27)))
    nights = {one.starts_at: one.ends_at - one.starts_at for one in shown.plans}
    assert nights[datetime(2020, 3, 27, 19, tzinfo=UTC)] == timedelta(hours=12)
    assert nights[datetime(2020, 3, 28, 19, tzinfo=UTC)] == timedelta(hours=11)
    assert nights[datetime(2020, 3, 29, 18, tzinfo=UTC)] == timedelta(hours=12)
    assert [slot.is_night for slot in shown.sharing.slots] == [True] * 7
    assert [slot.is_weekend for slot in shown.sharing.slots] == [False, True, True, *[False] * 4]


async def test_the_night_that_is_an_hour_longer_is_too_long_for_twelve(town: Town) -> None:
    await Grid.filter(id=town.east.id).update(time_zone="Europe/Berlin")
    people = await crew(town, 3)
    shown = await planned(town, template(people, BY_NIGHT, first_day=date(2020, 10, 23)))
    # Thirteen hours by the clock on the wall: nobody is put on it unseen.
    assert shown.sharing.why == {1: WhyOpen.TOO_LONG}


async def test_of_today_only_what_is_still_to_come(town: Town) -> None:
    wanted = template(await crew(town, 2), first_day=date(2020, 1, 29))
    # It is seven in the evening.
    assert [one.starts_at for one in (await planned(town, wanted)).plans][:2] == [
        datetime(2020, 1, 29, 12, tzinfo=UTC),
        datetime(2020, 1, 30, 0, tzinfo=UTC),
    ]


async def test_who_had_fewer_nights_lately_has_the_one_that_is_left_over(town: Town) -> None:
    people = await crew(town, 2)
    first = await created(town, template(people, BY_NIGHT))
    nights = [await Signup.filter(shift__rota_id=first.id, person_id=one.id).count() for one in people]
    again = await planned(town, template(people, BY_NIGHT, first_day=MONDAY + timedelta(days=7)))
    fell = [sum(one.id in there for there in again.sharing.people) for one in people]
    assert sorted(nights) == [3, 4]
    assert [one + other for one, other in zip(nights, fell, strict=True)] == [7, 7]


async def test_what_is_kept_of_a_template_names_nobody(town: Town) -> None:
    rota = await created(town, template(await crew(town, 2), BY_NIGHT))
    daily = {
        "begins": 20 * HOUR,
        "ends": 8 * HOUR,
        "number": 1,
        "kind": None,
        "qualifications": [],
        "place": "",
    }
    assert orjson.loads(rota.template) == {
        "kind": "GUARD",
        "place": "北门岗亭",
        "by_hours": False,
        "daily": [daily],
    }


async def test_a_rota_is_called_off_at_once_from_a_day_on(town: Town) -> None:
    people = await crew(town, 3)
    rota = await created(town, template(people, BY_DAY))
    other = await created(town, template(people, Daily(8 * HOUR, 9 * HOUR, 1), first_day=date(2020, 3, 2)))
    shifts = await Shift.filter(rota_id=rota.id).order_by("starts_at")
    await planning.cancel(await community.actor(town.leader), shifts[2].id, "撤卡了", all_following=True)
    states = [one.state for one in await Shift.filter(rota_id=rota.id).order_by("starts_at")]
    assert states == [ShiftState.PLANNED] * 2 + [ShiftState.CANCELLED] * 5
    assert await Shift.filter(rota_id=other.id, state=ShiftState.CANCELLED).count() == 0
    assert await Due.filter(shift_id__in=[one.id for one in shifts[2:]]).count() == 0
    standing = {row["person_id"] for row in await Signup.filter(shift__rota_id=rota.id).values("person_id")}
    assert standing == {person.id for person in people}
    # Whoever is free again can be asked for another rota of those days.
    again = await planned(town, template(people[:2], BY_DAY, first_day=date(2020, 2, 6)))
    assert set(again.sharing.people[0]) == {person.id for person in people[:2]}
