"""Messages, and how they reach somebody, as the graph shows them."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from uuid import UUID

import strawberry

from backend import settings
from backend.access.actor import Actor
from backend.access.models import Person
from backend.kit import clock, nodes, sms
from backend.kit.nodes import Node
from backend.kit.words import speaking
from backend.push import models, rules, sending, vapid
from backend.push.courier import Said
from backend.push.models import Kind, Preference
from backend.push.trying import Tried

strawberry.enum(Kind, name="MessageKind", description="What a message is about.")
strawberry.enum(Said, name="PushOutcome", description="What a push service made of a message for one phone.")

COLUMNS = ("id", "kind", "said", "link", "urgent", "created_at", "shown_at", "read_at")


@strawberry.type(description="Something that I was told.")
class Message(Node):
    kind: Kind = strawberry.field(description="What it is about.")
    title: str = strawberry.field(description="In my language.")
    text: str = strawberry.field(description="In my language.")
    link: str = strawberry.field(description="The page of the app that it is about.")
    urgent: bool = strawberry.field(description="Whether it could not wait.")
    at: datetime = strawberry.field(description="When it was said.")
    shown_at: datetime | None = strawberry.field(description="When a phone of mine first showed it.")
    read_at: datetime | None = strawberry.field(description="When I read it in the app.")


@strawberry.type(description="What I have read now.")
class ReadMessages:
    messages: list[Message] = strawberry.field(description="Those that were named and are mine.")
    unread: int = strawberry.field(description="How many I have not read yet.")


@strawberry.type(description="A phone or computer on which messages reach me.")
class PushDevice(Node):
    name: str = strawberry.field(description="What it is.")
    is_this_one: bool = strawberry.field(description="Whether it is the one that asks.")
    since: datetime = strawberry.field(description="Since when.")
    accepted_at: datetime | None = strawberry.field(
        description="When its push service last took a message for it, to the day."
    )


@strawberry.type(description="Hours of every day in which only what is urgent rings.")
class QuietHours:
    begins: time = strawberry.field(name="from", description="By the clock of that zone.")
    ends: time = strawberry.field(name="to", description="May be earlier than `from`: then on the next day.")
    zone: str = strawberry.field(description="Time zone (IANA).")


@strawberry.type(description="How messages reach me.")
class PushSettings(Node):
    public_key: str = strawberry.field(
        description="What a browser needs to subscribe (applicationServerKey)."
    )
    devices: list[PushDevice] = strawberry.field(description="Where messages reach me, the newest first.")
    optional: list[Kind] = strawberry.field(description="The kinds that I may turn off.")
    unwanted: list[Kind] = strawberry.field(
        description="The kinds that I turned off; they only lie in the app."
    )
    quiet_hours: QuietHours | None = strawberry.field(description="Null where I have none.")
    urgent_by_sms: bool = strawberry.field(
        description="Whether what is urgent comes by SMS where no phone of mine takes it."
    )
    time_zone: str = strawberry.field(description="The zone of this place.")


@strawberry.type(description="What a push service said to a test message for one of my phones.")
class TestOutcome:
    __test__ = False
    device: str = strawberry.field(description="Which phone.")
    is_this_one: bool = strawberry.field(description="Whether it is the one that asks.")
    outcome: Said = strawberry.field(description="What its push service made of it.")


@strawberry.type(description="A test message on its way.")
class PushTest:
    sent: Message = strawberry.field(description="Ask for it again: `shownAt` says when a phone showed it.")
    outcomes: list[TestOutcome] = strawberry.field(description="One for each of my phones.")


def message_of(row: Mapping[str, Any]) -> Message:
    """A message read by `.values(*COLUMNS)`."""
    said = models.Message.opened("said", row["id"], row["said"])
    title, text = sending.words_of(said, speaking())
    return Message(
        id=nodes.opaque("Message", row["id"]),
        kind=Kind(row["kind"]),
        title=title,
        text=text,
        link=row["link"],
        urgent=row["urgent"],
        at=row["created_at"],
        shown_at=row["shown_at"],
        read_at=row["read_at"],
    )


async def messages(actor: Actor, ids: list[UUID]) -> list[Message]:
    """Those of these messages that are the actor's."""
    return [message_of(row) for row in await rules.visible(actor).filter(id__in=ids).values(*COLUMNS)]


@nodes.loads("Message")
async def one(actor: Actor, message: UUID) -> Message | None:
    """One message of the actor."""
    found = await messages(actor, [message]) if actor.session else []
    return found[0] if found else None


@nodes.loads("PushSettings")
async def own_settings(actor: Actor, person: UUID) -> PushSettings | None:
    """How messages reach the actor; nobody else's."""
    return await settings_of(actor) if person == actor.id and actor.session else None


async def settings_of(actor: Actor) -> PushSettings:
    """How messages reach the actor, in four statements."""
    unwanted = await Preference.filter(person_id=actor.id, wanted=False)
    chosen = {preference.kind for preference in unwanted}
    return PushSettings(
        id=nodes.opaque("PushSettings", actor.id),
        public_key=vapid.public_key(),
        devices=await _devices(actor),
        optional=[kind for kind in Kind if kind.is_optional],
        unwanted=[kind for kind in Kind if kind in chosen],
        quiet_hours=await _quiet_hours(actor),
        urgent_by_sms=sms.is_possible() and await Person.exists(id=actor.id, phone_index__isnull=False),
        time_zone=settings.settings().time_zone,
    )


@nodes.loads("PushDevice")
async def own_device(actor: Actor, device: UUID) -> PushDevice | None:
    """One of the actor's own phones."""
    mine = await _devices(actor) if actor.session else []
    return next((one for one in mine if one.id == nodes.opaque("PushDevice", device)), None)


async def _devices(actor: Actor) -> list[PushDevice]:
    columns = ("id", "device", "session_id", "created_at", "accepted_at")
    return [
        PushDevice(
            id=nodes.opaque("PushDevice", row["id"]),
            name=row["device"],
            is_this_one=row["session_id"] == actor.session,
            since=row["created_at"],
            accepted_at=row["accepted_at"],
        )
        for row in await rules.phones(actor).order_by("-id").values(*columns)
    ]


async def _quiet_hours(actor: Actor) -> QuietHours | None:
    quiet = await models.QuietHours.get_or_none(person_id=actor.id)
    if quiet is None:
        return None
    return QuietHours(begins=clock.of_day(quiet.begins), ends=clock.of_day(quiet.ends), zone=quiet.zone)


def test_of(actor: Actor, tried: Tried, sent: Message) -> PushTest:
    """A test message and its outcomes."""
    return PushTest(
        sent=sent,
        outcomes=[
            TestOutcome(device=phone.device, is_this_one=phone.session == actor.session, outcome=said)
            for phone, said in tried.outcomes
        ],
    )
