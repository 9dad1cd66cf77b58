"""Somebody on a shift, and somebody who has stood one, for tests of coming, hours and handing over."""

from datetime import timedelta

from backend.access.models import Person
from backend.kit import clock
from backend.shifts import attendance, place_codes
from backend.shifts.models import Shift, Signup, WorkKind
from tests.community import Town
from tests.shifts import builders
from tests.supplies.builders import acting

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


async def joined(town: Town, kind: WorkKind = WorkKind.GUARD) -> tuple[Shift, Person]:
    """A shift of four hours that begins in an hour, and 陈晨, who is on it."""
    shift = await builders.shift(town, builders.plan(clock.now() + HOUR, kind=kind))
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    return shift, chen


async def stood(town: Town, minutes: int = 240) -> tuple[Shift, Signup]:
    """A shift that 陈晨 came to in time and stood for so long."""
    shift, chen = await joined(town)
    clock.advance(HOUR)
    await attendance.check_in(await acting(chen), shift.id, code=place_codes.shown(shift.id))
    clock.advance(minutes * MINUTE)
    leader = await acting(town.leader)
    return shift, await attendance.check_out(leader, shift.id, person=chen.id)
