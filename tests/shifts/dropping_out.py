"""A place that falls empty an hour before, and volunteers near it, for tests of who is asked."""

from datetime import timedelta

from backend.access.models import Person
from backend.grids.models import Grid
from backend.kit import clock
from backend.shifts import leaving
from backend.shifts.models import Shift
from tests import community
from tests.community import Town
from tests.shifts import builders
from tests.supplies.builders import acting
from tests.volunteers import builders as volunteers

CAN_YOU = "急：值班缺人，您能来吗？"
NOBODY = "急：值班还缺人"
HOUR = timedelta(hours=1)


async def near(town: Town, name: str, grid: Grid | None = None) -> Person:
    """A volunteer of this grid who goes all over the community."""
    leader = town.neighbour if grid and grid.id == town.west.id else town.leader
    person = await community.resident(name, grid or town.east)
    await volunteers.volunteer(person, leader)
    return person


async def dropped_out(town: Town, number: int = 1) -> Shift:
    """A shift that begins in an hour, of which somebody just left."""
    shift = await builders.shift(town, builders.plan(clock.now() + HOUR, number=number))
    chen = await builders.volunteer(town, "陈晨")
    await builders.joined(chen, shift)
    await leaving.leave(await acting(chen), shift.id)
    return shift
