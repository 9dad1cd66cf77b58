"""Who comes now, or need not come any more, hears it in quiet hours where it is near; nobody is woken for other news."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from backend.access.models import Person
from backend.kit import clock
from backend.push.models import Message
from backend.shifts import deciding, leaving, offering
from backend.shifts.models import Shift
from tests.community import Town
from tests.shifts import builders
from tests.supplies.builders import acting

Deed = Callable[[Town, Shift, Person], Awaitable[None]]


async def approved(town: Town, shift: Shift, chen: Person) -> None:
    place = await builders.joined(chen, shift)
    await deciding.approve(await acting(town.leader), place.id, accepted=True)


async def declined(town: Town, shift: Shift, chen: Person) -> None:
    place = await builders.joined(chen, shift)
    await deciding.approve(await acting(town.leader), place.id, accepted=False)


async def assigned(town: Town, shift: Shift, chen: Person) -> None:
    role = await builders.role_of(shift)
    await deciding.assign(await acting(town.leader), shift.id, role.id, chen.id)


async def taken_off(town: Town, shift: Shift, chen: Person) -> None:
    await assigned(town, shift, chen)
    await leaving.leave(await acting(town.leader), shift.id, person=chen.id)


async def given_back(town: Town, shift: Shift, chen: Person) -> None:
    await assigned(town, shift, chen)
    place = await offering.offer(await acting(chen), shift.id)
    zhou = await builders.volunteer(town, "周舟")
    wish = await offering.take(await acting(zhou), place.id)
    await deciding.approve(await acting(town.leader), wish.id, accepted=False)


async def handed_over(town: Town, shift: Shift, chen: Person) -> None:
    await assigned(town, shift, chen)
    place = await offering.offer(await acting(chen), shift.id)
    zhou = await builders.volunteer(town, "周舟")
    wish = await offering.take(await acting(zhou), place.id)
    await deciding.approve(await acting(town.leader), wish.id, accepted=True)


async def kept(town: Town, shift: Shift, chen: Person) -> None:
    zhou = await builders.volunteer(town, "周舟")
    await assigned(town, shift, zhou)
    place = await offering.offer(await acting(zhou), shift.id)
    await offering.take(await acting(chen), place.id)
    await offering.keep(await acting(zhou), shift.id)


async def heard_of(town: Town, deed: Deed, hours: int) -> Message:
    """What 陈晨 hears last of a shift that begins in so many hours."""
    wanted = builders.plan(clock.now() + timedelta(hours=hours), number=1, by_approval=True)
    shift = await builders.shift(town, wanted)
    chen = await builders.volunteer(town, "陈晨")
    await deed(town, shift, chen)
    [last] = await Message.filter(person_id=chen.id, about=shift.id).order_by("-id").limit(1)
    return last


@pytest.mark.parametrize(("hours", "rings"), [(3, True), (48, False)])
@pytest.mark.parametrize("deed", [approved, assigned, taken_off, handed_over])
async def test_whoever_comes_or_need_not_come_hears_it_in_time(
    town: Town, deed: Deed, hours: int, rings: bool
) -> None:
    assert (await heard_of(town, deed, hours)).urgent is rings


@pytest.mark.parametrize("deed", [declined, given_back, kept])
async def test_nobody_is_woken_to_hear_that_all_stays_as_it_was(town: Town, deed: Deed) -> None:
    assert (await heard_of(town, deed, 3)).urgent is False
