"""What is going on in the demo community when one first looks: needs at every step."""

from datetime import timedelta
from uuid import UUID

from backend.access.actor import Actor
from backend.demo import people as cast
from backend.demo.community import acting, grid_id
from backend.kit import clock
from backend.supplies import claims, doorstep, rules, stock
from backend.supplies.claims import Share
from backend.supplies.models import Delivery, Item, RequestLine, SupplyRequest
from backend.supplies.rules import Wanted


async def tell() -> None:
    """Fill the store, ask, promise, bring."""
    leader, chen = await acting(cast.GRID_LEADER), await acting(cast.CHEN)
    await _fill_store(leader)

    formula = await _ask(
        cast.MOTHER,
        [
            (
                "infant-formula",
                7,
                {"stage": "1", "type": "hypoallergenic", "brand": "爱他美", "substitutes": "yes"},
            )
        ],
        hours=20,
        note="宝宝四个月，对牛奶蛋白过敏，普通奶粉不能喝。",
    )
    await _claim(chen, formula, 1)
    await _ask(
        cast.OLD_MAN,
        [
            (
                "medicine",
                2,
                {
                    "name": "氨氯地平片",
                    "dose": "5 mg，每天一片",
                    "prescription": "yes",
                    "substitutes": "no",
                },
            )
        ],
        hours=44,
        note="降压药快吃完了，腿脚不便。",
    )
    await _ask(cast.EXPECTING, [("mask", 10, {"size": "adult"})], hours=70)
    await _ask(
        cast.TEACHER,
        [("infant-formula", 2, {"stage": "1", "type": "ordinary", "substitutes": "yes"})],
        hours=60,
    )

    vegetables = await _ask(cast.FAMILY, [("vegetables", 1, {})], hours=30)
    await _claim(chen, vegetables, 1)
    await _bring(chen, vegetables)


async def _fill_store(leader: Actor) -> None:
    store = await grid_id(cast.FIRST)
    for code, quantity, donor, low in (
        ("mask", 400, "余新商会", 100),
        ("disinfectant", 24, "社区卫生服务站", 30),
        ("vegetables", 36, "新园蔬菜合作社", 10),
    ):
        item = await _item(code)
        await stock.receive(leader, store, item, quantity, donor)
        await stock.warn_below(leader, store, item, low)


async def _item(code: str) -> UUID:
    return (await Item.get(code=code)).id


async def _ask(
    who: cast.Neighbour, lines: list[tuple[str, int, dict[str, str]]], *, hours: int, note: str = ""
) -> SupplyRequest:
    wanted = [Wanted(await _item(code), quantity, answers) for code, quantity, answers in lines]
    # People say "six o'clock", not "eighteen past six".
    runs_out_at = (clock.now() + timedelta(hours=hours)).replace(minute=0, second=0, microsecond=0)
    return await rules.ask(await acting(who), wanted, runs_out_at, note=note)


async def _claim(actor: Actor, request: SupplyRequest, quantity: int) -> None:
    line = await RequestLine.get(request_id=request.id)
    await claims.claim(actor, request.id, [Share(line.id, quantity)])


async def _bring(actor: Actor, request: SupplyRequest) -> None:
    delivery = await Delivery.get(request_id=request.id, person_id=actor.id)
    await doorstep.hand_over(actor, delivery.id, code=request.code)
