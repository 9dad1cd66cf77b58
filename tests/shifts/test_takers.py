"""Whom somebody may ask by name to take their place; the digits that are typed where no code can be scanned."""

from datetime import timedelta

import pytest

from backend.kit import clock, nodes
from backend.kit.refusals import NotFound
from backend.shifts import place_codes
from backend.shifts.models import WorkKind
from backend.shifts.screens import takers
from tests import community, statements
from tests.community import Town
from tests.shifts import builders


async def test_those_who_stand_shifts_of_the_grid_and_are_free_are_named_in_half(town: Town) -> None:
    chen, zhou, wu, zheng, sun = [
        await builders.volunteer(town, name) for name in ("陈晨", "周舟", "吴越", "郑重", "孙立")
    ]
    mine = await builders.shift(town)
    before = await builders.shift(town, builders.plan(clock.now() + timedelta(hours=2)))
    at_once = await builders.shift(
        town, builders.plan(clock.now() + timedelta(days=2, hours=1), kind=WorkKind.DELIVERY)
    )
    await builders.joined(chen, mine)
    await builders.joined(sun, mine)
    await builders.joined(zhou, before)
    await builders.joined(wu, before)
    # She stands at the same hour; 郑重 has never stood here, and 孙立 is on the shift herself.
    await builders.joined(wu, at_once)

    chens = await community.actor(chen)
    with statements.counted() as asked:
        found = await takers.of(chens, mine.id)
    assert [(one.id, one.name) for one in found] == [(nodes.opaque("Person", zhou.id), "周*")]
    assert len(asked) <= 7
    with pytest.raises(NotFound):
        await takers.of(await community.actor(zheng), mine.id)


async def test_digits_count_for_some_minutes_by_the_clock_of_the_phone(town: Town) -> None:
    shift = await builders.shift(town)
    digits, shown = place_codes.digits(shift.id), clock.now()
    minute = int(shown.timestamp()) // 60
    assert len(digits) == 6

    def typed(minutes: int, written: str = digits) -> bool:
        return place_codes.scanned_at(shift.id, f"{minute + minutes:x}.{written}") is not None

    assert [typed(minutes) for minutes in (-4, -3, 0, 1, 4)] == [False, True, True, True, False]
    other = f"{(int(digits) + 1) % 10**6:06}"
    assert not typed(0, other)
    # Typed without signal and sent in the evening: the phone says when.
    with clock.held(shown + timedelta(hours=10)):
        assert place_codes.scanned_at(shift.id, f"{minute:x}.{digits}") is not None
        assert place_codes.scanned_at(shift.id, f"{minute + 600:x}.{digits}") is None
    with clock.held(shown + timedelta(hours=25)):
        assert not typed(0)
