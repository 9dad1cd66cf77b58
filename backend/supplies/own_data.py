"""What is held about somebody's needs and deliveries, told to them, and scrubbed when they are erased."""

from typing import Any
from uuid import UUID

from backend.access import own
from backend.households import rules as households
from backend.kit.words import Words
from backend.supplies import catalogue, progress, scrubbing, withdrawing, wording
from backend.supplies.models import (
    Delivery,
    DeliveryPart,
    DeliveryState,
    Item,
    RequestLine,
    RequestState,
    SupplyRequest,
    TimelineStep,
)

ASKED = Words("我的求助", "我的求助", "What I asked for")
BROUGHT = Words("我的配送", "我的配送", "What I brought")
WHEN = Words("时间", "時間", "When")
RUNS_OUT = Words("用完的时间", "用完的時間", "Runs out")
STATE = Words("状态", "狀態", "State")
NOTE = Words("备注", "備註", "Note")
ITEMS = Words("物资", "物資", "Things")
COLON = Words("：", "：", ": ")
NEXT = Words("；", "；", "; ")
BESIDES = Words("{counted}（{answers}）", "{counted}（{answers}）", "{counted} ({answers})")
WORDS = Words("我写的话", "我寫的話", "What I wrote")
REPLY = Words("住户的话", "住戶的話", "What the household said")

REQUEST_STATES = {
    RequestState.OPEN: Words("在找人", "在找人", "Looking for somebody"),
    RequestState.PROMISED: Words("有人送", "有人送", "On the way"),
    RequestState.HANDED_OVER: Words("送到了", "送到了", "At the door"),
    RequestState.CLOSED: Words("办完了", "辦完了", "Done"),
    RequestState.CANCELLED: Words("已取消", "已取消", "Withdrawn"),
}
DELIVERY_STATES = {
    DeliveryState.PROMISED: Words("要送", "要送", "To bring"),
    DeliveryState.HANDED_OVER: Words("送到了", "送到了", "Handed over"),
    DeliveryState.CONFIRMED: Words("对方已收到", "對方已收到", "They have it"),
    DeliveryState.MISSING: Words("对方说少了", "對方說少了", "Something was missing"),
    DeliveryState.GIVEN_BACK: Words("已退回", "已退回", "Given back"),
    DeliveryState.CANCELLED: Words("不用送了", "不用送了", "Not needed"),
}


@own.held("supply_requests", ASKED)
async def tell_requests(person: UUID) -> list[dict[str, Any]]:
    """What a person asked for, with everything they wrote about it."""
    asked = await SupplyRequest.filter(asked_by_id=person).order_by("asked_at", "id")
    return [
        {
            WHEN.said(): request.asked_at.isoformat(),
            RUNS_OUT.said(): request.runs_out_at.isoformat(),
            STATE.said(): REQUEST_STATES[request.state].said(),
            NOTE.said(): request.note,
            ITEMS.said(): await _lines(request.id),
            WORDS.said(): await _written(person, request.id),
        }
        for request in asked
    ]


async def _lines(request: UUID) -> list[str]:
    lines = await RequestLine.filter(request_id=request).order_by("id").select_related("item")
    await catalogue.know(line.item_id for line in lines)
    return [_line(line) for line in lines]


def _line(line: RequestLine) -> str:
    said = wording.answers_of(line.item, line.variety, line.answers)
    answers = NEXT.said().join(_answered(answer.question, answer.answer) for answer in said)
    counted = _counted(line.item, line.quantity)
    return BESIDES.said(counted=counted, answers=answers) if answers else counted


def _answered(question: str, answer: str) -> str:
    """A question ends with its own mark; what is no question is a heading."""
    return f"{question} {answer}" if question.endswith(("?", "？")) else f"{question}{COLON.said()}{answer}"


def _counted(item: Item, quantity: int) -> str:
    return f"{catalogue.words_of(item.name).said()} × {quantity} {catalogue.words_of(item.unit).said()}"


async def _written(person: UUID, request: UUID) -> list[str]:
    steps = await TimelineStep.filter(person_id=person, request_id=request).order_by("id")
    return [step.words for step in steps if step.words]


@own.held("deliveries", BROUGHT)
async def tell_deliveries(person: UUID) -> list[dict[str, Any]]:
    """What a person brought to others; nothing about those others but what they said of it."""
    deliveries = await Delivery.filter(person_id=person).order_by("promised_at", "id")
    return [
        {
            WHEN.said(): delivery.promised_at.isoformat(),
            STATE.said(): DELIVERY_STATES[delivery.state].said(),
            ITEMS.said(): [
                _counted(part.line.item, part.quantity)
                for part in await DeliveryPart.filter(delivery_id=delivery.id)
                .order_by("id")
                .select_related("line__item")
            ],
            REPLY.said(): delivery.words,
            WORDS.said(): await _written(person, delivery.request_id),
        }
        for delivery in deliveries
    ]


@own.erased
async def scrub(person: UUID) -> None:
    """Leave needs, numbers and states, and nothing that the person said.

    What a household still needs belongs to whoever else lives there; where nobody does, it is withdrawn.
    """
    for request in await SupplyRequest.filter(asked_by_id=person).order_by("id"):
        if request.state not in progress.UNMET:
            await scrubbing.scrub(request)
        elif await households.is_last_of(request.household_id, person):
            await withdrawing.withdraw(request.id)
            await scrubbing.scrub(request)
        else:
            await _leave_to_another(request, person)
    await _forget_words(person)


async def _leave_to_another(request: SupplyRequest, person: UUID) -> None:
    """Whoever else lives there is told from now on; where none of them has an account, nobody needs to be."""
    others = [other for other in await households.people_of(request.household_id) if other != person]
    if others:
        await SupplyRequest.filter(id=request.id).update(asked_by_id=others[0])


async def _forget_words(person: UUID) -> None:
    """What they wrote into timelines, and what of it stands beside deliveries too."""
    for step in await TimelineStep.filter(person_id=person):
        if not step.words:
            continue
        for delivery in await Delivery.filter(request_id=step.request_id):
            if delivery.words == step.words:
                delivery.words = ""
                await delivery.save(update_fields=["words"])
        step.words = ""
        await step.save(update_fields=["words"])
