"""The round that sends urgent notices by SMS to households that they have not reached."""

import asyncio
from datetime import timedelta
from functools import partial
from uuid import UUID

from backend.access.models import Person
from backend.households.models import Resident
from backend.kit import clock, jobs, sms, work
from backend.kit.cancellation import to_the_end
from backend.kit.words import Language, Words
from backend.notices import wording
from backend.notices.channel_models import NoticeSms
from backend.notices.channels import leases, tokens
from backend.notices.models import Notice, NoticeState, NoticeText
from backend.notices.public import reading
from backend.notices.reach_models import Receipt

AT_ONCE = 16
"""Brought well within their lease however slow the gateway is, or another worker would send them once more."""
SIDE_BY_SIDE = 4
"""Fewer than there are threads for it (kit/sms.py): sign-in codes need one too."""
AGAIN = (timedelta(seconds=20), timedelta(minutes=2), timedelta(minutes=10))
"""After each try that the gateway did not take; then it is given up, and the door is left."""

SMS = Words(
    "【连心】{place}：{said} 看全文并回“看过了”：{link}",
    "【連心】{place}：{said} 看全文並回「看過了」：{link}",
    "Lianxin, {place}: {said} Read it and say that you did: {link}",
)
OVER = Words(
    "【连心】{place}：{said} {link}", "【連心】{place}：{said} {link}", "Lianxin, {place}: {said} {link}"
)

Number = tuple[str, Language]
"""A number to write to, and the language read there."""


@jobs.every(2.0)
async def send() -> int:
    """Send what is due."""
    if not sms.is_possible():
        return 0
    messages = await leases.take(NoticeSms, AT_ONCE)
    if messages:
        # A worker that is told to end writes down first what it has sent.
        await to_the_end(_carry(messages))
    return len(messages)


async def _carry(messages: list[NoticeSms]) -> None:
    notices = {
        notice.id: notice
        for notice in await Notice.filter(id__in={one.notice_id for one in messages}).select_related("grid")
    }
    numbers = await _numbers({one.household_id for one in messages})
    reached = await _reached(messages)
    wanted = [
        one
        for one in messages
        if one.household_id in numbers and _is_wanted(one, notices[one.notice_id], reached)
    ]
    if unwanted := [one.id for one in messages if one not in wanted]:
        await NoticeSms.filter(id__in=unwanted).delete()
    texts = await wording.texts(notices)
    turns = asyncio.Semaphore(SIDE_BY_SIDE)

    async def bring(one: NoticeSms) -> None:
        number, language = numbers[one.household_id]
        text = written(notices[one.notice_id], texts[one.notice_id], one.household_id, language)
        async with turns:
            was_taken = await sms.send(number, text)
        settled = partial(leases.settle, one, AGAIN, was_taken=was_taken, taken_at=clock.now())
        await work.unit(settled)

    await asyncio.gather(*map(bring, wanted))


def _is_wanted(one: NoticeSms, notice: Notice, reached: set[tuple[UUID, UUID]]) -> bool:
    """Who was reached in the meantime needs none; who was sent one is told that it holds no longer."""
    if notice.state is NoticeState.WITHDRAWN:
        return one.taken_at is not None
    return notice.is_open(clock.now()) and (one.notice_id, one.household_id) not in reached


async def _reached(messages: list[NoticeSms]) -> set[tuple[UUID, UUID]]:
    found = Receipt.filter(
        notice_id__in={one.notice_id for one in messages},
        household_id__in={one.household_id for one in messages},
    )
    return {
        (row["notice_id"], row["household_id"]) for row in await found.values("notice_id", "household_id")
    }


async def _numbers(households: set[UUID]) -> dict[UUID, Number]:
    """One number of each household: its head's, else that of whoever has lived there longest."""
    rows = await (
        Resident.filter(Resident.here(), household_id__in=households)
        .order_by("joined_at", "id")
        .values(
            *("id", "household_id", "household__language", "head_of", "phone"),
            *("person_id", "person__phone", "person__language"),
        )
    )
    found: dict[UUID, Number] = {}
    for row in sorted(rows, key=lambda row: row["head_of"] is None):
        own = Person.opened("phone", row["person_id"], row["person__phone"]) if row["person_id"] else ""
        number = own or Resident.opened("phone", row["id"], row["phone"])
        if number:
            language = row["person__language"] if row["person_id"] else row["household__language"]
            found.setdefault(row["household_id"], (number, Language(language)))
    return found


def written(notice: Notice, texts: dict[Language, NoticeText], household: UUID, language: Language) -> str:
    """What a household is sent; the link says whose it is, so that they can say that they have read."""
    text = wording.best(texts, language)
    mark = wording.mark(notice.earnest).text(language)
    if notice.state is NoticeState.WITHDRAWN:
        said = wording.ended(notice.state).text(language) + mark + text.headline
        return OVER.text(language, place=notice.grid.name, said=said, link=reading.address(notice.code))
    link = f"{reading.address(notice.code)}/{tokens.of(notice.id, household)}"
    newer = wording.CORRECTION.text(language) if notice.corrects_id else ""
    return SMS.text(language, place=notice.grid.name, said=newer + mark + text.short, link=link)
