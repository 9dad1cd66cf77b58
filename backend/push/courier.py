"""Bringing sealed messages to push services (RFC 8030), and minding what these answer."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import Enum

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from yarl import URL

from backend.kit import clock
from backend.push import addresses, vapid
from backend.push.encryption import Plain
from backend.push.sealer import Sealer

TIME_LIMIT = ClientTimeout(total=15, sock_connect=5)
CONNECTIONS = 256
CONNECTIONS_A_HOST = 128

SHORTEST_REST = timedelta(seconds=10)
LONGEST_REST = timedelta(hours=1)


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


@dataclass(slots=True)
class Rest:
    """A push service that is left in peace for a while, longer each time."""

    until: datetime
    times: int


class Courier:
    """Carries parcels; one for each process."""

    def __init__(self) -> None:
        self._sealer = Sealer()
        self._rests: dict[str, Rest] = {}
        self._session = ClientSession(
            connector=TCPConnector(
                resolver=addresses.PublicOnly(),
                ssl=ssl.create_default_context(),
                limit=CONNECTIONS,
                limit_per_host=CONNECTIONS_A_HOST,
            ),
            timeout=TIME_LIMIT,
            cookie_jar=DummyCookieJar(),
            headers={"User-Agent": "Lianxin"},
        )
        self.errands: set[asyncio.Task[None]] = set()
        """What goes on in the background, such as waiting for a slow push service."""

    async def close(self) -> None:
        for errand in self.errands:
            errand.cancel()
        await asyncio.gather(*self.errands, return_exceptions=True)
        await self._session.close()
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
        if rest and rest.until > clock.now():
            return Answer(Said.BUSY, rest.until)
        try:
            async with self._session.post(
                # The address is the push service's own: sent as it was given, not spelled anew.
                URL(parcel.endpoint, encoded=True),
                data=body,
                headers=_headers(parcel, origin),
                allow_redirects=False,
            ) as response:
                return self._heard(origin, response)
        except (ClientError, OSError, ValueError) as error:
            if isinstance(getattr(error, "os_error", None), addresses.NotPublic):
                return Answer(Said.REFUSED)
            return Answer(Said.UNREACHABLE, self._rest(origin))

    def _heard(self, origin: str, response: ClientResponse) -> Answer:
        match response.status:
            case 200 | 201 | 202 | 204:
                self._rests.pop(origin, None)
                return Answer(Said.ACCEPTED)
            case 404 | 410:
                return Answer(Said.GONE)
            case 429 | 503:
                return Answer(Said.BUSY, self._rest(origin, retry_after(response.headers.get("Retry-After"))))
            case status if status >= 500:
                return Answer(Said.UNREACHABLE, self._rest(origin))
        return Answer(Said.REFUSED)

    def _rest(self, origin: str, asked: timedelta | None = None) -> datetime:
        """Leave a push service in peace for as long as it asked, else for twice as long as the last time."""
        now = clock.now()
        known = self._rests.get(origin)
        if known and known.until > now:
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
async def working() -> AsyncIterator[Courier]:
    """While open, this process can send pushes."""
    global _present
    _present = courier = Courier()
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
