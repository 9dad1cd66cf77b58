"""Whoever has time again is looked at where they wait, also when that list is being gone through at this very moment."""

import asyncio
import contextvars
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from backend.shifts import jobs, leaving
from backend.shifts.models import SignupState
from tests.community import Town
from tests.shifts import builders
from tests.supplies.builders import acting


async def beside(act: Callable[[], Awaitable[Any]]) -> None:
    """Do this in a unit of work of its own, while another is under way."""
    await asyncio.get_running_loop().create_task(act(), context=contextvars.Context())  # type: ignore[arg-type]


@pytest.mark.parametrize("engine", ["scaled"], indirect=True)
async def test_who_has_time_again_while_the_list_is_gone_through_is_not_forgotten(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    shift, other = [await builders.shift(town, builders.plan(number=1)) for _ in range(2)]
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    for person in (chen, zhou):
        await builders.joined(person, shift, may_wait=True)
    await builders.joined(zhou, other)
    await leaving.leave(await acting(chen), shift.id)
    busy = await acting(zhou)
    look = jobs._first_who_can

    async def look_and_leave(*given: Any) -> Any:
        found = await look(*given)
        monkeypatch.undo()
        assert found == []
        await beside(lambda: leaving.leave(busy, other.id))
        return found

    monkeypatch.setattr(jobs, "_first_who_can", look_and_leave)
    await builders.gone()
    assert (await builders.signup_of(zhou, shift)).state is SignupState.JOINED


@pytest.mark.parametrize("engine", ["scaled"], indirect=True)
async def test_who_has_time_again_while_a_place_falls_empty_is_not_forgotten(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    shift, other = [await builders.shift(town, builders.plan(number=1)) for _ in range(2)]
    chen, zhou = [await builders.volunteer(town, name) for name in ("陈晨", "周舟")]
    for person in (chen, zhou):
        await builders.joined(person, shift, may_wait=True)
    await builders.joined(zhou, other)
    owner = await acting(chen)
    tell = leaving.telling.of_leaving

    async def tell_and_wait(*given: Any, **named: Any) -> None:
        monkeypatch.undo()
        # The other shift's place falls empty, and its list is gone through, before this leaving is written.
        await beside(lambda: leaving.leave(owner, shift.id))
        await beside(builders.gone)
        await tell(*given, **named)

    monkeypatch.setattr(leaving.telling, "of_leaving", tell_and_wait)
    await leaving.leave(await acting(zhou), other.id)
    await builders.gone()
    assert (await builders.signup_of(zhou, shift)).state is SignupState.JOINED
