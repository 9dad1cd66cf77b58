"""Chaotian as it stood when a notice reached it in three minutes: its real towns and communities, 3,500 grids of 20
households, and one phone with keys of its own in each household.

The divisions are read from `../shared/data/divisions`, where they are there; else a district of the same shape is made up.
"""

import itertools
import os
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from backend.access import sessions
from backend.access.models import Person, Post, Role, Session
from backend.grids import imports
from backend.grids.models import Grid, Tier
from backend.households.doors import Door
from backend.households.models import Household, Resident
from backend.kit import clock
from backend.kit.models import Row
from backend.push.models import Subscription

DIVISIONS = Path(__file__).parents[2] / "shared/data/divisions/chaotian.csv"
GRIDS = 3_500
HOUSEHOLDS = 20
PHONES = GRIDS * HOUSEHOLDS
AT_ONCE = 2_000
"""Households that are written together."""

R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class District:
    """The district, and who may publish there."""

    grid: UUID
    cookie: str
    """By which its editor is signed in."""


async def settle(host: str) -> District:
    """Fill an empty database; every phone is subscribed at a push service at `host`."""
    await imports.load("\n".join(_divisions()).encode())
    district = await Grid.get(tier=Tier.DISTRICT)
    grids = await Grid.filter(tier=Tier.GRID).order_by("path").values_list("id", flat=True)
    numbers = itertools.count()
    for some in _by(AT_ONCE // HOUSEHOLDS, grids):
        await _households(some, host, numbers)
    return District(district.id, await _editor(district))


def _divisions() -> Iterator[str]:
    """The lines of a file that is loaded as any place's is: real ones, and below each community its grids."""
    lines = DIVISIONS.read_text().splitlines() if DIVISIONS.exists() else list(_made_up())
    yield from lines
    communities = [line.split(",")[0] for line in lines if ",community," in line]
    for number in range(GRIDS):
        community = communities[number % len(communities)]
        yield f"{community}-{number},第{number // len(communities) + 1}网格,grid,{community}"


def _made_up() -> Iterator[str]:
    yield "code,name,tier,parent_code"
    yield "510812,朝天区,district,"
    for number in range(12):
        yield f"t{number},第{number + 1}镇,town,510812"
    for number in range(139):
        yield f"v{number},第{number + 1}村,community,t{number % 12}"


async def _households(grids: Iterable[UUID], host: str, numbers: Iterator[int]) -> None:
    homes = [_home(grid, number) for grid in grids for number in range(HOUSEHOLDS)]
    people = [Person(name="住户", grid_id=home.grid_id) for home in homes]
    phones = list(itertools.islice(numbers, len(homes)))
    devices = [_session(person, token(phone)) for person, phone in zip(people, phones, strict=True)]
    await _write(homes)
    await _write(people)
    await _write([_resident(*pair) for pair in zip(homes, people, strict=True)])
    await _write(devices)
    rung = [
        _subscription(device, f"https://{host}/push/{n}") for device, n in zip(devices, phones, strict=True)
    ]
    await _write(rung)


def token(phone: int) -> str:
    """By which the phone with this number is signed in."""
    return f"phone-{phone}"


def _home(grid: UUID, number: int) -> Household:
    home = Household(grid_id=grid)
    home.put_at(Door(str(number // 10 + 1), "", f"{number % 10 + 1}01"))
    return home


def _session(person: Person, token: str) -> Session:
    return Session(
        person_id=person.id,
        token=sessions.fingerprint(token),
        device="phone",
        expires_at=clock.now() + sessions.LIFETIME,
    )


def _resident(home: Household, person: Person) -> Resident:
    return Resident(
        household_id=home.id,
        person_id=person.id,
        home_of=person.id,
        head_of=home.id,
        name="住户",
        admitted_at=clock.now(),
    )


def _subscription(device: Session, endpoint: str) -> Subscription:
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    return Subscription(
        person_id=device.person_id,
        session_id=device.id,
        endpoint=endpoint,
        endpoint_index=Subscription.index_of(endpoint),
        p256dh=_text(key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)),
        auth=_text(os.urandom(16)),
        device="phone",
    )


def _text(key: bytes) -> str:
    return urlsafe_b64encode(key).decode().rstrip("=")


async def _editor(district: Grid) -> str:
    """Somebody who publishes for the district, signed in."""
    editor = await Person.create(name="信息员", grid=district)
    await Post.create(person=editor, grid=district, role=Role.EDITOR, seat=f"EDITOR:{editor.id}")
    token = sessions.fresh_token()
    await _session(editor, token).save()
    return token


async def _write(rows: list[R]) -> None:
    await type(rows[0]).bulk_create(rows, batch_size=250)


def _by(size: int, things: Iterable[UUID]) -> Iterator[list[UUID]]:
    left = iter(things)
    while some := list(itertools.islice(left, size)):
        yield some
