"""Bringing sealed messages to push services (RFC 8030), and minding what these answer."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import Enum

from backend.kit import clock, metrics
from backend.push import addresses, vapid
from backend.push.encryption import Plain
from backend.push.sealer import Sealer
from backend.push.wires import Answered, Wires

CONNECTIONS = 256
"""To all push services together; half of them to one."""

STATUSES = [
    "200",
    "201",
    "202",
    "204",
    "400",
    "401",
    "403",
    "404",
    "408",
    "410",
    "413",
    "429",
    "500",
    "502",
    "503",
    "504",
    "none",
]
ANSWERS = metrics.counted(
    "push_answers", 'What push services answered, by HTTP status; "none" where none came.', status=STATUSES
)

SHORTEST_REST = timedelta(seconds=10)
LONGEST_REST = timedelta(hours=1)

MOST_TRUST = 100
"""What a push service has earned at the most, by taking as many messages."""
PRICE = 10
"""What it loses by one that it would not take now: who refuses more than one in eleven is soon left in peace."""
MOST_KNOWN = 1000
"""Push services whose trust is remembered; there are a handful, but phones may name others."""


class Said(Enum):
    """What a push service made of a message for one phone."""

    ACCEPTED = "ACCEPTED"
    """It took it, and brings it when the phone is there."""
    GONE = "GONE"
    """This phone takes no more messages by this address."""
    REFUSED = "REFUSED"
    """It would not take it, nor would it another time."""
    BUSY = "BUSY"
    """It asked to come again later."""
    UNREACHABLE = "UNREACHABLE"
    """It did not answer, or not sensibly."""

    @property
    def is_final(self) -> bool:
        return self not in {Said.BUSY, Said.UNREACHABLE}


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message for one phone, and how it wants to be treated on the way."""

    endpoint: str
    plain: Plain
    topic: str
    """A waiting parcel of the same topic for the same phone is replaced."""
    seconds: int
    """How long the push service shall keep it for a phone that is away."""
    urgent: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a parcel, and when it may be tried again where that makes sense."""

    said: Said
    again_at: datetime | None = None
    was_asked: bool = field(default=True, compare=False)
    """Whether the push service was asked at all; while it is left in peace it is not."""


@dataclass(slots=True)
class Rest:
    """A push service that is left in peace for a while, longer each time."""

    until: datetime
    times: int

    def holds_at(self, now: datetime) -> bool:
        """Whether it goes on; one that is longer than any was asked for by a clock that has been set back since."""
        return now < self.until <= now + LONGEST_REST


class Courier:
    """Carries parcels; one for each process."""

    def __init__(self, connections: int, trust: int) -> None:
        self._sealer = Sealer()
        self._rests: dict[str, Rest] = {}
        self._first_trust = trust
        self._trust: dict[str, int] = {}
        self._wires = Wires(connections)
        self.errands: set[asyncio.Task[None]] = set()
        """What goes on in the background, such as waiting for a slow push service."""

    async def close(self) -> None:
        for errand in self.errands:
            errand.cancel()
        await asyncio.gather(*self.errands, return_exceptions=True)
        await self._wires.close()
        await self._sealer.close()

    async def send(self, parcels: Sequence[Parcel]) -> list[Answer]:
        """Seal and bring some parcels, all at once."""
        bodies = await self.seal(parcels)
        return await asyncio.gather(*map(self.bring, parcels, bodies))

    async def seal(self, parcels: Sequence[Parcel]) -> list[bytes]:
        """Seal some parcels, each for its phone."""
        return await self._sealer.seal([parcel.plain for parcel in parcels])

    async def bring(self, parcel: Parcel, body: bytes) -> Answer:
        """Bring one sealed parcel to its push service; always answers within the time limit."""
        if not body:
            return Answer(Said.REFUSED)
        try:
            origin = addresses.check(parcel.endpoint)
        except addresses.NotPublic:
            return Answer(Said.REFUSED)
        rest = self._rests.get(origin)
        if rest and rest.holds_at(clock.now()):
            return Answer(Said.BUSY, rest.until, was_asked=False)
        try:
            answered = await self._wires.post(parcel.endpoint, _headers(parcel, origin), body)
        except addresses.NotPublic:
            return Answer(Said.REFUSED)
        except OSError:
            ANSWERS.add(status="none")
            return Answer(Said.UNREACHABLE, self._rest(origin))
        ANSWERS.add(status=str(answered.status))
        return self._heard(origin, answered)

    def _heard(self, origin: str, answered: Answered) -> Answer:
        match answered.status:
            case 200 | 201 | 202 | 204:
                self._rests.pop(origin, None)
                self._earn(origin)
                return Answer(Said.ACCEPTED)
            case 404 | 410:
                return Answer(Said.GONE)
            case 429 | 503:
                return Answer(Said.BUSY, self._rest(origin, retry_after(answered.retry_after)))
            case status if status >= 500:
                return Answer(Said.UNREACHABLE, self._rest(origin))
        return Answer(Said.REFUSED)

    def _earn(self, origin: str) -> None:
        if len(self._trust) >= MOST_KNOWN:
            self._trust.clear()
        self._trust[origin] = min(self._trust.get(origin, self._first_trust) + 1, MOST_TRUST)

    def _is_only_this_phone(self, origin: str) -> bool:
        """Whether a push service takes so much else that its answer speaks of one phone (RFC 8030, 8.4)."""
        self._trust[origin] = max(self._trust.get(origin, self._first_trust) - PRICE, -1)
        return self._trust[origin] >= 0

    def _rest(self, origin: str, asked: timedelta | None = None) -> datetime:
        """When to come again: to this phone, where its push service takes what is for others.

        Else the whole push service is left in peace for as long as it asked, or for twice as long as the last time.
        """
        now = clock.now()
        if self._is_only_this_phone(origin):
            return now + min(asked or SHORTEST_REST, LONGEST_REST)
        known = self._rests.get(origin)
        if known and known.holds_at(now):
            # A parcel that was on its way already brings no news, unless a longer rest is asked for.
            known.until = max(known.until, now + min(asked or timedelta(0), LONGEST_REST))
            return known.until
        times = known.times + 1 if known else 0
        # Who asks for no rest, or until a moment that is over by our clock, would be asked again without end.
        length = asked or SHORTEST_REST * 2 ** min(times, 10)
        self._rests[origin] = Rest(now + min(length, LONGEST_REST), times)
        return self._rests[origin].until


def _headers(parcel: Parcel, origin: str) -> dict[str, str]:
    return {
        "Authorization": vapid.authorization(origin),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(parcel.seconds),
        "Topic": parcel.topic,
        "Urgency": "high" if parcel.urgent else "normal",
    }


def retry_after(header: str | None) -> timedelta | None:
    """How long a Retry-After header asks to wait: seconds, or a date (RFC 9110, 10.2.3)."""
    if not header:
        return None
    if header.isascii() and header.isdigit():
        return timedelta(seconds=int(header[:9]))
    try:
        at = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(at.replace(tzinfo=at.tzinfo or UTC) - clock.now(), timedelta(0))


_present: Courier | None = None


@contextlib.asynccontextmanager
async def working(connections: int = CONNECTIONS, trust: int = 0) -> AsyncIterator[Courier]:
    """While open, this process can send pushes; `trust` is what push services have that it does not know yet."""
    global _present
    _present = courier = Courier(connections, trust)
    try:
        yield courier
    finally:
        _present = None
        await courier.close()


def present() -> Courier:
    """The courier of this process."""
    if _present is None:
        raise RuntimeError("no courier works in this process")
    return _present
