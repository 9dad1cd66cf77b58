"""The chain of the audit trail: each line carries the hash of the one before, so that none can be changed unseen."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import UTC
from typing import Any
from uuid import UUID

import orjson
from tortoise.exceptions import IntegrityError

from backend.access.models import Deed
from backend.kit import jobs, work

log = logging.getLogger(__name__)

AT_ONCE = 200
START = "0" * 64
"""What the first line names as the one before it."""
COLUMNS = ("id", "at", "actor", "verb", "what", "row", "detail", "number", "previous", "hash")

Line = dict[str, Any]


@jobs.every(2.0)
async def chain_deeds() -> int:
    """Chain the lines that are not chained yet. Of two workers at the same place one gives way, and nothing is lost."""
    # Most rounds find nothing; on SQLite a unit of work would take the one writer's place for that.
    if not await Deed.filter(number__isnull=True).exists():
        return 0
    try:
        return await work.unit(_chain)
    except IntegrityError:
        log.info("another worker chained these lines")
        return 0


async def _chain() -> int:
    number, previous = await _end()
    deeds = await Deed.filter(number__isnull=True).order_by("id").limit(AT_ONCE).values(*COLUMNS)
    for deed in deeds:
        number += 1
        link = {"number": number, "previous": previous}
        previous = hash_of(deed | link)
        if not await Deed.filter(id=deed["id"], number__isnull=True).update(**link, hash=previous):
            raise IntegrityError("chained meanwhile")
    return len(deeds)


async def _end() -> tuple[int, str]:
    last = await Deed.filter(number__not_isnull=True).order_by("-number").limit(1).values("number", "hash")
    return (last[0]["number"], last[0]["hash"]) if last else (0, START)


def hash_of(line: Line) -> str:
    """SHA-256 over everything that a line says, its number and the hash before it."""
    said = [
        str(line["id"]),
        line["at"].astimezone(UTC).isoformat(),
        _text(line["actor"]),
        line["verb"],
        line["what"],
        _text(line["row"]),
        line["detail"],
        line["number"],
        line["previous"],
    ]
    return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _text(row: UUID | None) -> str | None:
    return str(row) if row else None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a look along the whole chain found."""

    lines: int
    broken_at: int | None
    """The number of the first line that is changed or missing."""
    waiting: int
    """Lines that are written but not chained yet."""

    @property
    def is_whole(self) -> bool:
        return self.broken_at is None


async def verify() -> Verdict:
    """Walk the chain from its first line, a few at a time, and say whether it is whole."""
    waiting = await Deed.filter(number__isnull=True).count()
    number, previous = 0, START
    while lines := await _after(number):
        for line in lines:
            number += 1
            if line["number"] != number or line["previous"] != previous or hash_of(line) != line["hash"]:
                return Verdict(number - 1, number, waiting)
            previous = line["hash"]
    return Verdict(number, None, waiting)


async def _after(number: int) -> list[Line]:
    return await Deed.filter(number__gt=number).order_by("number").limit(1000).values(*COLUMNS)
