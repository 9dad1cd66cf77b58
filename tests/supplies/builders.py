"""A household that needs something and people who can bring it, made as people make them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import orjson
import pytest
from tortoise.models import Model

from backend.access.actor import Actor
from backend.access.models import Deed, Person
from backend.households.models import Household
from backend.kit import clock
from backend.kit.refusals import Refused
from backend.push.models import Message
from backend.supplies import claims, rules, seeds
from backend.supplies.claims import Share
from backend.supplies.models import Delivery, DeliveryPart, Item, RequestLine, SupplyRequest, TimelineStep
from backend.supplies.rules import Wanted
from backend.supplies.stock_models import Ration, StockLevel, StockMove
from tests import community
from tests.community import Town
from tests.households.builders import household, living
from tests.volunteers.builders import volunteer

ROWS: tuple[type[Model], ...] = (
    *(SupplyRequest, RequestLine, Delivery, DeliveryPart, TimelineStep),
    *(StockLevel, StockMove, Ration, Message, Deed),
)
FORMULA = {"stage": "1", "type": "hypoallergenic", "allergy": "牛奶蛋白", "substitutes": "no"}
TOMORROW_EVENING = timedelta(hours=30)


@dataclass(frozen=True, slots=True)
class Scene:
    """The east grid's household of 林晓 (`mother`) and 林伟 (`father`); `zhang` and `chen` volunteer near them."""

    town: Town
    home: Household
    mother: Person
    father: Person
    zhang: Person
    chen: Person


async def build(town: Town) -> Scene:
    """The people, and what can be asked for."""
    await seeds.seed()
    home = await household(town, "3栋 2单元 1202")
    mother, father = await living(home, "林晓"), await living(home, "林伟")
    zhang, chen = await community.resident("张明", town.east), await community.resident("陈静", town.east)
    for person in (zhang, chen):
        await volunteer(person, town.leader)
    return Scene(town, home, mother, father, zhang, chen)


async def wanted(code: str, quantity: int, **answers: str) -> Wanted:
    """So many of a seeded item."""
    return Wanted((await Item.get(code=code)).id, quantity, answers)


async def tins(quantity: int) -> Wanted:
    """So many tins of the formula that the child tolerates."""
    return await wanted("infant-formula", quantity, **FORMULA)


async def asked(scene: Scene, *lines: Wanted, hours: float = 30, **said: Any) -> SupplyRequest:
    """The mother asks; for seven tins where nothing else is said."""
    return await rules.ask(
        await acting(scene.mother), lines or [await tins(7)], clock.now() + timedelta(hours=hours), **said
    )


async def acting(person: Person) -> Actor:
    """Somebody as the actor of a rule."""
    return await community.actor(person)


async def share(request: SupplyRequest, quantity: int, at: int = 0) -> Share:
    """So many of one line of a request."""
    lines = await RequestLine.filter(request_id=request.id).order_by("id")
    return Share(lines[at].id, quantity)


async def delivery(request: SupplyRequest, person: Person) -> UUID:
    """The last delivery that somebody promised for a request."""
    found = await Delivery.filter(request_id=request.id, person_id=person.id).order_by("-id").first()
    assert found
    return found.id


async def promised(scene: Scene, person: Person, quantity: int = 7) -> tuple[SupplyRequest, UUID]:
    """A need of which somebody promised so much."""
    request = await asked(scene)
    await claims.claim(await acting(person), request.id, [await share(request, quantity)])
    return request, await delivery(request, person)


async def standing(request: SupplyRequest) -> tuple[str, list[tuple[int, int, int]]]:
    """How far a request is met: its state, and of each line how many are needed, promised and handed over."""
    found = await SupplyRequest.get(id=request.id)
    lines = await RequestLine.filter(request_id=request.id).order_by("id")
    return found.state.value, [(line.quantity, line.promised, line.handed_over) for line in lines]


async def told(person: Person) -> list[str]:
    """The Chinese titles of what somebody was told, the oldest first."""
    messages = await Message.filter(person_id=person.id).order_by("id")
    return [orjson.loads(message.said)["zh-Hans"][0] for message in messages]


async def last_read(person: Person) -> str:
    """The Chinese text of what somebody was told last."""
    message = await Message.filter(person_id=person.id).order_by("-id").first()
    assert message is not None
    return str(orjson.loads(message.said)["zh-Hans"][1])


async def everything() -> list[list[dict[str, Any]]]:
    """Every row that a verb about supplies may write; two of these are equal when nothing changed."""
    return [await model.all().order_by("id").values() for model in ROWS]


@contextmanager
def refused(kind: type[Refused], **values: Any) -> Iterator[None]:
    """What happens inside is refused just so."""
    with pytest.raises(kind) as caught:
        yield
    said = caught.value.values()
    assert {name: said[name] for name in values} == values
