"""Claims: who takes on how much of a need, gives it back, or passes the need up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tortoise.expressions import F, Q, Subquery
from tortoise.queryset import QuerySet

from backend.access import actor as access
from backend.access import audit
from backend.access.actor import Actor
from backend.access.models import Post
from backend.grids import paths
from backend.grids import rules as grids
from backend.grids.models import Grid
from backend.kit import notes, work
from backend.kit.refusals import BadInput, NotFound
from backend.kit.words import Words
from backend.supplies import catalogue, checks, progress, rules, store, telling, timeline
from backend.supplies.models import (
    Delivery,
    DeliveryPart,
    DeliveryState,
    Part,
    RequestLine,
    Step,
    SupplyRequest,
)
from backend.supplies.refusals import DeliveryOver, NoGridAbove, NothingLeft, OnlyForVolunteers
from backend.supplies.timeline import Brought
from backend.volunteers import rules as volunteers
from backend.volunteers.models import Volunteer, VolunteerState

BAD_LINES = Words(
    "请选要送的物资和数量。", "請選要送的物資和數量。", "Please choose what you will bring, and how many."
)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of one line somebody takes on."""

    line: UUID
    quantity: int


@work.verb
async def claim(
    actor: Actor,
    request: UUID,
    shares: Sequence[Share],
    *,
    stock: UUID | None = None,
    key: UUID | None = None,
) -> SupplyRequest:
    """Promise to bring all or part of a need, by oneself or from a grid's store."""
    found = await progress.held(request)
    part = await _as(actor, found)
    if stock:
        await grids.get(actor, stock, *telling.ANSWER)
    progress.refuse_over(found)
    lines = await _lines(found, shares)

    for share in shares:
        await _take(lines[share.line], share.quantity)
    delivery = await Delivery.create(request_id=request, person_id=actor.id, part=part, stock_id=stock)
    await DeliveryPart.bulk_create(
        [
            DeliveryPart(delivery_id=delivery.id, line_id=share.line, quantity=share.quantity)
            for share in shares
        ]
    )
    if stock:
        await store.reserve(stock, _amounts(lines, shares))
    await progress.settle(found, lines.values())

    await timeline.add(found, Step.CLAIMED, actor, part, brought=await _items(lines, shares))
    await audit.note(
        actor, "claimSupplies", "SupplyRequest", request, quantity=sum(one.quantity for one in shares)
    )
    household = await telling.household_of(found)
    await telling.of_claim(found, household, besides=actor.id)
    await telling.hint(found, household)
    return found


async def _as(actor: Actor, request: SupplyRequest) -> Part:
    """Whether the actor claims by their post or as a volunteer; refused where they can do neither."""
    home = request.household.grid.path
    if actor.answers_for(home, *telling.ANSWER):
        return Part.POST
    volunteer = await volunteers.of(actor)
    if volunteer and rules.is_within_reach(volunteers.ground_path(volunteer), home, request.standing.path):
        if volunteer.is_active:
            return Part.VOLUNTEER
        raise OnlyForVolunteers
    if await rules.visible(actor).filter(id=request.id).exists():
        raise OnlyForVolunteers
    raise NotFound


async def _lines(request: SupplyRequest, shares: Sequence[Share]) -> dict[UUID, RequestLine]:
    if not 0 < len(shares) <= rules.MOST_LINES or len({share.line for share in shares}) != len(shares):
        raise BadInput(field="lines", reason=BAD_LINES)
    for at, share in enumerate(shares):
        checks.quantity(share.quantity, f"lines.{at}.quantity")
    lines = {line.id: line for line in await RequestLine.filter(request_id=request.id)}
    if any(share.line not in lines for share in shares):
        raise NotFound
    return lines


async def _take(line: RequestLine, quantity: int) -> None:
    open_still = RequestLine.filter(id=line.id, promised__lte=F("quantity") - quantity)
    if not await open_still.update(promised=F("promised") + quantity):
        raise NothingLeft(left=line.quantity - line.promised)
    line.promised += quantity


def _amounts(lines: Mapping[UUID, RequestLine], shares: Sequence[Share]) -> dict[UUID, int]:
    sums: dict[UUID, int] = {}
    for share in shares:
        item = lines[share.line].item_id
        sums[item] = sums.get(item, 0) + share.quantity
    return sums


async def _items(lines: Mapping[UUID, RequestLine], shares: Sequence[Share]) -> list[Brought]:
    await catalogue.know(lines[share.line].item_id for share in shares)
    return [(catalogue.known(lines[share.line].item_id), share.quantity) for share in shares]


