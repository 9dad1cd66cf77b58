"""Keyset pages: no row twice, none left out, also while the list grows at its head."""

from base64 import urlsafe_b64encode
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.access.models import Deed
from backend.kit import clock
from backend.kit.pages import MOST, page
from backend.kit.refusals import BadInput

pytestmark = pytest.mark.usefixtures("engine")

ORDER = ("-at", "verb", "id")


async def all_pages(first: int) -> list[str]:
    seen, after = [], None
    while True:
        found = await page(Deed.all(), "verb", order=ORDER, first=first, after=after)
        seen += [str(row["id"]) for row in found.rows]
        assert len(found.rows) <= first
        if not found.info.has_next_page:
            return seen
        after = found.info.end_cursor


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(minutes=st.lists(st.integers(0, 3), max_size=12), first=st.integers(1, 5))
async def test_pages_give_every_row_once_and_in_order(minutes: list[int], first: int) -> None:
    await Deed.all().delete()
    for number, minute in enumerate(minutes):
        at = clock.now() + timedelta(minutes=minute)
        await Deed.create(verb=f"verb{number % 2}", what="Person", at=at)
    expected = [str(deed.id) for deed in await Deed.all().order_by(*ORDER)]
    assert await all_pages(first) == expected


async def test_a_row_added_at_the_head_moves_nothing_on_the_next_page() -> None:
    deeds = [
        await Deed.create(verb=str(n), what="Person", at=clock.now() - timedelta(minutes=n)) for n in range(4)
    ]
    top = await page(Deed.all(), order=("-at", "id"), first=2)
    await Deed.create(verb="new", what="Person", at=clock.now() + timedelta(minutes=1))
    rest = await page(Deed.all(), order=("-at", "id"), first=2, after=top.info.end_cursor)
    assert [row["id"] for row in rest.rows] == [deeds[2].id, deeds[3].id]


async def test_a_page_has_at_most_fifty_rows() -> None:
    for number in range(MOST + 1):
        await Deed.create(verb=str(number), what="Person")
    found = await page(Deed.all(), order=("id",), first=1_000)
    assert (len(found.rows), found.info.has_next_page) == (MOST, True)


async def test_a_cursor_of_another_list_or_made_by_hand_is_refused() -> None:
    for number in range(2):
        await Deed.create(verb=str(number), what="Person")
    by_verb = (await page(Deed.all(), order=("verb", "id"), first=1)).info.end_cursor
    assert by_verb
    by_hand = urlsafe_b64encode(b'[["v",18446744073709551615],["v","\\u0000"]]').decode()
    for order, cursor in (
        (("-at", "id"), by_verb),
        (("verb", "id"), by_hand),
        (("verb", "id"), by_verb[:-2]),
    ):
        with pytest.raises(BadInput) as refusal:
            await page(Deed.all(), order=order, after=cursor)
        assert refusal.value.field == "after"


@pytest.mark.parametrize(
    "cursor", ["x", "W10", "WzFd", "bnVsbA", "W1sidCIsIm5vdCBhIHRpbWUiXSxbInUiLDFdXQ", "💥"]
)
async def test_a_cursor_that_is_none_is_refused(cursor: str) -> None:
    with pytest.raises(BadInput) as refusal:
        await page(Deed.all(), order=("-at", "id"), after=cursor)
    assert refusal.value.field == "after"
