"""What a liaison notes on the way: told counts as reached, the later note holds, and all of them are kept."""

from asyncio import Task
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from backend.access.actor import Actor
from backend.access.models import Deed, Person, Post, Role
from backend.households.models import Household
from backend.kit import clock
from backend.kit.refusals import BadInput, NotFound
from backend.notices.models import Notice
from backend.notices.reach import receipts, tallies, telling
from backend.notices.reach.receipts import Seen, Sight
from backend.notices.reach_models import NoticeContact, Outcome, Receipt, Tally, Via
from tests import community, meeting
from tests.community import Town
from tests.households.builders import household, living
from tests.notices import builders


@dataclass(frozen=True, slots=True)
class Stair:
    """A liaison with one door, a door of somebody else's, and a notice that went out ten minutes ago."""

    liaison: Actor
    home: Household
    other: Household
    notice: Notice
    resident: Person


@pytest.fixture
async def stair(town: Town) -> Stair:
    liaison = await community.appointed("郑联络", Role.LIAISON, town.east)
    home, other = await household(town, "3栋 1201"), await household(town, "3栋 1202")
    await Household.filter(id=home.id).update(liaison_id=(await Post.get(person=liaison)).id)
    notice = await builders.published(town.above, town.town)
    resident = await living(home, "林晓")
    clock.advance(timedelta(minutes=10))
    return Stair(await community.actor(liaison), home, other, notice, resident)


async def note(stair: Stair, outcome: Outcome, at: datetime | None = None) -> NoticeContact:
    return await telling.record(stair.liaison, stair.notice.id, stair.home.id, outcome, at=at, key=uuid4())


async def counted(stair: Stair) -> dict[str, int]:
    [row] = await Tally.filter(notice=stair.notice).values(
        "households", "reached", "told_at_door", "told_by_phone", "via_door", "via_phone", "via_app"
    )
    return {name: number for name, number in row.items() if number}


async def test_whoever_is_told_at_the_door_is_reached_when_it_was(stair: Stair) -> None:
    pressed = clock.now() - timedelta(minutes=4)
    await note(stair, Outcome.TOLD_AT_DOOR, pressed)
    [receipt] = await Receipt.all()
    assert (receipt.household_id, receipt.via) == (stair.home.id, Via.DOOR)
    assert receipt.reached_at == receipt.told_at_door_at == pressed
    assert receipt.shown_at is None
    assert await counted(stair) == {"households": 2, "reached": 1, "told_at_door": 1, "via_door": 1}
    assert (await Deed.get(verb="recordContact")).actor == stair.liaison.id


async def test_a_note_that_was_made_without_signal_comes_before_what_was_shown_since(stair: Stair) -> None:
    pressed = clock.now() - timedelta(minutes=4)
    await receipts.record(await community.actor(stair.resident), Sight(stair.notice.id, Seen.READ))
    await note(stair, Outcome.TOLD_BY_PHONE, pressed)
    [receipt] = await Receipt.all()
    assert (receipt.via, receipt.reached_at, receipt.read_at) == (Via.PHONE, pressed, clock.now())
    assert await counted(stair) == {"households": 2, "reached": 1, "told_by_phone": 1, "via_phone": 1}


async def test_of_two_notes_the_later_holds_in_whichever_order_they_come(stair: Stair) -> None:
    late, early = clock.now() - timedelta(minutes=1), clock.now() - timedelta(minutes=5)
    last = await note(stair, Outcome.TOLD_AT_DOOR, late)
    first = await note(stair, Outcome.NOT_AT_HOME, early)
    assert [one.id for one in await NoticeContact.filter(last_of__not_isnull=True)] == [last.id]
    assert await NoticeContact.all().count() == 2
    assert first.last_of is None
    assert (await Receipt.get()).reached_at == late


async def test_a_slip_of_the_finger_is_taken_back_by_the_next_note(stair: Stair) -> None:
    await note(stair, Outcome.TOLD_AT_DOOR)
    clock.advance(timedelta(seconds=5))
    await note(stair, Outcome.REFUSED)
    assert await Receipt.all().count() == 0
    assert await counted(stair) == {"households": 2}
    assert await NoticeContact.all().count() == 2


