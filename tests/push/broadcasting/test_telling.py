"""A whole crowd is told: everybody once, in their language, and nothing is written for those who took it."""

import asyncio
from datetime import timedelta

import pytest

from backend.access.models import Person, Session
from backend.kit import clock, work
from backend.kit.words import Language
from backend.push.broadcast_models import Broadcast, Chunk, Remainder
from backend.push.broadcasting import broadcasts, chunks, rounds
from backend.push.carrying.carriers import Brought
from backend.push.carrying.loads import Load
from backend.push.models import Kind, Preference, QuietHours, Subscription
from tests.push.broadcasting.crowd import ABOUT, Here, Row, counts, opaque, rows, tell
from tests.push.broadcasting.going import done, taken, tell_one
from tests.push.builders import subscribed
from tests.push.stand_in import StandIn
from tests.statements import counted

pytestmark = pytest.mark.usefixtures("carrying")


async def test_everybody_is_told_once(row: Row, stand_in: StandIn) -> None:
    await row.grow(stand_in, 11)
    broadcast = await tell()

    await done()

    assert row.heard == [1] * 11
    assert row.handsets[0].said == [
        {
            "id": opaque(),
            "type": "Notice",
            "title": "停水",
            "body": "今晚八点停水",
            "link": "/notices/7",
            "tag": broadcast.topic,
        }
    ]
    assert (await counts(), await rows()) == ({"accepted": 11}, (0, 0, 0))


async def test_nothing_is_written_for_a_phone_that_took_it(row: Row, stand_in: StandIn) -> None:
    await row.grow(stand_in, 9)
    before = await Subscription.all().order_by("id").values()
    await tell()

    await done()

    assert await Subscription.all().order_by("id").values() == before
    assert (await Broadcast.all().count(), await Chunk.all().count(), await Remainder.all().count()) == (
        1,
        3,
        0,
    )


async def test_what_is_queued_is_one_row_until_a_worker_cuts_it(row: Row, stand_in: StandIn) -> None:
    await row.grow(stand_in, 9)
    await tell()

    [whole] = await Chunk.all()
    assert (whole.is_whole, whole.begins, whole.before) == (True, "", "~")

    await done()
    stretches = await Chunk.all().order_by("begins").values_list("begins", "before", "is_whole")
    assert stretches == [("", "000004", False), ("000004", "000008", False), ("000008", "~", False)]


async def test_each_reads_it_in_their_language(row: Row, stand_in: StandIn) -> None:
    await row.grow(stand_in, 3)
    for person, language in zip(row.people, Language, strict=True):
        await Person.filter(id=person.id).update(language=language)
    await tell()

    await done()

    # Nobody wrote it in traditional Chinese.
    titles = {
        language: phone.said[0]["title"] for language, phone in zip(Language, row.handsets, strict=True)
    }
    assert titles == {Language.ZH_HANS: "停水", Language.ZH_HANT: "停水", Language.EN: "Water off"}


async def test_what_did_not_happen_is_not_told(row: Row, stand_in: StandIn) -> None:
    await row.grow(stand_in, 2)

    async def fail() -> None:
        await tell()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await work.unit(fail)
    await done()

    assert (row.heard, await Broadcast.all().count(), await Chunk.all().count()) == ([0, 0], 0, 0)


async def test_all_phones_of_a_person_ring_and_none_that_is_signed_out(row: Row, stand_in: StandIn) -> None:
    await row.grow(stand_in, 1)
    second, third = stand_in.handset(), stand_in.handset()
    await subscribed(row.people[0], second)
    left = await subscribed(row.people[0], third)
    await Session.filter(id=left.session_id).update(revoked_at=clock.now())
    await tell()

    await done()

    assert (row.heard, len(second.said), len(third.said)) == ([1], 1, 0)
    assert await counts() == {"accepted": 2}


async def test_who_wants_none_is_rung_only_for_what_is_urgent(row: Row, stand_in: StandIn) -> None:
    await row.grow(stand_in, 2)
    await Preference.create(person=row.people[0], kind=Kind.NOTICE, wanted=False)
    await Preference.create(person=row.people[1], kind=Kind.STOCK, wanted=False)

    await tell()
    await done()
    assert (row.heard, await counts()) == ([0, 1], {"unwanted": 1, "accepted": 1})

    await tell(urgent=True)
    await done()
    assert row.heard == [1, 2]


