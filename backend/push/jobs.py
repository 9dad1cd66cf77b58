"""What is done beside the delivery: urgent messages that no phone showed, and what nobody needs any longer."""

from datetime import datetime, timedelta
from functools import partial

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from backend.kit import clock, jobs, lateness, retention, setback, sms
from backend.push import delivery, readers, sending  # noqa: F401 -- the delivery registers its round
from backend.push.broadcasting import rounds  # noqa: F401 -- so does telling crowds
from backend.push.models import Message, State, Subscription

UNSHOWN = timedelta(minutes=5)
"""After this long an urgent message that a push service took but no phone showed goes by SMS as well.

Most phones in mainland China have Chrome's address at a service that they cannot reach.
"""
TOO_LATE = timedelta(hours=2)
AT_ONCE = 20
MANY = 500


def _due(*, urgent: bool) -> QuerySet[Message]:
    return Message.filter(state=State.WAITING, urgent=urgent, due_at__lte=clock.now())


lateness.watched("urgent messages", partial(_due, urgent=True), "due_at")
lateness.watched("messages", partial(_due, urgent=False), "due_at")


@jobs.every(15.0)
async def chase_unshown() -> int:
    """Send an SMS for urgent messages that a push service took and no phone showed."""
    if not sms.is_possible():
        return 0
    now = clock.now()
    unshown = Q(shown_at__isnull=True, read_at__isnull=True, sms_at__isnull=True)
    accepted = Q(state=State.ACCEPTED, urgent=True, due_at__gt=now - TOO_LATE, expires_at__gt=now)
    late = Message.filter(accepted, unshown, accepted_at__lte=now - UNSHOWN)
    # Noted before it is sent, so that no two workers send it: here one SMS too few is better than one too many.
    mine = [
        message
        for message in await late.limit(AT_ONCE)
        if await Message.filter(unshown, id=message.id).update(sms_at=now)
    ]
    known = await readers.of(message.person_id for message in mine) if mine else {}
    for message in mine:
        if reader := known.get(message.person_id):
            await sending.by_sms(message, reader)
    return len(mine)


@setback.mends
async def mend_waiting_for_a_look() -> None:
    """Whether an urgent message is shown is waited for from now on, where a clock that was ahead noted a later time."""
    now = clock.now()
    await Message.filter(state=State.ACCEPTED, urgent=True, accepted_at__gt=now).update(accepted_at=now)


@retention.keeps("messages", 90)
async def forget_messages(before: datetime) -> int:
    """Throw away messages that nobody looks for any more."""
    return await Message.filter(created_at__lt=before).exclude(state=State.WAITING).delete()


@jobs.every(3600.0)
async def forget_phones() -> int:
    """Throw away the addresses of devices that are signed out."""
    left = await Subscription.filter(Subscription.signed_out()).limit(MANY).values_list("id", flat=True)
    return await Subscription.filter(id__in=left).delete() if left else 0
