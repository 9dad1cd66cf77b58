"""What a volunteer does about their own offer: make it, change it, pause it, take it back."""

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from backend import settings
from backend.access import audit
from backend.access.actor import Actor
from backend.access.models import Person
from backend.grids import rules as grids
from backend.grids.models import Grid
from backend.kit import clock, live, nodes, work
from backend.kit.refusals import BadInput, Changed, NotFound, Refused
from backend.kit.words import Words
from backend.volunteers import messages, offers, rules
from backend.volunteers.models import Volunteer, VolunteerState
from backend.volunteers.offers import Offer

LONGEST_PAUSE = timedelta(days=365)
AFRESH = {
    "state": VolunteerState.WAITING,
    "decided_at": None,
    "decided_by_id": None,
    "reason": "",
    "paused_until": None,
}
"""What an application says of itself until somebody decides."""

NO_GRID = Words(
    "请先选您想帮忙的网格。", "請先選您想幫忙的網格。", "Please choose the grid in which you want to help."
)
BAD_PAUSE = Words(
    "请选明天到一年之内的一天。",
    "請選明天到一年之內的一天。",
    "Please choose a day between tomorrow and a year from now.",
)


class AlreadyVolunteer(Refused):
    """The actor is a volunteer of this grid already, or waits for its answer."""

    words = Words(
        "您已经在这个网格报过名，不用再报。要改时间或技能，请到“我的志愿服务”。",
        "您已經在這個網格報過名，不用再報。要改時間或技能，請到「我的志願服務」。",
        "You have applied in this grid already. To change your hours or skills, open “My volunteering”.",
    )


class NotVolunteering(Refused):
    """The actor is no approved volunteer at this moment."""

    words = Words(
        "您现在还不是志愿者。可以报名，等网格长同意。",
        "您現在還不是志願者。可以報名，等網格長同意。",
        "You are not a volunteer at present. You can apply; your grid leader then decides.",
    )


@work.verb
async def apply(actor: Actor, grid: UUID | None, offer: Offer, *, key: UUID | None = None) -> Volunteer:
    """Offer time to a grid, the actor's own where none is named; whoever leads it is told, and decides."""
    place = await _place(actor, grid)
    offer = offers.checked(offer)
    known = await _own(actor)
    if (
        known
        and known.grid_id == place.id
        and known.state in {VolunteerState.WAITING, VolunteerState.APPROVED}
    ):
        raise AlreadyVolunteer

    left = await Grid.get(id=known.grid_id) if known else place
    volunteer = known or Volunteer(person_id=actor.id)
    volunteer.update_from_dict({**AFRESH, "grid_id": place.id, "applied_at": clock.now()})
    await _write(volunteer, place, offer)

    await audit.note(actor, "applyAsVolunteer", "Volunteer", volunteer.id)
    await messages.tell_of_application(volunteer, place)
    for path in {left.path, place.path}:
        _hint(volunteer, path)
    return volunteer


@work.verb
async def change(actor: Actor, offer: Offer, version: int, *, key: UUID | None = None) -> Volunteer:
    """Change what one offers; that needs no new approval."""
    offer = offers.checked(offer)
    volunteer = await _current(actor, VolunteerState.WAITING, VolunteerState.APPROVED)
    if volunteer.version != version:
        raise Changed(version=volunteer.version, node=nodes.opaque("Volunteer", volunteer.id))

    place = await Grid.get(id=volunteer.grid_id)
    await _write(volunteer, place, offer)

    await audit.note(actor, "changeVolunteering", "Volunteer", volunteer.id)
    _hint(volunteer, place.path)
    return volunteer


@work.verb
async def pause(actor: Actor, until: date, *, key: UUID | None = None) -> Volunteer:
    """Take a break; `until` is the first day on which the actor helps again."""
    volunteer = await _current(actor, VolunteerState.APPROVED)
    place = await Grid.get(id=volunteer.grid_id)
    back = datetime(until.year, until.month, until.day, tzinfo=_zone(place))
    if not clock.now() < back <= clock.now() + LONGEST_PAUSE:
        raise BadInput(field="until", reason=BAD_PAUSE)

    await _save(volunteer, paused_until=back)

    await audit.note(actor, "pauseVolunteering", "Volunteer", volunteer.id)
    _hint(volunteer, place.path)
    return volunteer


@work.verb
async def resume(actor: Actor, *, key: UUID | None = None) -> Volunteer:
    """End a break at once."""
    volunteer = await _current(actor, VolunteerState.APPROVED)
    await _save(volunteer, paused_until=None)
    await audit.note(actor, "resumeVolunteering", "Volunteer", volunteer.id)
    _hint(volunteer, (await Grid.get(id=volunteer.grid_id)).path)
    return volunteer


@work.verb
async def leave(actor: Actor, *, key: UUID | None = None) -> Volunteer:
    """Take the offer back; who comes again applies again."""
    volunteer = await _current(actor, VolunteerState.WAITING, VolunteerState.APPROVED)
    await _save(volunteer, state=VolunteerState.LEFT, paused_until=None)
    await audit.note(actor, "leaveVolunteering", "Volunteer", volunteer.id)
    _hint(volunteer, (await Grid.get(id=volunteer.grid_id)).path)
    return volunteer


async def _place(actor: Actor, grid: UUID | None) -> Grid:
    if grid is None and actor.home is None:
        raise BadInput(field="grid", reason=NO_GRID)
    which = {"id": grid} if grid else {"path": actor.home}
    place = await Grid.get_or_none(**which, closed_at__isnull=True)
    if place is None or not (await grids.hold(place.id)).is_open:
        raise NotFound
    return place


async def _own(actor: Actor) -> Volunteer | None:
    """The actor's row, locked, and the person too: two first applications at once make one row."""
    if actor.token:
        raise NotFound
    await Person.filter(id=actor.id).select_for_update(no_key=True).first()
    return await Volunteer.filter(person_id=actor.id).select_for_update(no_key=True).first()


async def _current(actor: Actor, *states: VolunteerState) -> Volunteer:
    volunteer = await _own(actor)
    if volunteer is None or volunteer.state not in states:
        raise NotVolunteering
    return volunteer


async def _write(volunteer: Volunteer, place: Grid, offer: Offer) -> None:
    volunteer.reach = offer.reach
    volunteer.ground_id = (await rules.ground_of(place, offer.reach)).id
    volunteer.partner_group = offer.partner_group
    if volunteer._saved_in_db:
        volunteer.version += 1
    await volunteer.save()
    await offers.keep(volunteer, offer)


async def _save(volunteer: Volunteer, **changes: object) -> None:
    volunteer.update_from_dict({**changes, "version": volunteer.version + 1})
    await volunteer.save(update_fields=[*changes, "version"])


def _hint(volunteer: Volunteer, path: str) -> None:
    live.changed("Volunteer", volunteer.id, path=path, people=[volunteer.person_id])


def _zone(place: Grid) -> ZoneInfo:
    return ZoneInfo(place.time_zone or settings.settings().time_zone)
