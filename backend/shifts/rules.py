"""Who sees which shifts, and who sets them."""

from datetime import datetime, timedelta
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from backend.access import actor as access
from backend.access.actor import Actor
from backend.grids import closing
from backend.grids import rules as grids
from backend.kit import clock
from backend.kit.refusals import NotFound
from backend.kit.words import Words
from backend.shifts import places, telling
from backend.shifts.eligibility import Ground
from backend.shifts.models import HOLDING, Rota, Shift, ShiftState, Signup

ANSWER = telling.ANSWER
FAR_LONGER = timedelta(days=2)
"""Than any shift lasts."""


def on_ground(grounds: list[Ground]) -> Q:
    """Shifts of these grids, of all below them, and of those around them; also of those where one takes a break."""
    paths = [path for path, _ in grounds]
    around = sorted({above for path in paths for above in grids.ancestors(path)})
    return access.under(paths, "grid__path") | Q(grid__path__in=around)


def between(begins: datetime, ends: datetime | None = None) -> Q:
    """Shifts of which some lies after one moment, and before another where there is one."""
    # None lasts for so long: whatever began before is not even looked at.
    begun = Q(ends_at__gt=begins, starts_at__gt=begins - FAR_LONGER)
    return begun if ends is None else begun & Q(starts_at__lt=ends)


def visible(actor: Actor, grounds: list[Ground]) -> QuerySet[Shift]:
    """Shifts on the ground where the actor can stand (`eligibility.standing_of`), and those they are or were on."""
    mine = Subquery(Signup.filter(person_id=actor.person).values("shift_id"))
    return Shift.filter(on_ground(grounds) | Q(id__in=mine))


def led(actor: Actor) -> Q:
    """Shifts and rotas of the ground that the actor leads."""
    return access.under(actor.reach(*ANSWER), "grid__path")


def unapproved(actor: Actor) -> QuerySet[Shift]:
    """Shifts of the ground that the actor leads with places whose hours nobody has approved, however old they are."""
    waits = Q(state__in=HOLDING, approved_at__isnull=True)
    is_due = Q(went_at__isnull=False) | Q(shift__ends_at__lte=clock.now())
    places_ = Subquery(Signup.filter(waits, is_due).values("shift_id"))
    return Shift.filter(led(actor), state=ShiftState.PLANNED, id__in=places_)


def visible_rotas(actor: Actor) -> QuerySet[Rota]:
    """Rotas of the ground that the actor leads."""
    return Rota.filter(led(actor))


async def led_shift(actor: Actor, shift: UUID) -> Shift:
    """A shift of the ground that the actor leads, with its grid; `NotFound` otherwise."""
    found = await Shift.get_or_none(id=shift).select_related("grid")
    if found is None or not actor.answers_for(found.grid.path, *ANSWER):
        raise NotFound
    return found


async def held_by_leader(actor: Actor, shift: UUID) -> Shift:
    """A shift of the ground that the actor leads, held until this unit of work ends; `NotFound` otherwise."""
    found = (await places.held([shift])).get(shift)
    if found is None or not actor.answers_for(found.grid.path, *ANSWER):
        raise NotFound
    return found


async def held_with_signup(actor: Actor, signup: UUID) -> tuple[Shift, Signup]:
    """A shift held by one of its signups, which is the actor's own or on the ground that they lead."""
    of = await Signup.get_or_none(id=signup).only("id", "shift_id")
    if of is None:
        raise NotFound
    shift = (await places.held([of.shift_id]))[of.shift_id]
    found = await Signup.get(id=signup)
    if found.person_id != actor.person and not actor.answers_for(shift.grid.path, *ANSWER):
        raise NotFound
    return shift, found


@closing.stands(Words("个班次", "個班次", "shifts"))
async def standing(grid: UUID) -> int:
    """How many shifts keep a grid from being closed."""
    return await Shift.filter(Shift.upcoming(), grid_id=grid).count()
