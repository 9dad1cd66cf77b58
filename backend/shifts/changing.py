"""Changing a shift that people have joined; also those like it that its rule or rota repeats after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from backend.access import audit
from backend.access.actor import Actor
from backend.kit import clock, nodes, work
from backend.kit.refusals import BadInput, Changed, NotFound
from backend.kit.words import Words
from backend.shifts import alike, clockwork, contacts, places, planning, plans, rules, telling, wording
from backend.shifts.alike import Hours
from backend.shifts.models import HOLDING, SIGNED_UP, Shift, ShiftRole, Signup
from backend.shifts.plans import Needed, Plan
from backend.shifts.refusals import PlacesTaken

FACTS = ("kind", "place", "brief", "bring", "contact", "by_approval")
"""What a plan says besides its hours and its roles."""
BEGUN = Words(
    "已经有人到岗，开始时间不能再改。可以改结束时间；或者取消这一班（到岗的照算工时），另设一班。",
    "已經有人到崗，開始時間不能再改。可以改結束時間；或者取消這一班（到崗的照算工時），另設一班。",
    "Somebody has come already, so its beginning stays. Change its end; or call it off (their hours count) and set another.",
)
OF_ONE = Words("{when}：{reason}", "{when}：{reason}", "{when}: {reason}")


@dataclass(frozen=True, slots=True)
class Change:
    """A shift that is held, what it was, and what it is to be."""

    shift: Shift
    was: Plan
    now: Plan

    @property
    def moves(self) -> bool:
        """Whether its time changes."""
        return (self.was.starts_at, self.was.ends_at) != (self.now.starts_at, self.now.ends_at)

    @property
    def has_other_roles(self) -> bool:
        """Whether it needs other people."""
        return _by_name(self.was.roles) != _by_name(self.now.roles)

    @property
    def is_one(self) -> bool:
        """Whether anything changes at all."""
        return self.has_other_roles or replace(self.was, roles=()) != replace(self.now, roles=())


@work.verb
async def change(
    actor: Actor,
    shift: UUID,
    plan: Plan,
    *,
    version: int,
    all_following: bool = False,
    key: UUID | None = None,
) -> Shift:
    """Change a shift, or it and those like it after it. Whoever is on one is told, and asked again where it moves."""
    # All at once: whoever held them one after the other could wait for somebody who waits for them.
    [after] = await alike.after([shift]) if all_following else [[]]
    held = await places.held([shift, *after])
    found = held.pop(shift, None)
    if found is None or not actor.answers_for(found.grid.path, *rules.ANSWER):
        raise NotFound
    planning.refuse_over(found)
    plan = plans.checked(plan, clock.now())
    await contacts.check(plan.contact, found.grid_id, found.grid.path)
    if found.version != version:
        raise Changed(version=found.version, node=nodes.opaque("Shift", shift))
    changes = await _changes(found, replace(plan, contact=plan.contact or found.contact_id), held)
    if not changes:
        return found

    for one in changes:
        await _write(one)
    await _follow_up(changes)
    shifts = [one.shift for one in changes]
    has_moved = any(one.moves for one in changes)
    await audit.note(actor, "changeShift", "Shift", shift, moved=has_moved, shifts=len(shifts))
    await telling.of_change(shifts, has_moved=has_moved, besides=actor.id)
    newly = [one.shift for one in changes if one.was.contact != one.now.contact]
    await telling.of_contact(newly, besides=actor.id)
    return found


async def _changes(first: Shift, plan: Plan, held: Mapping[UUID, Shift]) -> list[Change]:
    """What becomes of the first shift, and of those that follow it: what the leader changed, each keeping the rest."""
    following = [one for one in alike.later(first, held.values()) if one.state is first.state]
    roles = await _roles_of([first.id, *(one.id for one in following)])
    change = Change(first, _plan_of(first, roles[first.id]), plan)
    hours, new = _hours(first, change.was), _hours(first, plan)
    changes = [change]
    for one in following:
        own = _plan_of(one, roles[one.id])
        span = hours.moved(new, (own.starts_at, own.ends_at)) if change.moves else None
        changes.append(Change(one, own, _as_well(change, own, span)))
    wanted = [one for one in changes if one.is_one]
    for each in wanted:
        _refuse_unstandable(each)
    await _refuse_begun(wanted)
    return wanted


def _hours(shift: Shift, plan: Plan) -> Hours:
    return Hours.of((plan.starts_at, plan.ends_at), shift.grid.time_zone)


def _plan_of(shift: Shift, roles: Sequence[ShiftRole]) -> Plan:
    """A shift as its leader would say it today."""
    return Plan(
        shift.kind,
        shift.place,
        shift.starts_at,
        shift.ends_at,
        tuple(
            Needed(role.needed, role.name, tuple(sorted(role.required, key=lambda kind: kind.value)))
            for role in roles
        ),
        shift.brief,
        shift.bring,
        shift.contact_id,
        shift.by_approval,
    )


def _as_well(change: Change, own: Plan, span: alike.Span | None) -> Plan:
    """What another shift is to be, where only what changes here changes there."""
    changed = {
        name: getattr(change.now, name)
        for name in FACTS
        if getattr(change.was, name) != getattr(change.now, name)
    }
    begins, ends = span or (own.starts_at, own.ends_at)
    roles = _roles_as_well(change, own.roles) if change.has_other_roles else own.roles
    return replace(own, starts_at=begins, ends_at=ends, roles=roles, **changed)


def _roles_as_well(change: Change, own: Sequence[Needed]) -> tuple[Needed, ...]:
    was, now = _by_name(change.was.roles), _by_name(change.now.roles)
    gone = was.keys() - now.keys()
    new = {one.name: one for one in change.now.roles if was.get(one.name) != now[one.name]}
    roles = {one.name: one for one in own if one.name not in gone} | new
    return tuple(roles.values()) or tuple(own)


def _by_name(roles: Sequence[Needed]) -> dict[str, tuple[int, frozenset[object]]]:
    return {role.name: (role.number, frozenset(role.qualifications)) for role in roles}


def _refuse_unstandable(change: Change) -> None:
    """Nobody could stand it like this: the refusal says which one it is."""
    try:
        plans.lasting(change.now.starts_at, change.now.ends_at, clock.now())
        plans.roles(change.now.roles)
    except BadInput as refusal:
        reason = OF_ONE.filled(when=_said(change.shift), reason=refusal.reason)
        raise BadInput(field=refusal.field, reason=reason) from refusal


async def _refuse_begun(changes: Sequence[Change]) -> None:
    """What people stand already, or have stood, began when it did: their hours count from there."""
    begun = [
        one.shift.id
        for one in changes
        if one.was.starts_at != one.now.starts_at and one.was.starts_at <= clock.now()
    ]
    if begun and await Signup.filter(shift_id__in=begun, state__in=HOLDING, came_at__isnull=False).exists():
        raise BadInput(field="startsAt", reason=BEGUN)


def _said(shift: Shift) -> Words:
    return wording.when(shift.starts_at, shift.ends_at, shift.grid.time_zone)


async def _write(change: Change) -> None:
    """The shift as it is to be, with its roles."""
    shift, plan = change.shift, change.now
    if change.has_other_roles:
        await _change_roles(shift, plan.roles)
    shift.kind, shift.place = plan.kind, plan.place
    shift.starts_at, shift.ends_at = plan.starts_at, plan.ends_at
    shift.brief, shift.bring = plan.brief, plan.bring
    shift.contact_id, shift.by_approval = plan.contact or shift.contact_id, plan.by_approval
    shift.version += 1
    await shift.save()


async def _follow_up(changes: Sequence[Change]) -> None:
    """The clock, the waiting lists and the screens go by what the shifts are now."""
    on_them = await places.people_of([one.shift.id for one in changes])
    moved = [one.shift for one in changes if one.moves]
    await clockwork.move(moved)
    await clockwork.move_up_elsewhere({person for shift in moved for person in on_them.get(shift.id, ())})
    await clockwork.move_up_everywhere(one.shift.id for one in changes)
    for one in changes:
        places.hint(one.shift, *on_them.get(one.shift.id, ()))


async def _roles_of(shifts: Sequence[UUID]) -> dict[UUID, list[ShiftRole]]:
    found: dict[UUID, list[ShiftRole]] = {shift: [] for shift in shifts}
    for role in await ShiftRole.filter(shift_id__in=shifts).order_by("id"):
        found[role.shift_id].append(role)
    return found


async def _change_roles(shift: Shift, wanted: Sequence[Needed]) -> None:
    """Roles are known by their names; one that somebody has a place in stays, and stays as large as they need."""
    there = {role.name: role for role in await ShiftRole.filter(shift_id=shift.id)}
    if len(there) == len(wanted) == 1:
        # A single role keeps its people under a new name.
        there = {wanted[0].name: next(iter(there.values()))}
    kept = [await _keep_role(shift, there.get(one.name), one) for one in wanted]
    for name in there.keys() - {one.name for one in wanted}:
        await _remove(shift, there[name], kept[0])


async def _keep_role(shift: Shift, role: ShiftRole | None, wanted: Needed) -> UUID:
    fresh = planning.role_row(shift.id, wanted)
    if role is None:
        await fresh.save(force_create=True)
        return fresh.id
    if wanted.number < role.taken:
        raise PlacesTaken(taken=role.taken, which=_said(shift))
    await ShiftRole.filter(id=role.id).update(
        name=fresh.name, needed=fresh.needed, qualifications=fresh.qualifications
    )
    return role.id


async def _remove(shift: Shift, role: ShiftRole, other: UUID) -> None:
    """Take away a role that nobody has or wants; who left it once is remembered at another."""
    if number := await Signup.filter(role_id=role.id, state__in=SIGNED_UP).count():
        raise PlacesTaken(taken=number, which=_said(shift))
    await Signup.filter(role_id=role.id).update(role_id=other)
    await role.delete()
