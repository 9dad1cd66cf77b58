"""Who may ask what about shifts, rotas, and who stands them."""

from datetime import timedelta
from typing import Any

from backend.kit import clock, nodes
from backend.shifts import attendance, deciding, offering, place_codes, planning
from backend.shifts.models import Rota, Shift, ShiftRole, Signup, WorkKind
from backend.shifts.rota import rotas
from backend.shifts.rota.templates import Daily, Template
from tests import community
from tests.rights.table import row
from tests.rights.world import World
from tests.shifts import builders


async def _shift(world: World, begins: timedelta = timedelta(days=2), *, by_approval: bool = False) -> Shift:
    """The only shift there is, of the east grid, for three people."""
    await Shift.all().delete()
    wanted = builders.plan(clock.now() + begins, number=3, by_approval=by_approval)
    return await builders.shift(world.town, wanted)


async def _role(shift: Shift) -> str:
    return nodes.opaque("ShiftRole", (await ShiftRole.get(shift_id=shift.id)).id)


async def _stood(world: World, begins: timedelta = timedelta(days=2)) -> tuple[Shift, Signup]:
    """The volunteer of the east grid has a place."""
    shift = await _shift(world, begins)
    return shift, await builders.joined(world.volunteer, shift)


def _named(shift: Shift) -> dict[str, Any]:
    return {"shift": nodes.opaque("Shift", shift.id)}


async def _shift_by_id(world: World) -> dict[str, Any]:
    return {"id": nodes.opaque("Shift", (await _shift(world)).id)}


async def _place_by_id(world: World) -> dict[str, Any]:
    _, signup = await _stood(world)
    return {"id": nodes.opaque("Signup", signup.id)}


async def _of_grid(world: World) -> dict[str, Any]:
    await _stood(world)
    return {"grid": nodes.opaque("Grid", world.east.id)}


async def _week(world: World) -> dict[str, Any]:
    return {**await _of_grid(world), "day": "2020-02-01"}


async def _time(world: World) -> dict[str, Any]:
    begins, until = clock.now(), clock.now() + timedelta(days=7)
    return {**await _of_grid(world), "from": begins.isoformat(), "until": until.isoformat()}


async def _of_shift(world: World) -> dict[str, Any]:
    return _named(await _shift(world))


async def _of_my_shift(world: World) -> dict[str, Any]:
    shift, _ = await _stood(world)
    return _named(shift)


async def _role_of_shift(world: World) -> dict[str, Any]:
    shift = await _shift(world)
    return {**_named(shift), "role": await _role(shift)}


async def _assigning(world: World) -> dict[str, Any]:
    return {**await _role_of_shift(world), "person": nodes.opaque("Person", world.volunteer.id)}


async def _somebody_on_it(world: World) -> dict[str, Any]:
    shift, _ = await _stood(world)
    return {**_named(shift), "person": nodes.opaque("Person", world.volunteer.id)}


def _input() -> dict[str, Any]:
    begins = clock.now() + timedelta(days=3)
    return {
        "kind": "GUARD",
        "place": "南门",
        "startsAt": begins.isoformat(),
        "endsAt": (begins + timedelta(hours=4)).isoformat(),
        "roles": [{"number": 2}],
    }


async def _setting(world: World) -> dict[str, Any]:
    return {"grid": nodes.opaque("Grid", world.east.id), "input": _input()}


async def _changing(world: World) -> dict[str, Any]:
    return {**await _of_shift(world), "input": _input(), "version": 1}


async def _planning(world: World) -> dict[str, Any]:
    await Shift.all().delete()
    given = {
        "name": "卡口两班",
        "firstDay": "2020-02-01",
        "weeks": 1,
        "kind": "GUARD",
        "place": "北门",
        "daily": [{"begins": 480, "ends": 1200, "number": 1}],
        "people": [nodes.opaque("Person", world.volunteer.id)],
    }
    return {"grid": nodes.opaque("Grid", world.east.id), "input": given}


async def _rota(world: World) -> Rota:
    await Shift.all().delete()
    await Rota.all().delete()
    template = Template(
        name="卡口两班",
        first_day=clock.now().date() + timedelta(days=1),
        weeks=1,
        kind=WorkKind.GUARD,
        place="北门",
        daily=(Daily(480, 960, 1),),
        people=(world.volunteer.id,),
    )
    return await rotas.create(await community.actor(world.leader), world.east.id, template)


async def _rotas(world: World) -> dict[str, Any]:
    await _rota(world)
    return {"grid": nodes.opaque("Grid", world.east.id)}


async def _rota_by_id(world: World) -> dict[str, Any]:
    return {"id": nodes.opaque("Rota", (await _rota(world)).id)}


async def _offered(world: World) -> dict[str, Any]:
    """The volunteer would like to hand their place over."""
    shift, _ = await _stood(world)
    await offering.offer(await community.actor(world.volunteer), shift.id)
    return _named(shift)


async def _offered_by_another(world: World) -> dict[str, Any]:
    """Somebody else offers theirs to everybody."""
    giver = await builders.volunteer(world.town, "钱让位")
    shift = await _shift(world)
    signup = await builders.joined(giver, shift)
    await offering.offer(await community.actor(giver), shift.id)
    return {"signup": nodes.opaque("Signup", signup.id)}


