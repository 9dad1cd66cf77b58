"""Which phones ring for whom and when, and what somebody was told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from backend import settings
from backend.access.actor import Actor
from backend.access.models import Session
from backend.kit import clock, live, texts, work
from backend.kit.refusals import BadInput, NotFound
from backend.kit.words import Words
from backend.push import addresses, encryption
from backend.push.models import Kind, Message, Preference, QuietHours, State, Subscription

MOST_PHONES = 10
"""Of one person; the one that was added first makes room."""
DEVICE_LENGTH = 120

BAD_ENDPOINT = Words(
    "这个浏览器开启不了提醒，请用手机自带的或常见的浏览器再试。",
    "這個瀏覽器無法開啟提醒，請用手機內建的或常見的瀏覽器再試。",
    "Alerts cannot be turned on in this browser. Please try with a common browser.",
)
BAD_KEYS = Words(
    "提醒没有开启成功，请关闭提醒后再开启一次。",
    "提醒沒有開啟成功，請關閉提醒後再開啟一次。",
    "Alerts could not be turned on. Please turn them off and on again.",
)
BAD_ZONE = Words("请从列表里选时区。", "請從清單裡選時區。", "Please choose a time zone from the list.")
BAD_HOURS = Words(
    "开始和结束不能是同一时刻，请改一个。",
    "開始和結束不能是同一時刻，請改一個。",
    "The start and the end cannot be the same. Please change one of them.",
)
ALWAYS_TOLD = Words(
    "账号安全的消息一定会通知您，不能关闭。",
    "帳號安全的訊息一定會通知您，不能關閉。",
    "Messages about your account always reach you; they cannot be turned off.",
)


@dataclass(frozen=True, slots=True)
class Hours:
    """Quiet hours as somebody chose them; empty zone for the zone of this place."""

    begins: time
    ends: time
    zone: str = ""


def visible(actor: Actor) -> QuerySet[Message]:
    """What the actor was told; what is only to be told some time later is not there yet."""
    return Message.filter(person_id=actor.id).exclude(
        Q(state=State.WAITING, attempts=0, due_at__gt=clock.now())
    )


async def unread(actor: Actor) -> int:
    """How many messages the actor has not read yet."""
    return await visible(actor).filter(read_at__isnull=True).count()


def phones(actor: Actor) -> QuerySet[Subscription]:
    """The phones on which messages reach the actor."""
    return Subscription.filter(Subscription.signed_in(), person_id=actor.id)


@work.verb
async def subscribe(actor: Actor, endpoint: str, p256dh: str, auth: str, device: str = "") -> Subscription:
    """From now on messages reach this phone, and nobody else's there: who signed in on it last has it."""
    _check(endpoint, p256dh, auth)
    session = await Session.get(id=actor.session)
    row = Subscription(
        person_id=actor.id,
        session_id=session.id,
        endpoint=endpoint,
        endpoint_index=Subscription.index_of(endpoint),
        p256dh=p256dh,
        auth=auth,
        device=(texts.line(device) or session.device)[:DEVICE_LENGTH],
    )
    await Subscription.filter(Q(endpoint_index=row.endpoint_index) | Q(session_id=session.id)).delete()
    # Two pages that subscribe the same phone at once both find the one row that is there afterwards.
    await Subscription.bulk_create([row], ignore_conflicts=True)
    await _make_room(actor)
    live.changed("PushSettings", actor.id, people=[actor.id])
    return await Subscription.get(endpoint_index=row.endpoint_index)


def _check(endpoint: str, p256dh: str, auth: str) -> None:
    try:
        addresses.check(endpoint)
    except addresses.NotPublic as error:
        raise BadInput(field="endpoint", reason=BAD_ENDPOINT) from error
    try:
        encryption.check(encryption.key_of(p256dh), encryption.key_of(auth))
    except ValueError as error:
        raise BadInput(field="p256dh", reason=BAD_KEYS) from error


async def _make_room(actor: Actor) -> None:
    too_many = await Subscription.filter(person_id=actor.id).order_by("-id").offset(MOST_PHONES)
    if too_many:
        await Subscription.filter(id__in=[row.id for row in too_many]).delete()


@work.verb
async def unsubscribe(actor: Actor, endpoint: str) -> None:
    """No more messages to this phone."""
    index = Subscription.index_of(endpoint)
    if not await Subscription.filter(person_id=actor.id, endpoint_index=index).delete():
        raise NotFound
    live.changed("PushSettings", actor.id, people=[actor.id])


@work.verb
async def choose(
    actor: Actor, unwanted: Iterable[Kind], quiet: Hours | None, *, key: UUID | None = None
) -> None:
    """Say which kinds of messages may not ring, and in which hours nothing may that is not urgent."""
    kinds = set(unwanted)
    if not all(kind.is_optional for kind in kinds):
        raise BadInput(field="unwanted", reason=ALWAYS_TOLD)
    if quiet:
        _check_hours(quiet)
    await Preference.filter(person_id=actor.id).delete()
    await Preference.bulk_create(
        [Preference(person_id=actor.id, kind=kind, wanted=False) for kind in kinds], ignore_conflicts=True
    )
    await QuietHours.filter(person_id=actor.id).delete()
    if quiet:
        await QuietHours.bulk_create([_hours_row(actor, quiet)], ignore_conflicts=True)
    live.changed("PushSettings", actor.id, people=[actor.id])


def _check_hours(quiet: Hours) -> None:
    if _minutes(quiet.begins) == _minutes(quiet.ends):
        raise BadInput(field="quietHours", reason=BAD_HOURS)
    try:
        ZoneInfo(quiet.zone or settings.settings().time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInput(field="zone", reason=BAD_ZONE) from error


def _hours_row(actor: Actor, quiet: Hours) -> QuietHours:
    return QuietHours(
        person_id=actor.id,
        begins=_minutes(quiet.begins),
        ends=_minutes(quiet.ends),
        zone=quiet.zone or settings.settings().time_zone,
    )


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


@work.verb
async def report_shown(actor: Actor, message: UUID) -> Message:
    """A phone of the actor showed a message; the first time counts."""
    if await Message.filter(id=message, person_id=actor.id, shown_at__isnull=True).update(
        shown_at=clock.now()
    ):
        live.changed("Message", message, people=[actor.id])
    return await _mine(actor, message)


@work.verb
async def read(actor: Actor, messages: Iterable[UUID], *, key: UUID | None = None) -> None:
    """The actor has read these; they ring no more."""
    mine = Message.filter(id__in=list(messages), person_id=actor.id, read_at__isnull=True)
    if await mine.update(read_at=clock.now()):
        live.changed("Message", people=[actor.id])


async def _mine(actor: Actor, message: UUID) -> Message:
    found = await visible(actor).get_or_none(id=message)
    if found is None:
        raise NotFound
    return found
