"""Who sees which needs, and what a household may do about its own: ask, change the time, withdraw."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from backend.access import actor as access
from backend.access import audit, photos
from backend.access.actor import Actor
from backend.access.models import Role
from backend.grids import rules as grids
from backend.households import rules as households
from backend.households.models import Household
from backend.kit import nodes, notes, work
from backend.kit.refusals import BadInput, Changed, NotFound
from backend.kit.words import Words
from backend.supplies import catalogue, checks, progress, rations, telling, timeline
from backend.supplies.models import Delivery, Item, Part, RequestLine, Step, SupplyRequest
from backend.supplies.refusals import NoHousehold, RequestOver, TooManyOpen
from backend.volunteers import rules as volunteers

ANSWER = telling.ANSWER
MOST_LINES = 20
MOST_OPEN = 10
"""How many needs of one household may be open at a time; each of them rings for many people."""

BAD_LINES = Words("请选 1 到 20 样物资。", "請選 1 到 20 樣物資。", "Please choose between 1 and 20 things.")
UNKNOWN_ITEM = Words(
    "这样物资不在清单上了，请重新选。",
    "這樣物資不在清單上了，請重新選。",
    "This is not on the list any more. Please choose again.",
)
NOT_YOURS_TO_ALLOW = Words(
    "只有网格长和网格员可以放宽限额，请联系他们。",
    "只有網格長和網格員可以放寬限額，請聯絡他們。",
    "Only a grid leader or member may allow more than the ration. Please ask them.",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One item that is asked for, how many, and the answers to its questions."""

    item: UUID
    quantity: int
    answers: dict[str, str] = field(default_factory=dict)


def led(actor: Actor) -> Q:
    """Needs of the households on the ground that the actor leads."""
    return access.under(actor.reach(*ANSWER), "household__grid__path")


def kept(actor: Actor) -> Q:
    """These, and those of the households that the actor is the named liaison of."""
    if not actor.holds(Role.LIAISON):
        return led(actor)
    return led(actor) | Q(household_id__in=Subquery(households.looked_after(actor).values("id")))


def of_my_household(actor: Actor) -> Q:
    """Needs of the household in which the actor lives."""
    return Q(household_id__in=Subquery(households.home_of(actor).values("household_id")))


def brought_by(actor: Actor) -> Q:
    """Needs for which the actor promised something at any time."""
    return Q(id__in=Subquery(Delivery.filter(person_id=actor.person).values("request_id")))


async def ground_of(actor: Actor) -> str | None:
    """The path of the ground in which the actor goes to people's doors as a volunteer; None where they do not now."""
    return await volunteers.active_ground(actor)


def within_reach(ground: str) -> Q:
    """Needs of households on this ground, and those passed up to a grid around it."""
    around = grids.ancestors(ground)
    standing = Q(household__grid__path__in=around) | Q(passed_to__path__in=around)
    return access.subtree(ground, "household__grid__path") | standing


def asking_for(item: UUID, variety: str | None = None) -> Subquery:
    """The ids of the needs that ask for an item; for one kind of it, where its variety is said."""
    lines = RequestLine.filter(item_id=item)
    return Subquery((lines if variety is None else lines.filter(variety=variety)).values("request_id"))


def allowed_more() -> Subquery:
    """The ids of the needs that were allowed more than the household's ration."""
    return Subquery(RequestLine.filter(beyond_ration=True).values("request_id"))


def is_within_reach(ground: str, home: str, standing: str) -> bool:
    """The same of one need, by the paths of its household's grid and of the grid that has to find it now."""
    return home.startswith(ground) or ground.startswith(standing)


def visible(actor: Actor, ground: str | None = None) -> QuerySet[SupplyRequest]:
    """Needs that the actor looks after, those of their own household, those they bring something for, and,
    as long as they are not met, those on the ground where they volunteer (`ground_of`)."""
    seen = kept(actor) | of_my_household(actor) | brought_by(actor)
    if ground is not None:
        seen |= within_reach(ground) & Q(state__in=progress.UNMET)
    return SupplyRequest.filter(seen)