async def _asked(world: World) -> dict[str, Any]:
    shift = await _shift(world, by_approval=True)
    signup = await builders.joined(world.volunteer, shift)
    return {"signup": nodes.opaque("Signup", signup.id), "accepted": True}


async def _coming(world: World) -> dict[str, Any]:
    """It begins now, and the code of the place was scanned."""
    shift, _ = await _stood(world, timedelta())
    person = nodes.opaque("Person", world.volunteer.id)
    return {**_named(shift), "person": person, "code": place_codes.shown(shift.id)}


async def _there(world: World) -> tuple[Shift, Signup]:
    """The volunteer is there."""
    shift, signup = await _stood(world, timedelta())
    await attendance.check_in(
        await community.actor(world.volunteer), shift.id, code=place_codes.shown(shift.id)
    )
    return shift, signup


async def _going(world: World) -> dict[str, Any]:
    shift, _ = await _there(world)
    person = nodes.opaque("Person", world.volunteer.id)
    return {**_named(shift), "person": person, "code": place_codes.shown(shift.id)}


async def _hours(world: World) -> dict[str, Any]:
    shift, signup = await _there(world)
    await attendance.check_out(
        await community.actor(world.volunteer), shift.id, code=place_codes.shown(shift.id)
    )
    return {"signup": nodes.opaque("Signup", signup.id), "minutes": 60}


async def _reporting(world: World) -> dict[str, Any]:
    shift, _ = await _stood(world)
    return {**_named(shift), "text": "钥匙在门卫"}


async def _reported(world: World) -> dict[str, Any]:
    """The volunteer stands the shift after the one that wrote something down."""
    first, leader = await _shift(world), await community.actor(world.leader)
    later = await planning.create(leader, world.east.id, builders.plan(first.ends_at, number=3))
    await builders.joined(world.volunteer, later)
    await deciding.assign(leader, first.id, (await ShiftRole.get(shift_id=first.id)).id, world.leader.id)
    written = await attendance.report(leader, first.id, "钥匙在门卫")
    assert written.reported_at
    return {**_named(first), "seen": written.reported_at.isoformat()}


SHIFT = "Shift"
LEADING = {"other_leader": "NotFound", "leader": SHIFT, "leader_above": SHIFT}
SEEN = {"volunteer": SHIFT, "leader": SHIFT, "leader_above": SHIFT}

ROWS = {
    "shift": row(_shift_by_id, "null", **SEEN),
    "node(Shift)": row(_shift_by_id, "null", **SEEN),
    "node(Signup)": row(_place_by_id, "null", volunteer="Signup", leader="Signup", leader_above="Signup"),
    "node(Rota)": row(_rota_by_id, "null", leader="Rota", leader_above="Rota"),
    "shifts": row(_of_grid, "0 rows", volunteer="1 rows", leader="1 rows", leader_above="1 rows"),
    "takers": row(_of_my_shift, "FORBIDDEN", volunteer="0 rows"),
    "shiftWeek": row(_week, "FORBIDDEN", leader="ShiftWeek", leader_above="ShiftWeek"),
    "rotas": row(_rotas, "FORBIDDEN", leader="1 rows", leader_above="1 rows"),
    "rotaTemplate": row(_rotas, "FORBIDDEN", leader="RotaTemplate", leader_above="RotaTemplate"),
    "plannedRota": row(_planning, "FORBIDDEN", leader="RotaPlan", leader_above="RotaPlan"),
    "shiftFairness": row(_time, "FORBIDDEN", leader="1 rows", leader_above="1 rows"),
    # Its leader, its member and its volunteer.
    "candidates": row(_role_of_shift, "FORBIDDEN", leader="3 rows", leader_above="3 rows"),
    # Oneself, and the member.
    "shiftContacts": row(_of_grid, "FORBIDDEN", leader="4 rows", leader_above="4 rows"),
    "placeCode": row(_of_shift, "FORBIDDEN", leader="PlaceCode", leader_above="PlaceCode"),
    "createShift": row(_setting, "FORBIDDEN", **LEADING),
    "changeShift": row(_changing, "FORBIDDEN", **LEADING),
    "cancelShift": row(_of_shift, "FORBIDDEN", **LEADING),
    "createRota": row(_planning, "FORBIDDEN", other_leader="NotFound", leader="Rota", leader_above="Rota"),
    # Who cannot stand here is told why, and how they could.
    "joinShift": row(_role_of_shift, "NotOnThisGround", **SEEN),
    "leaveShift": row(_somebody_on_it, "NotFound", **SEEN),
    "offerShift": row(_of_my_shift, "NotFound", volunteer=SHIFT),
    "keepShift": row(_offered, "NotFound", volunteer=SHIFT),
    "takeShift": row(_offered_by_another, "NotOnThisGround", **SEEN),
    "approveSignup": row(_asked, "FORBIDDEN", **LEADING),
    "assignShift": row(_assigning, "FORBIDDEN", **LEADING),
    "confirmShift": row(_of_my_shift, "NotFound", volunteer=SHIFT),
    "checkIn": row(_coming, "NotFound", **SEEN),
    "checkOut": row(_going, "NotFound", **SEEN),
    "approveHours": row(_hours, "FORBIDDEN", **LEADING),
    "reportShift": row(_reporting, "NotFound", **SEEN),
    # Only who takes over says so.
    "confirmShiftReport": row(_reported, "NotFound", volunteer=SHIFT),
}
