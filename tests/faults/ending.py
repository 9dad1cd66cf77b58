"""Ending processes in the middle of everything: people write, screens listen, and a push service does not answer."""

import asyncio

from tests.faults import looking, screens
from tests.faults.phones import Write
from tests.faults.place import Place, Plan
from tests.faults.screens import Screen
from tests.faults.writes import ASK
from tests.patience import LONG
from tests.push.stand_in import HANG, StandIn

SCREENS = 200
IN_FLIGHT = 10
DRAINED = {"LIANXIN_DRAIN_SECONDS": "1"}
"""As where nobody sets it."""
GOING_AWAY = {1001, 1012}
"""The codes by which a screen knows that the server went, and that it should come again."""
CITY = Plan(serving=2, working=1)


async def well(place: Place, push: StandIn) -> float:
    """All processes are told to end, and nothing is lost; the seconds that the slowest one took."""
    for handset in push.handsets.values():
        push.will_answer(handset, HANG)
    await place.start()
    serving, phone = place.serving[0], place.phones[0]
    async with screens.open_on(place.session, serving.address, phone.cookie, SCREENS) as open_screens:
        place.begin()
        await place.acknowledged(10)
        await place.until(lambda: push.asked, 1)
        answers = in_flight(place)
        await asyncio.sleep(0.1)
        seconds = await place.end()
        await answers
        assert place.visitor.cut_off == 0
        assert await closed_with(open_screens) <= GOING_AWAY
    await place.start()
    await place.acknowledged(10)
    await place.finish()
    await place.end()
    await looking.everything(place, push)
    return seconds


def in_flight(place: Place) -> "asyncio.Future[list[bool]]":
    """Whoever leads asks for several things at this moment; the answers are to come."""
    asking = []
    for _ in range(IN_FLIGHT):
        write = Write(place.visitor.person, ASK, ASK.next(place.visitor.hands) or {})
        place.visitor.writes.append(write)
        asking.append(place.visitor.send(place.session, place.serving[0].address, write))
    return asyncio.gather(*asking)


async def closed_with(open_screens: list[Screen]) -> set[int | None]:
    """The codes with which screens were closed."""
    await asyncio.wait_for(asyncio.gather(*(screen.gone.wait() for screen in open_screens)), LONG)
    return {screen.socket.close_code for screen in open_screens}
