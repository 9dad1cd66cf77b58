"""At the door: the address for whoever brings something, the hand-over, and what the household says of it."""

import hmac
from collections.abc import Sequence
from uuid import UUID

from tortoise.expressions import F

from backend.access import audit, photos
from backend.access.actor import Actor
from backend.households import rules as households
from backend.households.models import Reason
from backend.households.rules import Particulars
from backend.kit import clock, notes, texts, work
from backend.kit.refusals import BadInput, NotFound
from backend.kit.words import Words
from backend.supplies import claims, progress, rules, store, telling, timeline
from backend.supplies.claims import Share
from backend.supplies.models import (
    Delivery,
    DeliveryPart,
    DeliveryState,
    Proof,
    RequestLine,
    Step,
    SupplyRequest,
)
from backend.supplies.refusals import DeliveryOver, NoTriesLeft, WrongPickUpCode
from backend.volunteers import rules as volunteers
from backend.volunteers.models import VolunteerState

NO_PROOF = Words(
    "请输入住户的四位取件码，或者拍一张照片。",
    "請輸入住戶的四位取件碼，或者拍一張照片。",
    "Please enter the four digits from the household, or take a photo.",
)
BAD_SHARES = Words(
    "请选少了哪一样、少几份。", "請選少了哪一樣、少幾份。", "Please choose what is missing, and how many."
)


async def particulars(actor: Actor, delivery: UUID) -> Particulars | None:
    """Where to bring it and whom to call: only for whoever claimed it, only while it is out; the look is recorded."""
    found = await Delivery.get_or_none(
        Delivery.still_out(), id=delivery, person_id=actor.person
    ).select_related("request__household__grid")
    if found is None or not await _may_still_go(actor, found.request.household.grid.path):
        return None
    request = found.request
    return await households.look(
        actor, request.household, Reason.DELIVERY, about=delivery, person=request.asked_by_id
    )


async def _may_still_go(actor: Actor, path: str) -> bool:
    """A volunteer whose leader ended their service, and somebody who lost their post, go to no door any more."""
    if actor.answers_for(path, *telling.ANSWER):
        return True
    volunteer = await volunteers.of(actor)
    return volunteer is not None and volunteer.state is VolunteerState.APPROVED


async def hand_over(
    actor: Actor,
    delivery: UUID,
    *,
    code: str | None = None,
    photo: UUID | None = None,
    key: UUID | None = None,
) -> SupplyRequest:
    """Close a delivery at the door by the household's code or a photo; who leads the ground may vouch for it."""
    if code is not None and not await work.is_answered(actor, key):
        await _count_try(actor, delivery)
    return await _hand_over(actor, delivery, code=code, photo=photo, key=key)


@work.verb
async def _count_try(actor: Actor, delivery: UUID) -> None:
    """A try of the code counts even where the hand-over that follows is refused and undone."""
    mine = Delivery.filter(Delivery.still_out(), id=delivery, person_id=actor.person)
    if not await mine.filter(tries_left__gt=0).update(tries_left=F("tries_left") - 1) and await mine.exists():
        raise NoTriesLeft


@work.verb
async def _hand_over(
    actor: Actor, delivery: UUID, *, code: str | None, photo: UUID | None, key: UUID | None = None
) -> SupplyRequest:
    found, request = await claims.out(actor, delivery)
    proof = _proof(actor, found, request, code, photo)
    if photo:
        await photos.owned(actor, photo)

    parts = await DeliveryPart.filter(delivery_id=delivery).order_by("id").select_related("line__item")
    for part in parts:
        await RequestLine.filter(id=part.line_id).update(handed_over=F("handed_over") + part.quantity)
    found.state, found.proof, found.photo = DeliveryState.HANDED_OVER, proof, photo
    found.handed_over_at = clock.now()
    await found.save(update_fields=["state", "proof", "photo", "handed_over_at"])
    await store.hand_out(actor, found, progress.amounts(parts))
    await progress.settle(request)

    await timeline.add(
        request, Step.HANDED_OVER, actor, claims.doing(actor, found), brought=claims.brought(parts)
    )
    await audit.note(actor, "handOverSupplies", "Delivery", delivery, proof=proof.value)
    await telling.of_hand_over(request, besides=actor.id)
    await telling.hint(request)
    return request


def _proof(
    actor: Actor, delivery: Delivery, request: SupplyRequest, code: str | None, photo: UUID | None
) -> Proof:
    if code is not None and delivery.person_id == actor.person:
        if hmac.compare_digest(texts.figures(code).encode(), request.code.encode()):
            return Proof.CODE
        raise WrongPickUpCode(tries_left=delivery.tries_left)
    if photo:
        return Proof.PHOTO
    if actor.answers_for(request.household.grid.path, *telling.ANSWER):
        return Proof.WORD
    raise BadInput(field="code", reason=NO_PROOF)


@work.verb
async def confirm(
    actor: Actor, delivery: UUID, missing: Sequence[Share] = (), words: str = "", *, key: UUID | None = None
) -> SupplyRequest:
    """Say that what was brought is there, with thanks; or what is missing, which is looked for again."""
    found, request = await _brought(actor, delivery)
    words = notes.checked(words, "words")
    parts = {
        part.line_id: part
        for part in await DeliveryPart.filter(delivery_id=delivery)
        .order_by("id")
        .select_related("line__item")
    }
    _check(parts, missing)

    for share in missing:
        await DeliveryPart.filter(id=parts[share.line].id).update(missing=share.quantity)
        await RequestLine.filter(id=share.line).update(
            promised=F("promised") - share.quantity, handed_over=F("handed_over") - share.quantity
        )
    found.state = DeliveryState.MISSING if missing else DeliveryState.CONFIRMED
    found.ended_at, found.words = clock.now(), words
    await found.save(update_fields=["state", "ended_at", "words"])
    await progress.settle(request)

    await _note(
        actor,
        found,
        request,
        [(parts[share.line].line.item, share.quantity) for share in missing]
        or claims.brought(list(parts.values())),
    )
    return request


async def _brought(actor: Actor, delivery: UUID) -> tuple[Delivery, SupplyRequest]:
    found = await Delivery.get_or_none(id=delivery)
    if found is None:
        raise NotFound
    request = await rules.for_household(actor, found.request_id)
    found = await Delivery.get(id=delivery)
    if found.state is not DeliveryState.HANDED_OVER:
        raise DeliveryOver
    return found, request


def _check(parts: dict[UUID, DeliveryPart], missing: Sequence[Share]) -> None:
    if len({share.line for share in missing}) != len(missing):
        raise BadInput(field="missing", reason=BAD_SHARES)
    for share in missing:
        if share.line not in parts or not 0 < share.quantity <= parts[share.line].quantity:
            raise BadInput(field="missing", reason=BAD_SHARES)


async def _note(
    actor: Actor, delivery: Delivery, request: SupplyRequest, said_of: list[timeline.Brought]
) -> None:
    is_missing = delivery.state is DeliveryState.MISSING
    step = Step.MISSING if is_missing else Step.CONFIRMED
    await timeline.add(
        request, step, actor, await rules.part_of(actor, request), brought=said_of, words=delivery.words
    )
    await audit.note(actor, "confirmSupplies", "Delivery", delivery.id, missing=is_missing)
    if is_missing:
        await telling.of_missing(
            request, delivery.person_id, besides=actor.id, urgent=progress.is_urgent(request)
        )
    else:
        await telling.of_thanks(request, delivery.person_id, besides=actor.id)
    await telling.hint(request)