async def test_at_night_only_what_is_urgent_rings_and_the_rest_in_the_morning(
    row: Row, stand_in: StandIn
) -> None:
    await row.grow(stand_in, 2)
    # It is seven in the evening.
    await QuietHours.create(person=row.people[0], begins=18 * 60, ends=7 * 60, zone="Asia/Shanghai")

    await tell()
    await done()
    assert (row.heard, await counts()) == ([0, 1], {"waiting": 1, "accepted": 1})

    await tell(urgent=True)
    await done()
    assert row.heard == [1, 2]

    clock.advance(timedelta(hours=12, seconds=1))
    await done()
    assert (row.heard, await rows()) == ([2, 2], (0, 0, 0))


async def test_an_urgent_one_goes_before_one_that_has_waited(row: Row, stand_in: StandIn) -> None:
    await row.grow(stand_in, 1)
    await tell()
    clock.advance(timedelta(seconds=1))
    urgent = await tell(urgent=True)

    first = await taken()

    assert first.broadcast_id == urgent.id


async def test_an_urgent_one_that_comes_meanwhile_does_not_wait_until_all_are_told(
    row: Row, stand_in: StandIn, carrying: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    await row.grow(stand_in, 40)
    monkeypatch.setattr(carrying, "at_once", 1)
    bring, urgent = carrying.bring, list[Broadcast]()

    async def one_comes_meanwhile(load: Load) -> Brought:
        if not urgent:
            urgent.append(await tell(urgent=True))
        return await bring(load)

    monkeypatch.setattr(carrying, "bring", one_comes_meanwhile)
    await tell()
    await rounds.tell_crowds()

    heard = [[said.headers["Urgency"] for said in phone.received] for phone in row.handsets]
    assert heard == [["normal", "high"]] * 4 + [["high", "normal"]] * 36


async def test_what_is_taken_back_is_told_nobody_any_more(row: Row, stand_in: StandIn) -> None:
    await row.grow(stand_in, 9)
    stand_in.will_answer(row.handsets[0], 503)
    await tell()
    await tell_one()

    await work.unit(lambda: broadcasts.stop(ABOUT))
    clock.advance(timedelta(hours=2))
    await done()

    assert (sum(row.heard), await rows()) == (3, (0, 0, 0))
    assert (await Broadcast.get()).stopped_at is not None


async def test_what_is_over_rings_no_more(row: Row, stand_in: StandIn) -> None:
    await row.grow(stand_in, 5)
    await tell(expires=clock.now() + timedelta(minutes=1))
    clock.advance(timedelta(minutes=2))

    await done()

    assert (row.heard, await rows()) == ([0] * 5, (0, 0, 0))


async def test_two_workers_share_a_crowd_and_ring_nobody_twice(row: Row, stand_in: StandIn) -> None:
    await row.grow(stand_in, 30)
    await tell()

    await asyncio.gather(*(rounds.tell_crowds() for _ in range(4)))
    await done()

    assert (row.heard, await counts()) == ([1] * 30, {"accepted": 30})


async def test_no_push_service_is_asked_to_keep_it_for_longer_than_they_do(
    row: Row, stand_in: StandIn
) -> None:
    await row.grow(stand_in, 1)
    await tell(expires=clock.now() + timedelta(days=300))
    await done()
    [received] = row.handsets[0].received
    assert received.headers["TTL"] == str(28 * 24 * 3600)


async def test_looking_what_is_done_costs_the_same_however_much_waits_for_the_morning(
    row: Row, stand_in: StandIn
) -> None:
    await row.grow(stand_in, 1)
    await QuietHours.create(person=row.people[0], begins=18 * 60, ends=7 * 60, zone="Asia/Shanghai")
    costs = []
    for _ in range(2):
        for _ in range(3):
            await tell()
        await done()
        with counted() as asked:
            await chunks.close_what_is_over()
        costs.append(len(asked))
    assert (await Broadcast.filter(done_at=None).count(), await Remainder.all().count()) == (6, 6)
    assert costs == [2, 2]
