"""People whose phones take messages, and messages for them."""

from uuid import UUID

from backend.access import sessions
from backend.access.models import Person, Session
from backend.kit import clock, ids, work
from backend.kit.words import Words
from backend.push import outbox
from backend.push.models import Kind, Subscription
from tests.push.stand_in import Handset

TITLE = Words("有人认领了", "有人認領了", "Somebody is on it")
TEXT = Words("{count} 份已有人送。", "{count} 份已有人送。", "{count} are on their way.")


async def subscribed(person: Person, handset: Handset) -> Subscription:
    """A device on which a person is signed in, and which takes messages."""
    session = await Session.create(
        person=person, token=str(ids.new()), device="phone", expires_at=clock.now() + sessions.LIFETIME
    )
    return await Subscription.create(
        person=person,
        session=session,
        endpoint=handset.endpoint,
        endpoint_index=Subscription.index_of(handset.endpoint),
        p256dh=handset.p256dh,
        auth=handset.auth,
        device="phone",
    )


async def told(
    *people: Person,
    kind: Kind = Kind.CLAIM,
    about: UUID | None = None,
    link: str = "/requests",
    urgent: bool = False,
) -> None:
    """Queue a message for some people."""

    async def tell() -> None:
        readers = [person.id for person in people]
        await outbox.queue(
            readers, kind, TITLE, TEXT, link=link, about=about, urgent=urgent, values={"count": 6}
        )

    await work.unit(tell)
