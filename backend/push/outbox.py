"""The outbox: what is to be told is a row, written in the same unit of work as its cause."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

import orjson

from backend.kit import clock, jobs, live, work
from backend.kit.words import Language, Words
from backend.push import delivery
from backend.push.models import Kind, Message, State

WORTH_TELLING = timedelta(days=3)
"""After this long a message no longer rings; it still lies in the app."""

Value = str | int | Words


async def queue(
    people: Iterable[UUID],
    kind: Kind,
    title: Words,
    text: Words,
    *,
    link: str,
    about: UUID | None = None,
    urgent: bool = False,
    values: Mapping[str, Value] | None = None,
    due: datetime | None = None,
    expires: datetime | None = None,
) -> None:
    """Tell these people something, when the present unit of work is committed.

    Title and text go out in each reader's language, with `values` put where their names stand. They pass over
    other companies' servers and lie open on locked screens: neutral words only, never a name, an address or an
    illness. What waits for the same person about the same row (same kind) and opens the same page is replaced.
    """
    readers = list(dict.fromkeys(people))
    if not readers:
        return
    if about is not None:
        # One that a worker is just sending may still arrive: the phone replaces it, as both have the same topic.
        waiting = Message.filter(kind=kind, about=about, link=link, state=State.WAITING)
        await waiting.filter(person_id__in=readers).delete()
    due = due or clock.now()
    said = in_every_language(title, text, values)
    await Message.bulk_create(
        [
            Message(
                person_id=reader,
                kind=kind,
                about=about,
                said=said,
                link=link,
                urgent=urgent,
                due_at=due,
                expires_at=expires or due + WORTH_TELLING,
            )
            for reader in readers
        ]
    )
    live.changed("Message", people=readers)
    work.afterwards(lambda: jobs.wake(delivery.deliver))


async def withdraw(kind: Kind, *about: UUID) -> None:
    """Take back what nobody has been told yet about rows that need nobody any more."""
    await Message.filter(kind=kind, about__in=list(about), state=State.WAITING).delete()


async def end(people: Iterable[UUID], kind: Kind, about: UUID) -> None:
    """Ask these people no longer, as what they were asked to do is done: who was not told yet is not, and who was has nothing to read."""
    asked = Message.filter(person_id__in=list(people), kind=kind, about=about, read_at__isnull=True)
    told = list(dict.fromkeys(row["person_id"] for row in await asked.values("person_id")))
    if told:
        await asked.filter(state=State.WAITING).delete()
        await asked.update(read_at=clock.now())
        live.changed("Message", people=told)


def in_every_language(title: Words, text: Words, values: Mapping[str, Value] | None = None) -> str:
    """What a message keeps of its words: each reader may change their language until it is told."""
    given = values or {}
    return orjson.dumps(
        {
            language.value: [title.text(language, **given), text.text(language, **given)]
            for language in Language
        }
    ).decode()