@work.verb
async def ask(
    actor: Actor,
    wanted: Sequence[Wanted],
    runs_out_at: datetime,
    *,
    household: UUID | None = None,
    note: str = "",
    photo: UUID | None = None,
    exception: str = "",
    key: UUID | None = None,
) -> SupplyRequest:
    """Ask for what a household needs: one's own, or one that the actor looks after."""
    home = await _household(actor, household)
    await _hold(home)
    items = await _items(home, wanted)
    answers = [
        catalogue.answered(items[one.item], one.answers, f"lines.{at}.answers")
        for at, one in enumerate(wanted)
    ]
    if photo:
        await photos.owned(actor, photo)

    checks.deadline(runs_out_at)
    note, exception = notes.checked(note, "note", checks.NOTE_LENGTH), notes.checked(exception, "exception")
    if exception and not actor.answers_for(home.grid.path, *ANSWER):
        raise BadInput(field="exception", reason=NOT_YOURS_TO_ALLOW)
    if await SupplyRequest.filter(household_id=home.id, state__in=progress.UNMET).count() >= MOST_OPEN:
        raise TooManyOpen(most=MOST_OPEN)
    beyond = await rations.beyond(
        home, [(items[one.item], one.quantity) for one in wanted], allowed=bool(exception)
    )

    request = await SupplyRequest.create(
        household=home,
        asked_by_id=actor.id,
        runs_out_at=runs_out_at,
        note=note,
        photo=photo,
        code=f"{secrets.randbelow(10_000):04}",
        warn_at=progress.first_warning(runs_out_at),
        warned=0,
    )
    await RequestLine.bulk_create(
        [
            RequestLine(
                request_id=request.id,
                item_id=one.item,
                quantity=one.quantity,
                variety=said.variety,
                answers=said.answers,
                exception=exception if one.item in beyond else "",
                beyond_ration=one.item in beyond,
            )
            for one, said in zip(wanted, answers, strict=True)
        ]
    )
    part = await part_of(actor, request)
    await timeline.add(
        request, Step.ASKED, actor, part, brought=[(items[one.item], one.quantity) for one in wanted]
    )
    await audit.note(
        actor, "requestSupplies", "SupplyRequest", request.id, lines=len(wanted), exception=bool(beyond)
    )
    await telling.of_need(request, besides=actor.id, urgent=progress.is_urgent(request))
    await telling.of_new(request, besides=actor.id, urgent=progress.is_urgent(request))
    await telling.hint(request)
    return request


@work.verb
async def change_deadline(
    actor: Actor, request: UUID, runs_out_at: datetime, version: int, *, key: UUID | None = None
) -> SupplyRequest:
    """Say anew when it runs out."""
    found = await for_household(actor, request)
    progress.refuse_over(found)
    if found.version != version:
        raise Changed(version=found.version, node=nodes.opaque("SupplyRequest", request))
    checks.deadline(runs_out_at)

    found.runs_out_at = runs_out_at
    found.warned, found.warn_at = 0, progress.first_warning(runs_out_at)
    found.version += 1
    await found.save(update_fields=["runs_out_at", "warned", "warn_at", "version"])
    await timeline.add(found, Step.DEADLINE_CHANGED, actor, await part_of(actor, found))
    await audit.note(actor, "changeSupplyDeadline", "SupplyRequest", request)
    await telling.hint(found)
    return found


@work.verb
async def cancel(actor: Actor, request: UUID, reason: str, *, key: UUID | None = None) -> SupplyRequest:
    """Withdraw what is not at the door yet; whoever promised it is told, and its stock is free again."""
    found = await for_household(actor, request)
    if found.state not in progress.UNMET:
        raise RequestOver
    reason = notes.checked(reason, "reason")

    carrying = await telling.carriers(request)
    await progress.cancel(found)

    await timeline.add(found, Step.CANCELLED, actor, await part_of(actor, found), words=reason)
    await audit.note(actor, "cancelSupplyRequest", "SupplyRequest", request)
    await telling.of_cancelling(found, carrying, besides=actor.id)
    await telling.hint(found)
    return found


async def for_household(actor: Actor, request: UUID) -> SupplyRequest:
    """A need, held still, that the actor may act for: their own household's, or one they look after."""
    if not await SupplyRequest.filter(kept(actor) | of_my_household(actor), id=request).exists():
        raise NotFound
    return await progress.held(request)


async def part_of(actor: Actor, request: SupplyRequest) -> Part:
    """Whether the actor acts as one of the household, or for it by their post."""
    home = await households.of(actor)
    return Part.HOUSEHOLD if home and home.id == request.household_id else Part.POST


async def _household(actor: Actor, household: UUID | None) -> Household:
    if household:
        return await households.get(actor, household)
    home = await households.of(actor)
    if home is None:
        raise NoHousehold
    return home


async def _hold(home: Household) -> None:
    """Of one household one need is asked after the other, and none once they have moved away."""
    await households.hold(home.id)
    if await Household.filter(id=home.id, moved_away_at__isnull=False).exists():
        raise NotFound


async def _items(home: Household, wanted: Sequence[Wanted]) -> dict[UUID, Item]:
    if not 0 < len(wanted) <= MOST_LINES:
        raise BadInput(field="lines", reason=BAD_LINES)
    for at, one in enumerate(wanted):
        checks.quantity(one.quantity, f"lines.{at}.quantity")
    items = {
        item.id: item
        for item in await catalogue.offered(home.grid.path).filter(id__in=[one.item for one in wanted])
    }
    for at, one in enumerate(wanted):
        if one.item not in items:
            raise BadInput(field=f"lines.{at}.item", reason=UNKNOWN_ITEM)
    return items
