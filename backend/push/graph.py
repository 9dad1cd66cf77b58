"""Messages to me, and how they reach me."""

from datetime import time
from typing import Annotated

import strawberry
from strawberry.types import Info

from backend.access.context import Context
from backend.access.gates import on_device
from backend.kit import nodes, pages, rates
from backend.kit.arguments import After, First, Key
from backend.kit.pages import Connection
from backend.kit.refusals import BadInput, KeyReused, NotFound, TooOften
from backend.push import rules, shown, trying
from backend.push.models import Kind
from backend.push.shown import Message, PushSettings, PushTest, ReadMessages

SUBSCRIBE = "30 per hour"
TEST = "10 per hour"

Endpoint = Annotated[str, strawberry.argument(description="The address of the browser's PushSubscription.")]

SubscribePushResult = Annotated[
    PushSettings | BadInput | TooOften,
    strawberry.union("SubscribePushResult", description="How messages reach me from now on, or why not."),
]
UnsubscribePushResult = Annotated[
    PushSettings | NotFound,
    strawberry.union("UnsubscribePushResult", description="How messages reach me from now on, or why not."),
]
SetPushPreferencesResult = Annotated[
    PushSettings | BadInput | KeyReused,
    strawberry.union(
        "SetPushPreferencesResult", description="How messages reach me from now on, or why not."
    ),
]
SendTestPushResult = Annotated[
    PushTest | TooOften,
    strawberry.union(
        "SendTestPushResult", description="What became of the test message, or why there is none."
    ),
]
ReportShownResult = Annotated[
    Message | NotFound, strawberry.union("ReportShownResult", description="The message, or why not.")
]
ReadMessagesResult = Annotated[
    ReadMessages | NotFound | KeyReused,
    strawberry.union("ReadMessagesResult", description="What is read now, or why not."),
]


@strawberry.input(description="A browser's PushSubscription, as it gives it.")
class SubscribePushInput:
    endpoint: str = strawberry.field(description="Its address at a push service.")
    p256dh: str = strawberry.field(description="Its public key (base64url).")
    auth: str = strawberry.field(description="Its shared secret (base64url).")
    device: str = strawberry.field(
        default="", description="What to call it; empty for what it was signed in as."
    )


@strawberry.input(description="Hours of every day in which only what is urgent may ring.")
class QuietHoursInput:
    begins: time = strawberry.field(name="from", description="To the minute.")
    ends: time = strawberry.field(name="to", description="To the minute; may be on the next day.")
    zone: str = strawberry.field(
        default="", description="Time zone (IANA); empty for the zone of this place."
    )

    def read(self) -> rules.Hours:
        """As the rules take it."""
        return rules.Hours(self.begins, self.ends, self.zone)


@strawberry.type
class PushQuery:
    @strawberry.field(extensions=[on_device()], description="What I was told, the newest first.")
    async def my_messages(
        self,
        info: Info[Context, None],
        first: First = pages.MOST,
        after: After = None,
    ) -> Connection[Message]:
        mine = rules.visible(info.context.me)
        page = await pages.page(mine, *shown.COLUMNS, order=("-created_at", "-id"), first=first, after=after)
        return page.of(shown.message_of)

    @strawberry.field(extensions=[on_device()], description="How many messages I have not read yet.")
    async def unread_messages(self, info: Info[Context, None]) -> int:
        return await rules.unread(info.context.me)

    @strawberry.field(extensions=[on_device()], description="How messages reach me.")
    async def push_settings(self, info: Info[Context, None]) -> PushSettings:
        return await shown.settings_of(info.context.me)


@strawberry.type
class PushMutation:
    @strawberry.mutation(extensions=[on_device()], description="Let messages reach me on this phone.")
    async def subscribe_push(
        self,
        info: Info[Context, None],
        input: Annotated[SubscribePushInput, strawberry.argument(description="The subscription.")],  # noqa: A002
    ) -> SubscribePushResult:
        me = info.context.me
        await rates.count(SUBSCRIBE, "subscribePush", str(me.id))
        await rules.subscribe(me, input.endpoint, input.p256dh, input.auth, input.device)
        return await shown.settings_of(me)

    @strawberry.mutation(extensions=[on_device()], description="No more messages to one of my phones.")
    async def unsubscribe_push(self, info: Info[Context, None], endpoint: Endpoint) -> UnsubscribePushResult:
        await rules.unsubscribe(info.context.me, endpoint)
        return await shown.settings_of(info.context.me)

    @strawberry.mutation(extensions=[on_device()], description="Choose what may ring, and when.")
    async def set_push_preferences(
        self,
        info: Info[Context, None],
        unwanted: Annotated[list[Kind], strawberry.argument(description="The kinds that may not ring.")],
        key: Key,
        quiet_hours: Annotated[
            QuietHoursInput | None, strawberry.argument(description="Null for none.")
        ] = None,
    ) -> SetPushPreferencesResult:
        quiet = quiet_hours.read() if quiet_hours else None
        await rules.choose(info.context.me, unwanted, quiet, key=key)
        return await shown.settings_of(info.context.me)

    @strawberry.mutation(extensions=[on_device()], description="Send a test message to all my phones.")
    async def send_test_push(self, info: Info[Context, None]) -> SendTestPushResult:
        me = info.context.me
        await rates.count(TEST, "sendTestPush", str(me.id))
        tried = await trying.send_test(me)
        [sent] = await shown.messages(me, [tried.message.id])
        return shown.test_of(me, tried, sent)

    @strawberry.mutation(extensions=[on_device()], description="My phone showed this message.")
    async def report_shown(
        self,
        info: Info[Context, None],
        message: Annotated[strawberry.ID, strawberry.argument(description="Which one.")],
    ) -> ReportShownResult:
        me = info.context.me
        row = await rules.report_shown(me, nodes.row_of("Message", message))
        [found] = await shown.messages(me, [row.id])
        return found

    @strawberry.mutation(extensions=[on_device()], description="I have read these messages.")
    async def read_messages(
        self,
        info: Info[Context, None],
        messages: Annotated[list[strawberry.ID], strawberry.argument(description="Which ones, at most 100.")],
        key: Key,
    ) -> ReadMessagesResult:
        me = info.context.me
        rows = [nodes.row_of("Message", message) for message in messages]
        await rules.read(me, rows, key=key)
        return ReadMessages(messages=await shown.messages(me, rows), unread=await rules.unread(me))
