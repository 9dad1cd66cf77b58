"""The shifts of the demo community when one first looks: one being stood, one that takes over from it, some to come."""

from datetime import UTC, datetime, time, timedelta

from backend.access.actor import Actor
from backend.demo import people as cast
from backend.demo.community import acting, grid_id
from backend.demo.people import Neighbour
from backend.kit import clock
from backend.shifts import attendance, joining, planning, wording
from backend.shifts.joining import Wish
from backend.shifts.models import Shift, ShiftRole, WorkKind
from backend.shifts.plans import Needed, Plan
from backend.volunteers.models import QualificationKind

GATE = "河滨里北门"
GUARDING = "测体温，登记外来车辆和人员，劝大家戴口罩。有发热的马上打电话给网格长。"
WARM = "自己的水杯和厚衣服。口罩和体温枪在岗亭。"


async def tell() -> None:
    """Set them, and have people join."""
    leader = await acting(cast.GRID_LEADER)
    await _at_the_gate_now(leader)
    await _other_work(leader)
    await _at_the_gate_later(leader)


async def _at_the_gate_now(leader: Actor) -> None:
    """周洋 stands at the gate and has written down what 陈晨 has to know, who takes over within the hour."""
    change = clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    before = await _set(leader, _guard(change - timedelta(hours=4), hours=4))
    after = await _set(leader, _guard(change, hours=4))
    await _join(cast.CHEN, after)
    zhou = await _join(cast.ZHOU, before)
    await attendance.check_in(leader, before.id, person=zhou.person)
    await attendance.report(
        zhou, before.id, "体温枪在左边抽屉里，快没电了。3 栋有一位老人等着送药，电话在登记本上。"
    )
    await _set(
        leader,
        Plan(
            WorkKind.DELIVERY,
            "社区服务站",
            change + timedelta(hours=1),
            change + timedelta(hours=3),
            (Needed(2),),
        ),
    )


async def _other_work(leader: Actor) -> None:
    """One that needs a paper, one that the leader approves, one that is done from home."""
    health = (QualificationKind.HEALTH_CERTIFICATE,)
    disinfecting = (Needed(1, "配药水", health), Needed(2, "喷洒"))
    await _set(
        leader,
        Plan(WorkKind.DISINFECTION, "桂花苑各楼道", _on(1, 9), _on(1, 11), disinfecting, bring="雨鞋、手套"),
    )
    await _set(
        leader,
        Plan(WorkKind.PUBLICITY, "新园小区门口", _on(1, 14), _on(1, 17), (Needed(3),), by_approval=True),
    )
    await _set(leader, Plan(WorkKind.REMOTE_DESK, "在家接电话", _on(3, 19), _on(3, 22), (Needed(1),)))


async def _at_the_gate_later(leader: Actor) -> None:
    """A day with a place left, and a night that is full."""
    day = await _set(leader, _guard(_on(2, 8), hours=12, number=3))
    for one in (cast.CHEN, cast.ZHOU):
        await _join(one, day)
    night = await _set(leader, _guard(_on(2, 20), hours=12, number=1))
    await _join(cast.MEMBER, night)


def _guard(begins: datetime, *, hours: int, number: int = 2) -> Plan:
    ends = begins + timedelta(hours=hours)
    return Plan(WorkKind.GUARD, GATE, begins, ends, (Needed(number),), brief=GUARDING, bring=WARM)


def _on(days: int, hour: int) -> datetime:
    """So many days from today, at this hour by the clock on the wall."""
    here = wording.zone("")
    day = clock.now().astimezone(here).date() + timedelta(days=days)
    return datetime.combine(day, time(hour), here).astimezone(UTC)


async def _set(leader: Actor, plan: Plan) -> Shift:
    return await planning.create(leader, await grid_id(cast.FIRST), plan)


async def _join(who: Neighbour, shift: Shift) -> Actor:
    role = await ShiftRole.get(shift_id=shift.id)
    actor = await acting(who)
    await joining.join(actor, Wish(shift.id, role.id))
    return actor
