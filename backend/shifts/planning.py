"""Setting shifts: one, or one that repeats; changing what people have joined; calling it off."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from tortoise.expressions import Q

from backend.access import audit
from backend.access.actor import Actor
from backend.grids import rules as grids
from backend.grids.models import Grid
from backend.grids.refusals import GridClosed
from backend.kit import clock, ids, live, nodes, notes, work
from backend.kit.refusals import Changed, NotFound
from backend.shifts import clockwork, contacts, ending, places, plans, repeating, rules, telling
from backend.shifts.models import SIGNED_UP, Shift, ShiftRole, ShiftState, Signup
from backend.shifts.plans import Needed, Plan
from backend.shifts.refusals import PlacesTaken, ShiftCancelled, ShiftOver


@work.verb
async def create(
    actor: Actor, grid: UUID, plan: Plan, *, repeats: str = "", key: UUID | None = None
) -> Shift:
    """Set a shift, or as many as its rule (RRULE, RFC 5545) repeats within a year; answers the first of them."""
    ground = await grids.get(actor, grid, *rules.ANSWER)
    plan = plans.checked(plan, clock.now())
    await contacts.check(plan.contact, ground.id, ground.path)
    # Who closes the grid at this moment counts what is set here, or it is closed before.
    if not (await grids.hold(grid)).is_open:
        raise GridClosed(name=ground.name)
    days = [(plan.starts_at, plan.ends_at)]
    if repeats:
        days = repeating.days(repeats, plan.starts_at, plan.ends_at, ground.time_zone)

    first = ids.new()
    series = first if len(days) > 1 else None
    wanted = [replace(plan, starts_at=begins, ends_at=ends) for begins, ends in days]
    shifts = await write(actor, ground, wanted, series=series, first=first)
    await audit.note(actor, "createShift", "Shift", first, shifts=len(shifts))
    return shifts[0]


async def write(
    actor: Actor,
    ground: Grid,
    wanted: Sequence[Plan],
    *,
    series: UUID | None = None,
    rota: UUID | None = None,
    first: UUID | None = None,
) -> list[Shift]:
    """Write checked plans down as shifts of a grid, in this order, and have the clock look after each."""
    shifts = [
        Shift(
            id=first if first and at == 0 else ids.new(),
            grid=ground,
            rota_id=rota,
            series=series,
            kind=plan.kind,
            place=plan.place,
            starts_at=plan.starts_at,
            ends_at=plan.ends_at,
            brief=plan.brief,
            bring=plan.bring,
            contact_id=plan.contact or actor.id,
            by_approval=plan.by_approval,
        )
        for at, plan in enumerate(wanted)
    ]
    await Shift.bulk_create(shifts)
    await ShiftRole.bulk_create(
        role_row(shift.id, role) for shift, plan in zip(shifts, wanted, strict=True) for role in plan.roles
    )
    await clockwork.look_after(shifts)
    live.changed("Shift", shifts[0].id, path=ground.path, near=True)
    return shifts


def role_row(shift: UUID, role: Needed) -> ShiftRole:
    """A role as it stands in its table."""
    papers = ",".join(sorted(paper.value for paper in set(role.qualifications)))
    return ShiftRole(shift_id=shift, name=role.name, needed=role.number, qualifications=papers)


@work.verb
async def change(actor: Actor, shift: UUID, plan: Plan, *, version: int, key: UUID | None = None) -> Shift:
    """Change a shift. Whoever is on it is told, and asked again where its time moved."""
    found = await rules.held_by_leader(actor, shift)
    refuse_over(found)
    plan = plans.checked(plan, clock.now())
    await contacts.check(plan.contact, found.grid_id, found.grid.path)
    if found.version != version:
        raise Changed(version=found.version, node=nodes.opaque("Shift", shift))
    if await _is_as_planned(found, plan):
        return found
    await _change_roles(shift, plan.roles)

    has_moved = (found.starts_at, found.ends_at) != (plan.starts_at, plan.ends_at)
    found.kind, found.place = plan.kind, plan.place
    found.starts_at, found.ends_at = plan.starts_at, plan.ends_at
    found.brief, found.bring = plan.brief, plan.bring
    found.contact_id, found.by_approval = plan.contact or found.contact_id, plan.by_approval
    found.version += 1
    await found.save()
    on_it = await places.people_on(shift)
    if has_moved:
        await clockwork.move(found)
        await clockwork.move_up_elsewhere(on_it)
    await clockwork.move_up_everywhere(shift)

    await audit.note(actor, "changeShift", "Shift", shift, moved=has_moved)
    await telling.of_change(found, has_moved=has_moved, besides=actor.id)
    places.hint(found, *on_it)
    return found


async def _is_as_planned(shift: Shift, plan: Plan) -> bool:
    """Whether nothing about a shift would change."""
    there = {(role.name, role.needed, role.required) for role in await ShiftRole.filter(shift_id=shift.id)}
    wanted = {(role.name, role.number, frozenset(role.qualifications)) for role in plan.roles}
    alike = ("kind", "place", "starts_at", "ends_at", "brief", "bring", "by_approval")
    return (
        there == wanted
        and plan.contact in {None, shift.contact_id}
        and all(getattr(shift, name) == getattr(plan, name) for name in alike)
    )


async def _change_roles(shift: UUID, wanted: Sequence[Needed]) -> None:
    """Roles are known by their names; one that somebody has a place in stays, and stays as large as they need."""
    there = {role.name: role for role in await ShiftRole.filter(shift_id=shift)}
    if len(there) == len(wanted) == 1:
        # A single role keeps its people under a new name.
        there = {wanted[0].name: next(iter(there.values()))}
    kept = [await _keep_role(shift, there.get(one.name), one) for one in wanted]
    for name in there.keys() - {one.name for one in wanted}:
        await _remove(there[name], kept[0])


async def _keep_role(shift: UUID, role: ShiftRole | None, wanted: Needed) -> UUID:
    fresh = role_row(shift, wanted)
    if role is None:
        await fresh.save(force_create=True)
        return fresh.id
    if wanted.number < role.taken:
        raise PlacesTaken(taken=role.taken)
    await ShiftRole.filter(id=role.id).update(
        name=fresh.name, needed=fresh.needed, qualifications=fresh.qualifications
    )
    return role.id


async def _remove(role: ShiftRole, other: UUID) -> None:
    """Take away a role that nobody has or wants; who left it once is remembered at another."""
    if number := await Signup.filter(role_id=role.id, state__in=SIGNED_UP).count():
        raise PlacesTaken(taken=number)
    await Signup.filter(role_id=role.id).update(role_id=other)
    await role.delete()


def refuse_over(shift: Shift) -> None:
    """Refuse what makes no sense for a shift that was cancelled or is over."""
    if shift.state is ShiftState.CANCELLED:
        raise ShiftCancelled
    if shift.is_over:
        raise ShiftOver


@work.verb
async def cancel(
    actor: Actor, shift: UUID, reason: str = "", *, all_following: bool = False, key: UUID | None = None
) -> Shift:
    """Call a shift off, or it and all that its rule or rota repeats after it; whoever is on one is told.

    One that people stand at this moment ends now instead: they have helped, and their hours count.
    """
    # All at once: whoever held them one after the other could wait for somebody who waits for them.
    held = await places.held([shift, *(await _following(shift) if all_following else [])])
    found = held.get(shift)
    if found is None or not actor.answers_for(found.grid.path, *rules.ANSWER):
        raise NotFound
    refuse_over(found)
    reason = notes.checked(reason, "reason")
    planned = [one for one in held.values() if one.state is ShiftState.PLANNED and not one.is_over]
    stood = await ending.stood(planned)
    shifts = sorted((one for one in planned if one.id not in stood), key=lambda one: one.starts_at)

    ended = [one for one in planned if one.id in stood]
    people = [person for one in ended for person in await ending.end(actor, one, reason)]
    for one in shifts:
        one.state, one.reason, one.version = ShiftState.CANCELLED, reason, one.version + 1
        await one.save(update_fields=["state", "reason", "version"])
    await clockwork.forget(one.id for one in shifts)
    if shifts:
        await audit.note(actor, "cancelShift", "Shift", shift, shifts=len(shifts))
    people += await telling.of_cancelling(shifts, besides=actor.id)
    await clockwork.move_up_elsewhere(people)
    for one in planned:
        places.hint(one, *people)
    return found


async def _following(shift: UUID) -> list[UUID]:
    """The shifts that the same rule or rota repeats after this one."""
    first = await Shift.get_or_none(id=shift)
    if first is None or (first.series is None and first.rota_id is None):
        return []
    together = Q(series=first.series) if first.series else Q(rota_id=first.rota_id)
    later = Shift.filter(
        Shift.upcoming(), together, grid_id=first.grid_id, starts_at__gte=first.starts_at
    ).exclude(id=shift)
    return [row["id"] for row in await later.values("id")]
