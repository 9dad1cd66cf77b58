"""Setting shifts: one, or one that repeats; calling off what people have joined."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from backend.access import audit
from backend.access.actor import Actor
from backend.grids import rules as grids
from backend.grids.models import Grid
from backend.grids.refusals import GridClosed
from backend.kit import clock, ids, live, notes, work
from backend.kit.refusals import NotFound
from backend.shifts import alike, clockwork, contacts, ending, places, plans, repeating, rules, telling
from backend.shifts.models import Shift, ShiftRole, ShiftState
from backend.shifts.plans import Needed, Plan
from backend.shifts.refusals import ShiftCancelled, ShiftOver


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
    await telling.of_contact(shifts, besides=actor.id)
    live.changed("Shift", shifts[0].id, path=ground.path, near=True)
    return shifts


def role_row(shift: UUID, role: Needed) -> ShiftRole:
    """A role as it stands in its table."""
    papers = ",".join(sorted(paper.value for paper in set(role.qualifications)))
    return ShiftRole(shift_id=shift, name=role.name, needed=role.number, qualifications=papers)


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
    """Call a shift off, or it and those like it after it; whoever is on one is told.

    One that people stand at this moment ends now instead: they have helped, and their hours count.
    """
    # All at once: whoever held them one after the other could wait for somebody who waits for them.
    [after] = await alike.after([shift]) if all_following else [[]]
    held = await places.held([shift, *after])
    found = held.pop(shift, None)
    if found is None or not actor.answers_for(found.grid.path, *rules.ANSWER):
        raise NotFound
    refuse_over(found)
    reason = notes.checked(reason, "reason")
    planned = [found, *(one for one in alike.later(found, held.values()) if one.state is found.state)]
    stood = await ending.stood(planned)
    shifts = [one for one in planned if one.id not in stood]

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
