"""A worker that is killed in the middle of what it does leaves nothing half done and nothing done twice."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections import Counter
from datetime import timedelta

import orjson

from backend.access.models import Deed
from backend.kit import clock
from backend.push.models import Message
from backend.shifts import joining, leaving
from backend.shifts.clock_models import AskedToFill, Due, DueKind
from backend.shifts.jobs import IN_A_WAVE
from backend.shifts.models import ShiftRole, Signup, SignupState
from tests.community import Town
from tests.shifts import builders
from tests.supplies.builders import acting

SHIFTS = 30
LEFT = 10
"""Of so many shifts somebody leaves for whom another waits; of so many more, for whom nobody does."""


async def kill(times: int, seed: int) -> int:
    """Have so many workers killed one after the other; how many were not done before."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.shifts.mortal", str(times), str(seed), clock.now().isoformat()),
        stdout=PIPE,
    )
    said, _ = await process.communicate()
    assert process.returncode == 0
    return int(said)


async def titles() -> Counter[str]:
    """How often each thing was told."""
    return Counter([orjson.loads(message.said)["zh-Hans"][0] for message in await Message.all()])


async def test_workers_killed_twenty_times_do_everything_that_is_due_exactly_once(town: Town) -> None:
    begins = clock.now() + timedelta(days=2)
    shifts = [await builders.shift(town, builders.plan(begins, number=2)) for _ in range(SHIFTS)]
    roles = [(await builders.role_of(shift)).id for shift in shifts]
    people = await builders.crowd(town, 2 * SHIFTS)
    actors = [await acting(person) for person in people]
    await asyncio.gather(
        *(
            joining.join(actor, joining.Wish(shifts[at // 2].id, roles[at // 2]))
            for at, actor in enumerate(actors)
        )
    )
    waiting = [await acting(person) for person in await builders.crowd(town, LEFT, "候补")]
    await asyncio.gather(
        *(
            joining.join(actor, joining.Wish(shifts[at].id, roles[at], may_wait=True))
            for at, actor in enumerate(waiting)
        )
    )
    clock.advance(timedelta(days=1, hours=4))
    await asyncio.gather(*(leaving.leave(actors[2 * at], shifts[at].id) for at in range(2 * LEFT)))
    await Message.all().delete()
    clock.advance(timedelta(hours=19))

    assert await kill(12, seed=1) == 12
    await builders.gone()
    assert await Due.filter(kind__in=[DueKind.EVENING, DueKind.HOUR, DueKind.MOVE_UP]).count() == 0
    assert await titles() == {
        "提醒：一小时后值班": 2 * SHIFTS - 2 * LEFT,
        "候补轮到您了": LEFT,
        "急：值班缺人，您能来吗？": LEFT * IN_A_WAVE,
    }
    assert Counter(await Deed.filter(actor=None).values_list("verb", flat=True)) == {
        "moveUp": LEFT,
        "askToFill": LEFT,
    }
    assert await AskedToFill.all().count() == LEFT * IN_A_WAVE
    assert Counter(await ShiftRole.all().values_list("taken", flat=True)) == {2: 2 * LEFT, 1: LEFT}

    clock.advance(timedelta(hours=6))
    await Message.all().delete()
    assert await kill(8, seed=2) == 8
    await builders.gone()
    assert await Due.all().count() == 0
    assert Counter(await Deed.filter(actor=None).values_list("verb", flat=True)) == {
        "moveUp": LEFT,
        "askToFill": LEFT,
        "markLate": SHIFTS,
        "closeShift": SHIFTS,
    }
    assert (await titles())["您的班已经开始"] == 2 * SHIFTS - LEFT
    missed = await Signup.filter(state=SignupState.MISSED)
    # One for joining, perhaps one for moving up; one for being late and one for the end.
    assert sorted(one.version for one in missed) == [3] * (2 * SHIFTS - 2 * LEFT) + [4] * LEFT
