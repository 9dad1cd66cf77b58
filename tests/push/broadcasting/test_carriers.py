"""The carrying processes themselves: started when there is something, ended when there is not, mourned when they die."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from unittest.mock import patch

import orjson
import pytest

from backend.access.models import Person
from backend.push.carrying import carriers, loads
from backend.push.carrying.carriers import Beside, CarrierEnded, Carriers
from backend.push.carrying.loads import Load, Phone
from backend.push.courier import Answer, Said
from backend.push.models import Subscription
from tests.patience import LONG
from tests.push.builders import subscribed
from tests.push.stand_in import HANG, Handset, StandIn


@pytest.fixture
def reachable(stand_in: StandIn) -> Iterator[None]:
    """What is started from now on may send to the stand-in."""
    with patch.dict(os.environ, LIANXIN_PUSH_HOSTS=orjson.dumps([stand_in.host]).decode()):
        yield


@pytest.fixture
async def beside(reachable: None) -> AsyncIterator[Beside]:
    """One process; it starts with its first load."""
    one = Beside()
    yield one
    await one.close()


async def load(*handsets: Handset) -> Load:
    """A message for these phones, as they lie in the table."""
    phones = []
    for handset in handsets:
        row = await subscribed(await Person.create(name="住户"), handset)
        [sealed] = await Subscription.filter(id=row.id).values("endpoint", "p256dh", "auth")
        phones.append(
            Phone(row.id.bytes, 0, *(bytes(sealed[name]) for name in ("endpoint", "p256dh", "auth")))
        )
    return Load("t" * 32, 3600, urgent=True, texts=[b'{"title":"hello"}'], phones=phones)


async def test_it_opens_seals_and_brings(embedded: None, beside: Beside, stand_in: StandIn) -> None:
    well, gone = stand_in.handset(), stand_in.handset()
    stand_in.will_answer(gone, 410)

    brought = await asyncio.wait_for(beside.bring(await load(well, gone)), LONG)

    assert brought.answers == {0: Answer(Said.ACCEPTED), 1: Answer(Said.GONE)}
    assert brought.late is None
    [received] = well.received
    assert received.said == {"title": "hello"}
    assert (received.headers["TTL"], received.headers["Urgency"]) == ("3600", "high")


async def test_who_takes_long_is_answered_for_later(
    embedded: None, beside: Beside, stand_in: StandIn
) -> None:
    slow, well = stand_in.handset(), stand_in.handset()
    stand_in.will_answer(slow, HANG)

    brought = await asyncio.wait_for(beside.bring(await load(slow, well)), LONG)
    assert 0 not in brought.answers
    assert brought.late is not None

    stand_in._closing.set()
    # On a busy machine the other one may take long, too.
    late = await asyncio.wait_for(brought.late, LONG)
    assert brought.answers | late == {0: Answer(Said.ACCEPTED), 1: Answer(Said.ACCEPTED)}


async def test_one_that_dies_says_so_and_the_next_load_starts_another(
    embedded: None, beside: Beside, stand_in: StandIn
) -> None:
    slow, well = stand_in.handset(), stand_in.handset()
    stand_in.will_answer(slow, HANG)
    brought = await asyncio.wait_for(beside.bring(await load(slow)), LONG)
    assert brought.late is not None
    first = beside._process
    assert first is not None

    os.kill(first.pid, signal.SIGKILL)
    with pytest.raises(CarrierEnded):
        await asyncio.wait_for(brought.late, LONG)

    brought = await asyncio.wait_for(beside.bring(await load(well)), LONG)
    assert (brought.answers, len(well.said)) == ({0: Answer(Said.ACCEPTED)}, 1)
    assert beside._process is not first


async def test_one_with_nothing_to_carry_ends(
    embedded: None, beside: Beside, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carriers, "IDLE", 0.01)
    await asyncio.wait_for(beside.bring(await load(stand_in.handset())), LONG)
    process = beside._process
    assert process is not None

    await asyncio.wait_for(process.wait(), LONG)

    assert process.returncode is not None
    brought = await asyncio.wait_for(beside.bring(await load(stand_in.handset())), LONG)
    assert brought.answers == {0: Answer(Said.ACCEPTED)}


async def test_it_ends_with_the_process_that_started_it(
    embedded: None, beside: Beside, stand_in: StandIn
) -> None:
    await asyncio.wait_for(beside.bring(await load(stand_in.handset())), LONG)
    process = beside._process
    assert process is not None
    assert process.stdin is not None

    process.stdin.close()

    assert await asyncio.wait_for(process.wait(), LONG) == 0


async def test_what_is_said_through_the_pipe_comes_out_as_it_went_in() -> None:
    phones = [Phone(bytes(16), 1, b"endpoint", b"key", b"secret")]
    given = Load("topic", 60, urgent=False, texts=[b"one", b"two"], phones=phones)
    pipe = asyncio.StreamReader()
    pipe.feed_data(loads.framed(7, loads.packed(given))[:-1])
    pipe.feed_data(loads.framed(7, loads.packed(given))[-1:])
    pipe.feed_eof()

    said = await loads.read(pipe)

    assert said is not None
    assert (said[0], loads.unpacked(said[1])) == (7, given)
    assert await loads.read(pipe) is None


async def test_it_gives_way_to_others(embedded: None, beside: Beside, stand_in: StandIn) -> None:
    await asyncio.wait_for(beside.bring(await load(stand_in.handset())), LONG)
    assert _turn_of(beside) == (os.SCHED_IDLE, 0)


async def test_one_to_which_the_others_leave_nothing_is_replaced_by_one_that_takes_its_share(
    embedded: None, reachable: None, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carriers, "STARVING", 0.0)
    ours = Carriers(1)
    [starved] = ours._beside
    well = stand_in.handset()
    try:
        brought = await asyncio.wait_for(ours.bring(await load(well)), LONG)

        [insisting] = ours._beside
        assert insisting is not starved
        assert (_turn_of(insisting), starved._process) == ((os.SCHED_OTHER, 10), None)
        assert (brought.answers, len(well.said)) == ({0: Answer(Said.ACCEPTED)}, 1)
    finally:
        await ours.close()


def _turn_of(one: Beside) -> tuple[int, int]:
    """How a process is scheduled, and how nice it is beyond this one."""
    assert one._process is not None
    nice = os.getpriority(os.PRIO_PROCESS, one._process.pid) - os.getpriority(os.PRIO_PROCESS, 0)
    return os.sched_getscheduler(one._process.pid), nice
