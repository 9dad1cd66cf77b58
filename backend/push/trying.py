"""A test message to oneself: what each push service says is told at once, and the phone tells when it was shown."""

from dataclasses import dataclass
from datetime import timedelta

from backend.access.actor import Actor
from backend.kit import clock, work
from backend.kit.words import Words
from backend.push import courier, outbox, readers, settling
from backend.push.courier import Said
from backend.push.models import Kind, Message, State
from backend.push.readers import Phone
from backend.push.sending import Sending

WORTH_TELLING = timedelta(minutes=10)

TITLE = Words("测试消息", "測試訊息", "Test message")
TEXT = Words(
    "看到这条，说明这部手机会响。",
    "看到這則，表示這部手機會響。",
    "If you see this, alerts reach this phone.",
)


@dataclass(frozen=True, slots=True)
class Tried:
    """A test message, and what became of it for each of the actor's phones."""

    message: Message
    outcomes: list[tuple[Phone, Said]]


async def send_test(actor: Actor) -> Tried:
    """Send a test message to all phones of the actor, now."""
    message = await _note(actor)
    reader = (await readers.of([actor.id]))[actor.id]
    parcels = Sending(message, reader).parcels()
    answers = await courier.present().send(list(parcels.values()))
    pairs = list(zip(parcels, answers, strict=True))
    await _settle(actor, message, pairs)
    return Tried(message, [(phone, answer.said) for phone, answer in pairs])


@work.verb
async def _note(actor: Actor) -> Message:
    now = clock.now()
    return await Message.create(
        person_id=actor.id,
        kind=Kind.TEST,
        said=outbox.in_every_language(TITLE, TEXT),
        link="/me/messages",
        state=State.KEPT,
        due_at=now,
        expires_at=now + WORTH_TELLING,
        # Nobody needs to be reminded of it.
        read_at=now,
    )


@work.verb
async def _settle(actor: Actor, message: Message, pairs: list[tuple[Phone, courier.Answer]]) -> None:
    await settling.mind_phones(pairs)
    if any(answer.said is Said.ACCEPTED for _, answer in pairs):
        message.state, message.accepted_at = State.ACCEPTED, clock.now()
        await message.save(update_fields=["state", "accepted_at"])
