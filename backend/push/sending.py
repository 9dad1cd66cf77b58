"""One message on its way: what a phone is sent, what came back, and what is to become of the message."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar
from weakref import WeakKeyDictionary

import orjson
from tortoise.queryset import QuerySet

from backend import settings
from backend.kit import clock, ids, sms
from backend.kit.words import Language, Words
from backend.push.courier import Answer, Courier, Parcel, Said
from backend.push.encryption import Plain, padded
from backend.push.models import Message, State
from backend.push.readers import Phone, Reader

LEASE = timedelta(minutes=2)
"""How long a worker may take over a message; several times what a push service or an SMS gateway is given."""
PATIENCE = timedelta(minutes=1)
"""An urgent message that can only be tried again after this goes by SMS instead."""
TRIES = 3
"""After so many tries without a phone that took it, too."""
SMS_AT_ONCE = 4
"""Fewer than there are threads: whoever waited for one would be taken for not answered, and sign-in codes need one too."""
LONGEST_TEXT = 600
"""Characters; what is longer is read in the app."""

SMS = Words(
    "【连心】{title}。{text} {link}", "【連心】{title}。{text} {link}", "Lianxin: {title}. {text} {link}"
)


@dataclass(slots=True, eq=False)
class Sending:
    """One try at telling a message, and what it came to."""

    COLUMNS: ClassVar = (
        "id",
        "person_id",
        "kind",
        "about",
        "said",
        "link",
        "urgent",
        "attempts",
        "phones",
        "expires_at",
        "accepted_at",
        "read_at",
    )
    """What of a message a sending needs; every further column costs a big round."""

    message: Message
    reader: Reader
    answers: dict[Phone, Answer] = field(default_factory=dict)
    state: State = State.WAITING
    """What the message is from now on."""
    again_at: datetime | None = None
    """When to try again, while it is still waiting."""

    @property
    def phones(self) -> list[Phone]:
        """The phones that were not told yet."""
        return [phone for phone in self.reader.phones if str(phone.id) not in self.message.phones]

    @property
    def told(self) -> dict[str, str]:
        """The phones that need no other try, and what became of the message there."""
        return {
            str(phone.id): answer.said.value for phone, answer in self.answers.items() if answer.said.is_final
        }

    def settle_unsent(self) -> bool:
        """Whether the message needs no sending at all now: its reader was here, wants none, or sleeps."""
        message, reader = self.message, self.reader
        if message.read_at or message.time_left <= timedelta(0):
            self.state = State.ACCEPTED if message.accepted_at else State.KEPT
        elif message.kind in reader.unwanted and message.kind.is_optional:
            self.state = State.KEPT
        elif not message.urgent and reader.quiet and (over := reader.quiet.over_at()):
            self.again_at = over
        return self.state is not State.WAITING or self.again_at is not None

    def parcels(self) -> dict[Phone, Parcel]:
        """What each of the phones is sent."""
        topic = self.message.topic
        text = payload(self.message, self.reader.language, topic)
        seconds = int(self.message.time_left.total_seconds())
        return {
            phone: Parcel(
                endpoint=phone.endpoint,
                plain=Plain(phone.p256dh, phone.auth, text),
                topic=topic,
                seconds=seconds,
                urgent=self.message.urgent,
            )
            for phone in self.phones
        }

    async def go(self, courier: Courier, parcels: dict[Phone, Parcel], bodies: list[bytes]) -> "Sending":
        """Bring the parcels; where no phone takes one in time, and it is urgent, send an SMS."""
        errands = [courier.bring(*pair) for pair in zip(parcels.values(), bodies, strict=True)]
        # Most people have one phone: it needs no task of its own.
        answers = [await errands[0]] if len(errands) == 1 else await asyncio.gather(*errands)
        self.answers = dict(zip(parcels, answers, strict=True))
        self._judge()
        if self._needs_sms() and await by_sms(self.message, self.reader, self._is_still_ours):
            self.state, self.again_at = State.BY_SMS, None
            # At once: others of its round may take longer than this one is leased, and it would be sent again.
            await self._mine().update(state=State.BY_SMS, sms_at=clock.now())
        return self

    def _mine(self) -> QuerySet[Message]:
        """The message, if it still waits and nobody else has taken it since."""
        message = self.message
        return Message.filter(id=message.id, state=State.WAITING, attempts=message.attempts)

    async def _is_still_ours(self) -> bool:
        """Whether nobody else took it while it waited for its turn at the gateway; from now on nobody does for a while."""
        if await self._mine().update(due_at=clock.now() + LEASE):
            return True
        self.state, self.again_at = State.WAITING, None
        return False

    def _judge(self) -> None:
        later = [answer.again_at for answer in self.answers.values() if answer.again_at]
        if later:
            self.again_at = min(later)
        else:
            self.state = State.ACCEPTED if self.was_accepted else State.KEPT

    def _needs_sms(self) -> bool:
        if not self.message.urgent or self.was_accepted:
            return False
        if self.again_at is None:
            return True
        return self.message.attempts >= TRIES or self.again_at > clock.now() + PATIENCE

    @property
    def was_accepted(self) -> bool:
        """Whether a push service took it, now or at an earlier try."""
        return bool(self.message.accepted_at) or any(
            answer.said is Said.ACCEPTED for answer in self.answers.values()
        )


def payload(message: Message, language: Language, topic: str | None = None) -> bytes:
    """What the service worker reads: an id and neutral words."""
    title, text = words_of(message.said, language)
    return padded(
        orjson.dumps(
            {
                "id": ids.opaque("Message", message.id),
                "title": title,
                "body": text[:LONGEST_TEXT],
                "link": message.link,
                "tag": topic or message.topic,
            }
        )
    )


def words_of(said: str, language: Language) -> tuple[str, str]:
    """Title and text of what a message said, for one reader."""
    title, text = orjson.loads(said)[language.value]
    return title, text


async def by_sms(
    message: Message, reader: Reader, still: Callable[[], Awaitable[bool]] | None = None
) -> bool:
    """Send it as a short message, where this place has a gateway and the reader a number.

    Where many wait for a slow gateway their turn comes late: then `still` says whether it is wanted from us.
    """
    if not sms.is_possible() or not reader.number:
        return False
    title, text = words_of(message.said, reader.language)
    async with _turn():
        if still and not await still():
            return False
        link = f"{settings.settings().origin}{message.link}"
        return await sms.send(reader.number, SMS.text(reader.language, title=title, text=text, link=link))


_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


def _turn() -> asyncio.Semaphore:
    """One of the few turns at the gateway."""
    return _turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(SMS_AT_ONCE))
