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
LEAST_STATEMENTS = 5
"""Whatever is due takes more than so many."""
LEFT = 10
"""Of so many shifts somebody leaves for whom another waits; of so many more, for whom nobody does."""


async def kill(*how: int) -> int:
    """Have workers killed one after the other, so many by this chance or all along the way; how many were not done."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.shifts.mortal", clock.now().isoformat(), *map(str, how)),
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

    assert await kill(12, 1) == 12
    await builders.gone()
    assert await Due.filter(kind__in=[DueKind.EVENING, DueKind.HOUR, DueKind.MOVE_UP]).count() == 0
    assert await titles() == {
        "提醒：您的班快开始了": 2 * SHIFTS - 2 * LEFT,
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
    assert await kill(8, 2) == 8
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


async def test_whatever_is_due_is_done_once_before_whichever_statement_a_worker_is_killed(town: Town) -> None:
    begins = clock.now() + timedelta(days=2)
    waited_for, left_alone = [await builders.shift(town, builders.plan(begins)) for _ in range(2)]
    first, _, waiting, other, _, saver, *_ = people = await builders.crowd(town, 12)
    for person, shift in zip(people, [waited_for] * 3 + [left_alone] * 2, strict=False):
        await builders.joined(person, shift, may_wait=True)

    clock.advance(timedelta(days=1))
    await is_done_once(DueKind.EVENING, "提醒：您快要值班了", 4)

    clock.advance(timedelta(hours=5))
    await leaving.leave(await acting(first), waited_for.id)
    await is_done_once(DueKind.MOVE_UP, "候补轮到您了", 1, "moveUp")
    assert (await builders.signup_of(waiting, waited_for)).state is SignupState.JOINED

    await leaving.leave(await acting(other), left_alone.id)
    await is_done_once(DueKind.WAVE, "急：值班缺人，您能来吗？", IN_A_WAVE, "askToFill")
    assert await AskedToFill.all().count() == IN_A_WAVE
    await builders.joined(saver, left_alone)

    clock.advance(timedelta(hours=18))
    await is_done_once(DueKind.HOUR, "提醒：您的班快开始了", 4)
    clock.advance(timedelta(hours=1, minutes=15))
    await is_done_once(DueKind.LATE, "您的班已经开始", 4, "markLate", 2)
    clock.advance(timedelta(hours=5))
    await is_done_once(DueKind.CLOSE, "", 0, "closeShift", 2)
    missed = await Signup.filter(state=SignupState.MISSED).values_list("version", flat=True)
    # One for joining, for one of them one for moving up; one for being late and one for the end.
    assert sorted(missed) == [3, 3, 3, 4]
    assert await Due.all().count() == 0


async def is_done_once(kind: DueKind, told: str, people: int, verb: str = "", times: int = 1) -> None:
    """Workers are killed all along the way of what is due now; so many people are told, and it is written so often."""
    await Message.all().delete()
    assert await Due.filter(kind=kind, due_at__lte=clock.now()).exists()
    assert await kill() > LEAST_STATEMENTS
    assert await builders.gone() == 0
    assert not await Due.filter(kind=kind, due_at__lte=clock.now()).exists()
    assert (await titles())[told] == people
    assert await Deed.filter(actor=None, verb=verb).count() == (times if verb else 0)