async def test_what_a_phone_showed_stays_when_a_note_is_taken_back(stair: Stair) -> None:
    await note(stair, Outcome.TOLD_AT_DOOR)
    clock.advance(timedelta(minutes=1))
    shown = clock.now()
    await receipts.record(await community.actor(stair.resident), Sight(stair.notice.id, Seen.SHOWN))
    clock.advance(timedelta(minutes=1))
    await note(stair, Outcome.NOT_AT_HOME)
    receipt = await Receipt.get()
    assert (receipt.via, receipt.reached_at, receipt.told_at_door_at) == (Via.APP, shown, None)
    assert await counted(stair) == {"households": 2, "reached": 1, "via_app": 1}


@pytest.mark.parametrize("hours", [-9, 9], ids=["before it went out", "in the future"])
async def test_a_wrong_clock_is_believed_as_far_as_it_could_be(stair: Stair, hours: int) -> None:
    noted = await note(stair, Outcome.TOLD_AT_DOOR, clock.now() + timedelta(hours=hours))
    assert noted.at == (stair.notice.published_at if hours < 0 else clock.now())


async def test_the_same_key_notes_once(stair: Stair) -> None:
    key = uuid4()
    given = (stair.liaison, stair.notice.id, stair.home.id, Outcome.TOLD_AT_DOOR)
    first, again = await telling.record(*given, key=key), await telling.record(*given, key=key)
    assert first.id == again.id
    assert await NoticeContact.all().count() == 1


async def test_a_door_of_somebody_else_is_not_there(stair: Stair) -> None:
    with pytest.raises(NotFound):
        await telling.record(stair.liaison, stair.notice.id, stair.other.id, Outcome.TOLD_AT_DOOR)
    assert await NoticeContact.all().count() == await Receipt.all().count() == 0


async def test_what_has_not_come_to_a_door_cannot_be_told_there(stair: Stair, town: Town) -> None:
    elsewhere = await builders.published(town.above, town.town, builders.draft(grounds=[town.west]))
    draft = await builders.drafted(town.above, town.town)
    for notice in (elsewhere, draft):
        with pytest.raises(NotFound):
            await telling.record(stair.liaison, notice.id, stair.home.id, Outcome.TOLD_AT_DOOR)
    assert await NoticeContact.all().count() == await Receipt.all().count() == 0


async def test_a_time_to_try_again_lies_ahead_and_belongs_to_an_empty_home(stair: Stair) -> None:
    given = (stair.liaison, stair.notice.id, stair.home.id)
    for outcome, again in ((Outcome.NOT_AT_HOME, -1), (Outcome.REFUSED, 1)):
        with pytest.raises(BadInput) as refused:
            await telling.record(*given, outcome, again_at=clock.now() + timedelta(hours=again))
        assert refused.value.field == "againAt"
    assert await NoticeContact.all().count() == 0


async def test_what_is_read_while_a_slip_of_the_finger_is_taken_back_is_not_lost(
    stair: Stair, monkeypatch: pytest.MonkeyPatch
) -> None:
    await telling.record(stair.liaison, stair.notice.id, stair.home.id, Outcome.TOLD_AT_DOOR)
    clock.advance(timedelta(minutes=1))
    hold, going = tallies.hold, list[Task[Any]]()
    slips = iter([Outcome.NOT_AT_HOME])

    async def hold_after_it_was_taken_back(*given: Any) -> None:
        for slip in slips:
            taken_back = telling.record(stair.liaison, stair.notice.id, stair.home.id, slip)
            going.append(await meeting.begun(taken_back))
        await hold(*given)

    monkeypatch.setattr(tallies, "hold", hold_after_it_was_taken_back)
    reader = await community.actor(stair.resident)
    await receipts.record(reader, Sight(stair.notice.id, Seen.READ))
    await going[0]

    receipt = await Receipt.get(household_id=stair.home.id)
    assert (receipt.read_at, receipt.told_at_door_at) == (clock.now(), None)
    tally = await Tally.get(notice=stair.notice, grid_id=stair.home.grid_id)
    assert (tally.reached, tally.read, tally.told_at_door, tally.via_door) == (1, 1, 0, 0)
