"""Why something about supplies was not done."""

import strawberry

from backend.kit.refusals import Refused
from backend.kit.words import Words


class NothingLeft(Refused):
    """Others have promised it already; fewer are still needed than were claimed."""

    left: int = strawberry.field(description="How many are still needed.")
    words = Words(
        "别人已经认领了一些，现在还差 {left} 份。可以少送一点，或者看看别的求助。",
        "別人已經認領了一些，現在還差 {left} 份。可以少送一點，或者看看別的求助。",
        "Others are bringing some of it already; {left} still needed. You can bring fewer, or help with another request.",
    )
    all_taken = Words(
        "都有人送了，不用再送。谢谢您！可以看看别的求助。",
        "都有人送了，不用再送。謝謝您！可以看看別的求助。",
        "All of it is being brought already. Thank you! Perhaps another request needs you.",
    )

    def sentence(self) -> Words:
        """How many are still needed, or that none are."""
        return self.words if self.left else self.all_taken


class RequestOver(Refused):
    """The need was met or withdrawn in the meantime."""

    words = Words(
        "这个求助已经结束了，不用再做什么。",
        "這個求助已經結束了，不用再做什麼。",
        "This request is over. Nothing more needs doing.",
    )


class DeliveryOver(Refused):
    """This delivery was handed over, given back or called off in the meantime."""

    words = Words(
        "这次配送已经结束了，请打开求助看最新情况。",
        "這次配送已經結束了，請打開求助看最新情況。",
        "This delivery is over. Open the request to see how it stands.",
    )


class OnlyForVolunteers(Refused):
    """Whoever claims must be an approved volunteer who is not paused, or hold a post there."""

    words = Words(
        "志愿者才能认领。请在“我的”里报名；正在休息的，请先恢复。",
        "志願者才能認領。請在「我的」裡報名；正在休息的，請先恢復。",
        "Only volunteers can take this on. Please apply under “Me”, or end your break there.",
    )


class TooManyOpen(Refused):
    """One household asks for so much at a time that nobody could follow it."""

    most: int = strawberry.field(description="How many requests may be open at a time.")
    words = Words(
        "您家有 {most} 个求助还没办完，请先等一等，或取消不需要的。急事请打电话给网格长。",
        "您家有 {most} 個求助還沒辦完，請先等一等，或取消不需要的。急事請打電話給網格長。",
        "Your household has {most} requests open. Wait for these, or withdraw what you no longer need. If it is urgent, call your grid leader.",
    )


class WrongPickUpCode(Refused):
    """The four digits are not the household's."""

    tries_left: int = strawberry.field(description="How often it may still be tried.")
    words = Words(
        "取件码不对，还可以试 {tries_left} 次。请住户再看一次，或者拍一张照片。",
        "取件碼不對，還可以試 {tries_left} 次。請住戶再看一次，或者拍一張照片。",
        "That is not the code. Tries left: {tries_left}. Ask the household to look again, or take a photo.",
    )

    def sentence(self) -> Words:
        """How often it may still be tried, or that it was the last time."""
        return self.words if self.tries_left else NoTriesLeft.words


class NoTriesLeft(Refused):
    """The code was guessed too often for this delivery; a photo or the grid's leader closes it."""

    words = Words(
        "取件码试错太多次。请拍一张放在门口的照片，或者请网格长确认。",
        "取件碼試錯太多次。請拍一張放在門口的照片，或者請網格長確認。",
        "Too many wrong codes. Take a photo at the door instead, or ask the grid leader to confirm.",
    )


class RationUsedUp(Refused):
    """The household has had its ration of this item for now; a grid leader may allow more."""

    item: strawberry.Private[Words]
    left: int = strawberry.field(description="How many it may still ask for.")
    days: int = strawberry.field(description="Within how many days the ration counts.")
    words = Words(
        "“{item}”每户 {days} 天内有限额，现在还能要 {left} 份。确实急需请找网格长。",
        "「{item}」每戶 {days} 天內有限額，現在還能要 {left} 份。確實急需請找網格長。",
        "There is a {days}-day ration of {item}; {left} more can be asked for now. Call your grid leader if it is urgent.",
    )
    used_up = Words(
        "“{item}”每户 {days} 天内有限额，这家的已经要满了。确实急需请找网格长。",
        "「{item}」每戶 {days} 天內有限額，這家的已經要滿了。確實急需請找網格長。",
        "This household has asked for all of its {days}-day ration of {item}. Call your grid leader if it is urgent.",
    )

    def sentence(self) -> Words:
        """How many may still be asked for, or that none may."""
        return self.words if self.left else self.used_up


class NotEnoughStock(Refused):
    """The store does not hold so many that are not promised yet."""

    left: int = strawberry.field(description="How many are there and not promised.")
    words = Words(
        "库存不够，可以用的还有 {left} 份。请少填一些。",
        "庫存不夠，可以用的還有 {left} 份。請少填一些。",
        "There are not enough in the store: {left} free. Please choose fewer.",
    )
    all_promised = Words(
        "库里没有可以用的了：没有货，或者都已答应给住户。请换一个库存，或先收捐赠。",
        "庫裡沒有可以用的了：沒有貨，或者都已答應給住戶。請換一個庫存，或先收捐贈。",
        "Nothing in the store is free: it is empty, or all of it is promised to households. Try another store, or take in a donation first.",
    )

    def sentence(self) -> Words:
        """How many are free, or that none are."""
        return self.words if self.left else self.all_promised


class NoGridAbove(Refused):
    """There is no grid above this one to pass the need up to."""

    words = Words(
        "上面没有更高一级的网格了，请在这里想办法，或者打电话请人帮忙。",
        "上面沒有更高一級的網格了，請在這裡想辦法，或者打電話請人幫忙。",
        "There is no grid above this one. Please solve it here, or call for help.",
    )


class NoHousehold(Refused):
    """Supplies are asked for a household, and the asker belongs to none yet."""

    words = Words(
        "请先加入您的家，再求助。扫网格长给的二维码，或请网格员登记。",
        "請先加入您的家，再求助。掃網格長給的 QR 碼，或請網格員登記。",
        "Please join your household first: scan the QR code from your grid leader, or ask a grid member to register you.",
    )
