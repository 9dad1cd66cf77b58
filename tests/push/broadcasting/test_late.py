"""What a push service says late counts once, however many chunks its phones are of."""

import asyncio
from datetime import timedelta

import pytest

from backend.kit import clock
from backend.push import courier
from backend.push.broadcasting import outcomes
from backend.push.carrying.carriers import Brought
from backend.push.carrying.loads import Answers, Load
from backend.push.courier import Answer, Said
from backend.push.models import Subscription
from tests.push.broadcasting.crowd import Here, Row, counts, rows, tell
from tests.push.broadcasting.going import done
from tests.push.stand_in import StandIn


async def test_a_late_refusal_is_counted_once(
    row: Row, stand_in: StandIn, carrying: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    await row.grow(stand_in, 12)

    async def one_is_away(load: Load) -> Brought:
        """In each of the three chunks one is to be tried again."""
        answers = {place: Answer(Said.ACCEPTED) for place, _ in enumerate(load.phones)}
        return Brought(answers | {0: Answer(Said.UNREACHABLE, clock.now() + courier.SHORTEST_REST)})

    monkeypatch.setattr(carrying, "bring", one_is_away)
    await tell()
    await done()
    assert await counts() == {"accepted": 9, "waiting": 3}

    async def all_refuse_late(load: Load) -> Brought:
        late: asyncio.Future[Answers] = asyncio.get_running_loop().create_future()
        late.set_result({place: Answer(Said.REFUSED) for place, _ in enumerate(load.phones)})
        return Brought({}, late)

    monkeypatch.setattr(carrying, "bring", all_refuse_late)
    clock.advance(2 * courier.LONGEST_REST + timedelta(seconds=1))
    await done()
    await asyncio.gather(*outcomes._errands)

    assert (await counts(), (await rows())[2]) == ({"accepted": 9, "refused": 3}, 0)
    refusals = await Subscription.filter(refusals__gt=0).values_list("refusals", flat=True)
    assert refusals == [1, 1, 1]
