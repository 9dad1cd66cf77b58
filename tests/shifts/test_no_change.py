"""A leader who saves what stands there already changes nothing and disturbs nobody."""

from dataclasses import replace

from backend.kit.refusals import Changed
from backend.shifts import changing
from backend.shifts.plans import Needed, Plan
from backend.volunteers.models import QualificationKind
from tests.community import Town
from tests.shifts import builders
from tests.supplies.builders import acting, refused

PAPERS = (QualificationKind.FIRST_AID, QualificationKind.DOCTOR)


def of_two_roles() -> Plan:
    """A shift of two roles, one of which needs papers."""
    roles = (Needed(2, "门岗"), Needed(1, "医务", PAPERS))
    return replace(builders.plan(), roles=roles, brief="测体温", bring="水杯", by_approval=True)


async def test_saving_what_stands_there_tells_nobody_and_asks_nobody_again(town: Town) -> None:
    wanted = of_two_roles()
    shift = await builders.shift(town, wanted)
    await builders.joined(await builders.volunteer(town, "陈晨"), shift)
    leader = await acting(town.leader)
    before = await builders.everything()
    same = replace(wanted, place=" 北门岗亭 ", roles=(wanted.roles[1], wanted.roles[0]))
    for plan in (wanted, same, replace(wanted, contact=town.leader.id)):
        found = await changing.change(leader, shift.id, plan, version=shift.version)
        assert found.version == shift.version
    assert await builders.everything() == before
    with refused(Changed, version=shift.version):
        await changing.change(leader, shift.id, wanted, version=shift.version + 1)


async def test_one_difference_is_a_change(town: Town) -> None:
    wanted = of_two_roles()
    shift = await builders.shift(town, wanted)
    leader, version = await acting(town.leader), shift.version
    changes = [
        {"bring": "手套"},
        {"by_approval": False},
        {"contact": town.member.id},
        {"roles": (wanted.roles[0], replace(wanted.roles[1], qualifications=PAPERS[:1]))},
        {"roles": (replace(wanted.roles[0], number=3), wanted.roles[1])},
    ]
    for change in changes:
        found = await changing.change(leader, shift.id, replace(wanted, **change), version=version)
        assert found.version == version + 1
        found = await changing.change(leader, shift.id, wanted, version=found.version)
        version = found.version