@work.verb
async def give_back(actor: Actor, delivery: UUID, reason: str, *, key: UUID | None = None) -> SupplyRequest:
    """Say that one cannot bring it after all; who leads the ground may say so for somebody else."""
    found, request = await out(actor, delivery)
    reason = notes.checked(reason, "reason")

    parts = await progress.take_back(found, DeliveryState.GIVEN_BACK)
    await progress.settle(request)

    await timeline.add(
        request, Step.GIVEN_BACK, actor, doing(actor, found), brought=brought(parts), words=reason
    )
    await audit.note(actor, "giveBackDelivery", "Delivery", delivery)
    await telling.of_giving_back(request, besides=actor.id, urgent=progress.is_urgent(request))
    if found.person_id != actor.id:
        await telling.of_taking_away(request, found.person_id)
    await telling.hint(request)
    return request


@work.verb
async def pass_up(actor: Actor, request: UUID, reason: str, *, key: UUID | None = None) -> SupplyRequest:
    """Have the grid above find what this grid cannot; its leader and its volunteers are told."""
    if not await SupplyRequest.filter(rules.led(actor), id=request).exists():
        raise NotFound
    found = await progress.held(request)
    progress.refuse_over(found)
    reason = notes.checked(reason, "reason")
    above = await _above(actor, found.standing.path)
    if above is None:
        raise NoGridAbove

    found.passed_to, found.version = above, found.version + 1
    await found.save(update_fields=["passed_to_id", "version"])

    await timeline.add(found, Step.PASSED_UP, actor, Part.POST, grid=above.name, words=reason)
    await audit.note(actor, "passUpSupplyRequest", "SupplyRequest", request)
    await telling.of_passing_up(found, besides=actor.id, urgent=progress.is_urgent(found))
    await telling.hint(found)
    return found


async def _above(actor: Actor, standing: str) -> Grid | None:
    """The grid above all that the actor leads around a need; at the top their own, as long as it is a wider one."""
    # Passing it from a grid below to oneself would tell the household of help that nobody new was asked for.
    own = min(
        (path for path in actor.reach(*telling.ANSWER) if standing.startswith(path)), key=len, default=""
    )
    wider = [path for path in (paths.parent(own), own) if path and path != standing]
    around = {grid.path: grid for grid in await Grid.filter(path__in=wider, closed_at__isnull=True)}
    return next((around[path] for path in wider if path in around), None)


async def out(actor: Actor, delivery: UUID) -> tuple[Delivery, SupplyRequest]:
    """A delivery still out that is the actor's or on the ground they lead, and its need, held; refused otherwise."""
    led = access.under(actor.reach(*telling.ANSWER), "request__household__grid__path")
    found = await Delivery.filter(Q(person_id=actor.person) | led, id=delivery).first()
    if found is None:
        raise NotFound
    request = await progress.held(found.request_id)
    found = await Delivery.get(id=delivery)
    if found.state is not DeliveryState.PROMISED:
        raise DeliveryOver
    return found, request


def doing(actor: Actor, delivery: Delivery) -> Part:
    """In which part the actor does something about a delivery."""
    return delivery.part if delivery.person_id == actor.person else Part.POST


def brought(parts: Sequence[DeliveryPart]) -> list[Brought]:
    """The items of a delivery's parts, read with their lines."""
    return [(part.line.item, part.quantity) for part in parts]


def lost() -> QuerySet[Delivery]:
    """Deliveries still out whose carrier may go to no door any more: no volunteer, and no post."""
    approved = Volunteer.filter(state=VolunteerState.APPROVED).values("person_id")
    posted = Post.filter(Post.held_now(), role__in=telling.ANSWER).values("person_id")
    return Delivery.filter(Delivery.still_out()).exclude(
        Q(person_id__in=Subquery(approved)) | Q(person_id__in=Subquery(posted))
    )


async def take_from_lost(delivery: UUID) -> int:
    """Give back, in nobody's name, what a lost carrier promised."""
    named = await Delivery.get(id=delivery)
    request = await progress.held(named.request_id)
    found = await lost().get_or_none(id=delivery)
    if found is None:
        return 0
    parts = await progress.take_back(found, DeliveryState.GIVEN_BACK)
    await progress.settle(request)

    await timeline.add(request, Step.GIVEN_BACK, None, Part.SYSTEM, brought=brought(parts))
    await audit.note(None, "giveBackDelivery", "Delivery", delivery)
    await telling.of_giving_back(request, besides=found.person_id, urgent=progress.is_urgent(request))
    await telling.hint(request)
    return 1
