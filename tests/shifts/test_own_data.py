"""What is held about somebody's shifts, what is left when they are erased, and what goes after a while."""

from datetime import timedelta

from backend.access import own
from backend.access.models import Person
from backend.kit import clock, retention, words, work
from backend.kit.words import Language
from backend.shifts import attendance, keeping, leaving, offering, own_data
from backend.shifts.calendar import feeds
from backend.shifts.clock_models import AskedToFill, Due, DueKind
from backend.shifts.models import CalendarFeed, Shift, ShiftRole, Signup, SignupState
from tests import community
from tests.community import Town
from tests.shifts import builders
from tests.supplies.builders import told


async def erase(person: Person) -> None:
    """What erasing does to this slice."""
    await work.unit(lambda: own_data.scrub(person.id))


async def stood(town: Town, person: Person) -> Shift:
    """They stood a shift of an hour from now to its end, and wrote a report."""
    shift = await builders.shift(town, builders.plan(clock.now()))
    await builders.joined(person, shift)
    leader = await community.actor(town.leader)
    await attendance.check_in(leader, shift.id, person=person.id)
    await attendance.report(await community.actor(person), shift.id, "钥匙在门卫")
    clock.advance(timedelta(hours=4))
    await attendance.check_out(leader, shift.id, person=person.id)
    return shift


async def test_i_read_what_i_stood_and_what_i_wrote(town: Town) -> None:
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    began = clock.now()
    shift = await stood(town, chen)
    feed = await feeds.make(await community.actor(chen))
    with words.reader(Language.EN):
        [place] = await own_data.tell_shifts(chen.id)
        [written] = await own_data.tell_reports(chen.id)
        [address] = await own_data.tell_feed(chen.id)
    assert place == {
        "When": "29 Jan, 19:00–23:00",
        "Work": "Guarding a gate",
        "Where": "北门岗亭",
        "State": "Stood",
        "Since": began.isoformat(),
        "Left late": False,
        "Would take over somebody’s place": False,
        "Reason": "",
        "Came": began.isoformat(),
        "Went": shift.ends_at.isoformat(),
        "Minutes": 240,
    }
    assert (written["Text"], address["Address"]) == ("钥匙在门卫", feeds.address(feed.secret))
    assert await own_data.tell_shifts(zhou.id) == []
    assert {"shifts", "shift_reports", "asked_to_fill", "calendar_feed"} <= {
        one.name for one in own.sections()
    }


async def test_what_was_stood_stays_as_numbers(town: Town) -> None:
    chen = await builders.volunteer(town, "陈晨")
    shift = await stood(town, chen)
    await feeds.make(await community.actor(chen))
    await erase(chen)
    kept, signup = await Shift.get(id=shift.id), await Signup.get(person_id=chen.id)
    assert (signup.state, signup.minutes) == (SignupState.STOOD, 240)
    assert (kept.report, kept.reported_at, kept.reported_by_id) == ("", None, None)
    assert await CalendarFeed.all().count() == 0


async def test_a_place_to_come_is_free_and_the_waiting_list_has_it(town: Town) -> None:
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    shift = await builders.shift(town, builders.plan(number=1))
    await builders.joined(chen, shift)
    waiting = await builders.joined(zhou, shift, may_wait=True)
    other = await builders.shift(town, builders.plan(shift.starts_at + timedelta(days=1), number=1))
    await builders.joined(zhou, other)
    await builders.joined(chen, other, may_wait=True)
    await erase(chen)
    left = await Signup.filter(person_id=chen.id).values_list("state", flat=True)
    assert set(left) == {SignupState.LEFT}
    assert (await ShiftRole.get(shift_id=shift.id)).taken == 0
    assert await Due.filter(signup__person_id=chen.id).count() == 0
    [due] = await Due.filter(kind=DueKind.MOVE_UP)
    assert due.role_id == waiting.role_id
    assert (await ShiftRole.get(shift_id=other.id)).taken == 1
    assert (await told(town.leader))[-1] == "有人退出值班"


async def test_who_goes_in_the_middle_of_a_shift_has_helped_until_then(town: Town) -> None:
    chen = await builders.volunteer(town, "陈晨")
    shift = await builders.shift(town, builders.plan(clock.now()))
    await builders.joined(chen, shift)
    await attendance.check_in(await community.actor(town.leader), shift.id, person=chen.id)
    clock.advance(timedelta(hours=1))
    await erase(chen)
    signup = await Signup.get(person_id=chen.id)
    assert (signup.state, signup.minutes, signup.went_at) == (SignupState.STOOD, 60, clock.now())


async def test_others_answer_for_the_shifts_of_who_is_gone(town: Town) -> None:
    over = await builders.shift(town, builders.plan(clock.now(), hours=1))
    clock.advance(timedelta(hours=2))
    shift = await builders.shift(town)
    await erase(town.leader)
    assert (await Shift.get(id=shift.id)).contact_id == town.member.id
    assert (await Shift.get(id=over.id)).contact_id == town.leader.id


async def test_what_was_offered_to_who_is_gone_is_offered_no_more(town: Town) -> None:
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    shift = await builders.shift(town)
    await builders.joined(chen, shift)
    await offering.offer(await community.actor(chen), shift.id, to=zhou.id)
    await erase(zhou)
    signup = await Signup.get(person_id=chen.id)
    assert (signup.state, signup.offered_at, signup.offered_to_id) == (SignupState.JOINED, None, None)


async def test_words_go_after_a_year_and_hours_stay(town: Town) -> None:
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    shift = await stood(town, chen)
    other = await builders.shift(town)
    await builders.joined(zhou, other)
    await leaving.leave(await community.actor(zhou), other.id, reason="孩子病了")
    clock.advance(timedelta(days=364))
    await retention.sweep()
    assert (await Shift.get(id=shift.id)).report == "钥匙在门卫"
    clock.advance(timedelta(days=4))
    await retention.sweep()
    for one in (shift, other):
        kept = await Shift.get(id=one.id)
        assert (kept.report, kept.brief, kept.scrubbed_at) == ("", "", clock.now())
    assert (await Signup.get(person_id=zhou.id)).reason == ""
    assert (await Signup.get(person_id=chen.id)).minutes == 240
    assert await keeping.forget_words(clock.now() - timedelta(days=365)) == 0


async def test_who_was_asked_is_forgotten_after_a_month(town: Town) -> None:
    chen = await builders.volunteer(town, "陈晨")
    shift = await builders.shift(town)
    role = await ShiftRole.get(shift_id=shift.id)
    await AskedToFill.create(role_id=role.id, person_id=chen.id, wave=1)
    assert await own_data.tell_asked(chen.id) != []
    clock.advance(timedelta(days=29))
    await retention.sweep()
    assert await AskedToFill.all().count() == 1
    clock.advance(timedelta(days=4))
    await retention.sweep()
    assert await AskedToFill.all().count() == 0


async def test_an_address_that_nobody_reads_ends(town: Town) -> None:
    read, unread = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    followed = await feeds.make(await community.actor(read))
    await feeds.make(await community.actor(unread))
    clock.advance(timedelta(days=300))
    await feeds.followed(followed.secret)
    clock.advance(timedelta(days=66))
    await retention.sweep()
    assert [feed.person_id for feed in await CalendarFeed.all()] == [read.id]
