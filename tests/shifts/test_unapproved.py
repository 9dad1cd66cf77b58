"""Hours that no leader has approved wait for one, however long ago they were stood."""

from datetime import timedelta

from backend.access.models import Person
from backend.kit import clock
from backend.shifts import attendance, planning
from backend.shifts.models import Shift
from tests.community import Town
from tests.phones import Phones
from tests.shifts import builders, duties
from tests.shifts.asking import named
from tests.statements import counted
from tests.supplies.builders import acting

DOCUMENT = """
query Unapproved($grid: ID!) {
  shifts(grid: $grid, unapproved: true) { nodes { id signups { id minutes approvedAt } } }
}
"""


async def test_hours_wait_for_a_leader_however_old_until_each_is_approved(town: Town, phones: Phones) -> None:
    shift, signup = await duties.stood(town, minutes=200)
    leader = await acting(town.leader)

    async def waiting(person: Person) -> list[str]:
        found = await (await phones(person)).ask(DOCUMENT, grid=named("Grid", town.east))
        return [one["id"] for one in found["shifts"]["nodes"]]

    clock.advance(timedelta(days=200))
    # One to come, and one that was called off, have no hours.
    await builders.joined(await builders.volunteer(town, "周舟"), await builders.shift(town))
    off = await builders.shift(town, builders.plan(clock.now() + timedelta(hours=1)))
    await builders.joined(await builders.volunteer(town, "吴优"), off)
    await planning.cancel(leader, off.id)
    clock.advance(timedelta(hours=8))
    assert await waiting(town.leader) == [named("Shift", shift)]
    assert await waiting(town.above) == [named("Shift", shift)]
    # Whoever stood it does not approve.
    assert await waiting(await Person.get(id=signup.person_id)) == []
    with counted() as statements:
        await waiting(town.leader)
    assert len(statements) <= 8
    await attendance.approve_hours(leader, signup.id)
    assert await waiting(town.leader) == []
    assert await Shift.filter(id=shift.id).exists()
