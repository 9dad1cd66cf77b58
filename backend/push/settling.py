"""Writing down what became of messages and phones, in few statements for many of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from tortoise.expressions import F

from backend.kit import clock, work
from backend.push.courier import Answer, Said
from backend.push.models import Message, State, Subscription
from backend.push.readers import Phone
from backend.push.sending import Sending

MOST_REFUSALS = 3
"""A phone whose push service would not take this many messages in a row is forgotten."""
A_DAY = timedelta(days=1)


class Tried(Protocol):
    """A phone that was told something, however it was read."""

    @property
    def id(self) -> UUID: ...

    @property
    def refusals(self) -> int: ...


async def settle(sendings: Sequence[Sending]) -> None:
    """Write down what became of these messages, and of the phones on the way."""
    if sendings:
        await work.unit(lambda: _settle(sendings))


async def _settle(sendings: Sequence[Sending]) -> None:
    await mind_phones([pair for sending in sendings for pair in sending.answers.items()])
    now = clock.now()
    for state in (State.ACCEPTED, State.BY_SMS, State.KEPT):
        if done := [sending.message.id for sending in sendings if sending.state is state]:
            await Message.filter(id__in=done, state=State.WAITING).update(state=state, **_times(state, now))
    waiting = [sending for sending in sendings if sending.state is State.WAITING]
    for sending in waiting:
        if sending.told:
            await _wait_for_the_rest(sending, now)
    await _wait([sending for sending in waiting if not sending.told], now)


def _times(state: State, now: datetime) -> dict[str, datetime]:
    match state:
        case State.ACCEPTED:
            return {"accepted_at": now}
        case State.BY_SMS:
            return {"sms_at": now}
    return {}


async def _wait(sendings: Sequence[Sending], now: datetime) -> None:
    """Note when the next try is. Whole crowds wait for the same push service: they take one statement."""
    crowds: dict[tuple[datetime, int], list[UUID]] = {}
    for sending in sendings:
        crowd = sending.again_at or now, sending.message.attempts
        crowds.setdefault(crowd, []).append(sending.message.id)
    for (again_at, attempts), messages in crowds.items():
        # A worker that lost its lease must not put off what another one has taken since.
        mine = Message.filter(id__in=messages, state=State.WAITING, attempts=attempts)
        await mine.update(due_at=again_at)


async def _wait_for_the_rest(sending: Sending, now: datetime) -> None:
    """Note the phones that need no other try, and when the others get one."""
    message = sending.message
    await Message.filter(id=message.id, state=State.WAITING, attempts=message.attempts).update(
        due_at=sending.again_at or now,
        phones=message.phones | sending.told,
        accepted_at=message.accepted_at or (now if sending.was_accepted else None),
    )


async def mind_phones(answers: Sequence[tuple[Phone, Answer]]) -> None:
    """Forget phones that are gone, count refusals, note now and then that a phone still takes messages."""
    await mind_refusals(answers)
    if well := [phone for phone, answer in answers if answer.said is Said.ACCEPTED and _is_news(phone)]:
        await Subscription.filter(id__in=_ids(well)).update(refusals=0, accepted_at=clock.now())


async def mind_refusals(answers: Sequence[tuple[Tried, Answer]]) -> None:
    """Forget phones that are gone, and count refusals."""
    refused = [phone for phone, answer in answers if answer.said is Said.REFUSED]
    hopeless = [phone for phone in refused if phone.refusals + 1 >= MOST_REFUSALS]
    gone = [phone for phone, answer in answers if answer.said is Said.GONE]
    if dead := gone + hopeless:
        await Subscription.filter(id__in=_ids(dead)).delete()
    if refused:
        await Subscription.filter(id__in=_ids(refused)).update(refusals=F("refusals") + 1)


def _is_news(phone: Phone) -> bool:
    return bool(phone.refusals) or not phone.accepted_at or phone.accepted_at < clock.now() - A_DAY


def _ids(phones: Sequence[Tried]) -> list[UUID]:
    return [phone.id for phone in phones]
