"""What is held about somebody so that messages reach them, told to them, and gone when they are erased."""

from typing import Any
from uuid import UUID

from backend import settings
from backend.access import messages, own
from backend.kit import clock
from backend.kit.words import Words, speaking
from backend.push import outbox, sending
from backend.push.models import Kind, Message, Preference, QuietHours, Subscription

PHONES = Words("会响的设备", "會響的裝置", "Phones with alerts on")
MESSAGES = Words("收到的消息", "收到的訊息", "Messages to me")
CHOICES = Words("提醒设置", "提醒設定", "Alert settings")

DEVICE = Words("设备", "裝置", "Device")
SINCE = Words("开始", "開始", "Since")
TITLE = Words("标题", "標題", "Title")
TEXT = Words("内容", "內容", "Text")
AT = Words("时间", "時間", "When")
READ = Words("已读", "已讀", "Read")
OFF = Words("关闭了提醒", "關閉了提醒", "No alerts about")
QUIET = Words("夜里不打扰", "夜裡不打擾", "Quiet at night")

KINDS = {
    Kind.NEED_NEAR: Words("附近有人需要帮助", "附近有人需要幫助", "Somebody near you needs help"),
    Kind.CLAIM: Words(
        "有人认领或退回我的求助",
        "有人認領或退回我的求助",
        "Somebody took on my request, or gave it back",
    ),
    Kind.HAND_OVER: Words("物资送到了", "物資送到了", "Something was delivered"),
    Kind.REQUEST: Words("我负责的求助有变化", "我負責的求助有變化", "News of requests in my care"),
    Kind.STOCK: Words("库存不多了", "庫存不多了", "Stock is running low"),
    Kind.SHIFT: Words("值班的提醒和变动", "值班的提醒和變動", "Shifts: reminders and changes"),
    Kind.NOTICE: Words("公告", "公告", "Notices"),
    Kind.ACCOUNT: Words("账号与岗位", "帳號與崗位", "Account and posts"),
    Kind.TEST: Words("测试消息", "測試訊息", "Test messages"),
}
"""What a message is about, as the phone's own choices call it."""


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
        OFF.said(): [KINDS[preference.kind].said() for preference in unwanted],
        QUIET.said(): _hours(quiet) if quiet else "",
    }


def _hours(quiet: QuietHours) -> str:
    """From when to when; the zone only where it is not the one of this place."""
    zone = "" if quiet.zone == settings.settings().time_zone else f" ({quiet.zone})"
    return f"{clock.written(quiet.begins)}–{clock.written(quiet.ends)}{zone}"


@own.erased
async def scrub(person: UUID) -> None:
    """Nothing of it is needed for any count."""
    for table in (Message, Subscription, Preference, QuietHours):
        await table.filter(person_id=person).delete()


@messages.carried_by
async def carry(person: UUID, title: Words, text: Words, link: str) -> None:
    """Tell somebody what happened to their account."""
    await outbox.queue([person], Kind.ACCOUNT, title, text, link=link)
