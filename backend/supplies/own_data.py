"""What is held about somebody's needs and deliveries, told to them, and scrubbed when they are erased."""

from typing import Any
from uuid import UUID

import orjson

from backend.access import own
from backend.kit.words import Words
from backend.supplies import catalogue, reading
from backend.supplies.models import (
    Delivery,
    DeliveryPart,
    RequestLine,
    SupplyRequest,
    TimelineStep,
)
from backend.supplies.stock_models import StockMove

ASKED = Words("我的求助", "我的求助", "What I asked for")
BROUGHT = Words("我的配送", "我的配送", "What I brought")
WHEN = Words("时间", "時間", "When")
RUNS_OUT = Words("用完的时间", "用完的時間", "Runs out")
STATE = Words("状态", "狀態", "State")
NOTE = Words("备注", "備註", "Note")
ITEMS = Words("物资", "物資", "Things")
WORDS = Words("我写的话", "我寫的話", "What I wrote")
REPLY = Words("住户的话", "住戶的話", "What the household said")


@own.held("supply_requests", ASKED)
async def tell_requests(person: UUID) -> list[dict[str, Any]]:
    """What a person asked for, with everything they wrote about it."""
    asked = await SupplyRequest.filter(asked_by_id=person).order_by("asked_at", "id")
    return [
        {
            WHEN.said(): request.asked_at.isoformat(),
            RUNS_OUT.said(): request.runs_out_at.isoformat(),
            STATE.said(): request.state.value,
            NOTE.said(): request.note,
            ITEMS.said(): [
                _line(line)
                for line in await RequestLine.filter(request_id=request.id)
                .order_by("id")
                .select_related("item")
            ],
            WORDS.said(): await _written(person, request.id),
        }
        for request in asked
    ]


def _line(line: RequestLine) -> dict[str, Any]:
    said = reading.answers_of(line.item, line.variety, line.answers)
    name = catalogue.words_of(line.item.name).said()
    unit = catalogue.words_of(line.item.unit).said()
    return {f"{name} ({unit})": line.quantity} | {answer.question: answer.answer for answer in said}


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
            STATE.said(): delivery.state.value,
            ITEMS.said(): [
                f"{catalogue.words_of(part.line.item.name).said()} × {part.quantity}"
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
    """Leave needs, numbers and states, and nothing that the person said."""
    for request in await SupplyRequest.filter(asked_by_id=person):
        request.note, request.photo = "", None
        await request.save(update_fields=["note", "photo"])
        for line in await RequestLine.filter(request_id=request.id):
            line.answers = orjson.dumps({}).decode()
            await line.save(update_fields=["answers"])
        for delivery in await Delivery.filter(request_id=request.id):
            delivery.words, delivery.photo = "", None
            await delivery.save(update_fields=["words", "photo"])
    for step in await TimelineStep.filter(person_id=person):
        step.words = ""
        await step.save(update_fields=["words"])
    for move in await StockMove.filter(person_id=person):
        move.words = ""
        await move.save(update_fields=["words"])
