"""What is held about somebody so that messages reach them, told to them, and gone when they are erased."""

from typing import Any
from uuid import UUID

from backend.access import messages, own
from backend.kit.words import Words, speaking
from backend.push import outbox, sending
from backend.push.models import Kind, Message, Preference, QuietHours, Subscription

PHONES = Words("接收提醒的手机", "接收提醒的手機", "Phones that take messages")
MESSAGES = Words("收到的消息", "收到的訊息", "Messages to me")
CHOICES = Words("提醒设置", "提醒設定", "What may ring")

DEVICE = Words("设备", "裝置", "Device")
SINCE = Words("开始", "開始", "Since")
TITLE = Words("标题", "標題", "Title")
TEXT = Words("内容", "內容", "Text")
AT = Words("时间", "時間", "At")
READ = Words("已读", "已讀", "Read")
OFF = Words("不提醒", "不提醒", "Does not ring")
QUIET = Words("免打扰", "勿擾", "Quiet hours")


@own.held("phones", PHONES)
async def phones(person: UUID) -> list[dict[str, Any]]:
    rows = await Subscription.filter(person_id=person).order_by("id").values("device", "created_at")
    return [{DEVICE.said(): row["device"], SINCE.said(): row["created_at"].isoformat()} for row in rows]


@own.held("messages", MESSAGES)
async def told(person: UUID) -> list[dict[str, Any]]:
    return [_line(message) for message in await Message.filter(person_id=person).order_by("id")]


def _line(message: Message) -> dict[str, Any]:
    title, text = sending.words_of(message.said, speaking())
    return {
        TITLE.said(): title,
        TEXT.said(): text,
        AT.said(): message.created_at.isoformat(),
        READ.said(): message.read_at.isoformat() if message.read_at else "",
    }


@own.held("choices", CHOICES)
async def choices(person: UUID) -> dict[str, Any]:
    unwanted = await Preference.filter(person_id=person, wanted=False).order_by("kind")
    quiet = await QuietHours.get_or_none(person_id=person)
    return {
        OFF.said(): [preference.kind.value for preference in unwanted],
        QUIET.said(): f"{_clock(quiet.begins)}–{_clock(quiet.ends)} {quiet.zone}" if quiet else "",
    }


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


@own.erased
async def scrub(person: UUID) -> None:
    """Nothing of it is needed for any count."""
    for table in (Message, Subscription, Preference, QuietHours):
        await table.filter(person_id=person).delete()


@messages.carried_by
async def carry(person: UUID, title: Words, text: Words, link: str) -> None:
    """Tell somebody what happened to their account."""
    await outbox.queue([person], Kind.ACCOUNT, title, text, link=link)
