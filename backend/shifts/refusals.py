"""Why something about a shift was not done."""

from typing import ClassVar

import strawberry

from backend.kit.refusals import Refused
from backend.kit.words import Words


class Fitting:
    """A refusal that says something else where a leader asked for somebody, who is not spoken to then."""

    words: ClassVar[Words]
    to_others: ClassVar[Words]
    of_another: bool

    def sentence(self) -> Words:
        """What whoever asked reads: of themselves, or of whom they asked for."""
        return self.to_others if self.of_another else self.words


def told_of(refusal: Refused, *, is_oneself: bool) -> Refused:
    """The same refusal, as somebody reads it who asked for another."""
    if isinstance(refusal, Fitting):
        refusal.of_another = not is_oneself
    return refusal


class ShiftFull(Fitting, Refused):
    """Every place is taken; there is a waiting list."""

    waiting: int = strawberry.field(description="How many are on the waiting list already.")
    of_another: strawberry.Private[bool] = False
    words = Words(
        "人已经够了，谢谢您！可以排候补（前面有 {waiting} 人），有人退出会马上告诉您。",
        "人已經夠了，謝謝您！可以排候補（前面有 {waiting} 人），有人退出會馬上告訴您。",
        "All places are taken, thank you! You can join the waiting list ({waiting} ahead of you); you are told at once when a place comes free.",
    )
    to_others = Words(
        "名额刚刚满了。要再加人，请先把“要几个人”改大。",
        "名額剛剛滿了。要再加人，請先把「要幾個人」改大。",
        "All places are taken by now. To add somebody, first change how many people are needed.",
    )


class ShiftOver(Refused):
    """The shift has ended."""

    words = Words(
        "这个班次已经结束了，请看看别的班次。",
        "這個班次已經結束了，請看看別的班次。",
        "This shift is over. Please look at the others.",
    )


class ShiftCancelled(Refused):
    """The shift was cancelled."""

    words = Words(
        "这个班次已经取消了，不用来。",
        "這個班次已經取消了，不用來。",
        "This shift was cancelled. Nobody needs to come.",
    )


class ShiftOverlaps(Fitting, Refused):
    """They stand on another shift at the same time."""

    other: strawberry.Private[Words]
    of_another: strawberry.Private[bool] = False
    words = Words(
        "和另一个班次（{other}）时间重叠。要换，请先退出那一个。",
        "和另一個班次（{other}）時間重疊。要換，請先退出那一個。",
        "It overlaps another shift ({other}). To change over, leave that one first.",
    )
    to_others = Words(
        "那时对方在值另一班（{other}）。请选别人，或者先把对方从那一班换下。",
        "那時對方在值另一班（{other}）。請選別人，或者先把對方從那一班換下。",
        "They stand another shift then ({other}). Choose somebody else, or take them off that one first.",
    )


class TooLittleRest(Fitting, Refused):
    """Too little rest would lie between this shift and another of theirs."""

    hours: int = strawberry.field(description="How many hours of rest there have to be.")
    other: strawberry.Private[Words]
    of_another: strawberry.Private[bool] = False
    words = Words(
        "离另一个班次（{other}）太近，中间要休息满 {hours} 小时。请选别的时间。",
        "離另一個班次（{other}）太近，中間要休息滿 {hours} 小時。請選別的時間。",
        "It is too near to another shift ({other}): there have to be {hours} hours of rest between. Choose another time.",
    )
    to_others = Words(
        "离对方的另一班（{other}）太近，中间要休息满 {hours} 小时。请选别人。",
        "離對方的另一班（{other}）太近，中間要休息滿 {hours} 小時。請選別人。",
        "It is too near to another shift of theirs ({other}): they need {hours} hours of rest between. Choose somebody else.",
    )


class TooLongInADay(Fitting, Refused):
    """They would stand for too long within 24 hours."""

    hours: int = strawberry.field(description="How many hours anybody may stand within 24.")
    of_another: strawberry.Private[bool] = False
    words = Words(
        "24 小时里最多值班 {hours} 小时，加上这一班就超过了。请选别的时间。",
        "24 小時裡最多值班 {hours} 小時，加上這一班就超過了。請選別的時間。",
        "With this shift it would be more than {hours} hours within 24. Choose another time.",
    )
    to_others = Words(
        "24 小时里每人最多值班 {hours} 小时，对方加上这一班就超过了。请选别人，或者把这一班分成几班。",
        "24 小時裡每人最多值班 {hours} 小時，對方加上這一班就超過了。請選別人，或者把這一班分成幾班。",
        "With this shift they would stand more than {hours} hours within 24. Choose somebody else, or make several shifts of it.",
    )


class QualificationMissing(Fitting, Refused):
    """The work needs a paper that no leader has seen of them, or that ends before the shift does."""

    paper: strawberry.Private[Words]
    of_another: strawberry.Private[bool] = False
    words = Words(
        "这项工作要有“{paper}”。请把证件给网格长看，登记后再报名。",
        "這項工作要有「{paper}」。請把證件給網格長看，登記後再報名。",
        "This work needs a paper: {paper}. Show yours to the grid leader, then join.",
    )
    to_others = Words(
        "这项工作要有“{paper}”，对方还没有登记，或者到时过期。看过证件、登记以后就能安排。",
        "這項工作要有「{paper}」，對方還沒有登記，或者到時過期。看過證件、登記以後就能安排。",
        "This work needs a paper ({paper}) that nobody has seen of them, or that ends before. Look at theirs and note it, then they can come.",
    )


class NotOnThisGround(Fitting, Refused):
    """Only active volunteers who come as far as this grid, and those who hold a post here, can stand."""

    of_another: strawberry.Private[bool] = False
    words = Words(
        "要先成为这一带的志愿者（或在这里有岗位），才能值班。请在“我的”里申请，休息中的请先恢复。",
        "要先成為這一帶的志願者（或在這裡有崗位），才能值班。請在「我的」裡申請，休息中的請先恢復。",
        "Only active volunteers of this neighbourhood, and those who hold a post here, can join. Apply, or end your pause, under Me.",
    )
    to_others = Words(
        "对方不是这一带的志愿者，在这里也没有岗位，或者正在休息。请选别人。",
        "對方不是這一帶的志願者，在這裡也沒有崗位，或者正在休息。請選別人。",
        "They are no volunteer of this neighbourhood, hold no post here, or take a break. Choose somebody else.",
    )


class AlreadyJoined(Fitting, Refused):
    """They are on this shift, or on its waiting list, already."""

    of_another: strawberry.Private[bool] = False
    words = Words(
        "已经报过名了，不用再报。", "已經報過名了，不用再報。", "Already signed up; nothing more to do."
    )
    to_others = Words(
        "对方已经在这一班了。", "對方已經在這一班了。", "They are on this shift already; nothing more to do."
    )


class NoSuchOffer(Refused):
    """The place is not offered any more: it was taken, or kept after all."""

    words = Words(
        "这个位置已经有人接了，或者不换了。谢谢您！",
        "這個位置已經有人接了，或者不換了。謝謝您！",
        "Somebody has taken this place already, or it is not offered any more. Thank you!",
    )


class CannotTakeNow(Refused):
    """Whom a place is offered to could not take it; why is theirs and the leaders' to know."""

    words = Words(
        "对方现在接不了，请选别人。",
        "對方現在接不了，請選別人。",
        "They cannot take it now. Please choose somebody else.",
    )


class PlaceAskedFor(Refused):
    """Somebody else would take the place over, and a leader has not said yes or no yet."""

    words = Words(
        "已经有人愿意接这个班，正在等网格长答复。没成的话，您还可以来接。",
        "已經有人願意接這個班，正在等網格長答覆。沒成的話，您還可以來接。",
        "Somebody has asked for this place already and waits for the leader’s answer. If it is no, you can still take it.",
    )


class NotYetOpen(Refused):
    """Nobody can check in so long before a shift begins."""

    minutes: int = strawberry.field(description="How many minutes before its beginning one can check in.")
    words = Words(
        "开始前 {minutes} 分钟才能签到，请到时再扫一次。",
        "開始前 {minutes} 分鐘才能簽到，請到時再掃一次。",
        "You can check in from {minutes} minutes before it begins. Please scan again then.",
    )


class WrongPlaceCode(Refused):
    """The code that was scanned is not of this place, or too old."""

    words = Words(
        "二维码不对或者过期了。请扫现场正在显示的，或者请网格长给您签到。",
        "QR 碼不對或者過期了。請掃現場正在顯示的，或者請網格長給您簽到。",
        "This code is of another place or too old. Scan the one that is shown at the place now, or ask the leader to check you in.",
    )


class CheckedIn(Refused):
    """Who is there already goes by checking out."""

    words = Words(
        "已经签到了。要走请扫码签退，工时照样算。",
        "已經簽到了。要走請掃碼簽退，工時照樣算。",
        "Already checked in. To go, scan the code and check out; the time counts all the same.",
    )


class NotCheckedIn(Refused):
    """Nobody can go who has not come."""

    words = Words(
        "还没有签到。请先签到，或者请网格长补记。",
        "還沒有簽到。請先簽到，或者請網格長補記。",
        "Not checked in yet. Check in first, or ask the leader to add it.",
    )


class HoursApproved(Refused):
    """The hours were approved already."""

    words = Words(
        "工时已经确认过了，不能再改。",
        "工時已經確認過了，不能再改。",
        "The hours are approved already and cannot be changed.",
    )


class ReportChanged(Refused):
    """What the shift before wrote is not any more what was read."""

    words = Words(
        "交接记录刚刚改过。请再看一遍，再确认。",
        "交接記錄剛剛改過。請再看一遍，再確認。",
        "What the shift before wrote was just changed. Read it again, then confirm.",
    )


class StillStanding(Refused):
    """The shift has not ended for them yet, so that there are no hours to approve."""

    words = Words(
        "这一班还没有结束，签退以后再确认工时。",
        "這一班還沒有結束，簽退以後再確認工時。",
        "They have not checked out yet. Approve the hours after that.",
    )


class PlacesTaken(Refused):
    """More people are on the shift than there would be places."""

    taken: int = strawberry.field(description="How many are on it.")
    which: strawberry.Private[Words]
    words = Words(
        "{which} 这一班已经有 {taken} 人。要减少名额，请先请人退出。",
        "{which} 這一班已經有 {taken} 人。要減少名額，請先請人退出。",
        "{taken} people are on the shift of {which} already. Before you need fewer, arrange with them who leaves.",
    )


class RotaChanged(Refused):
    """Somebody's time or papers changed since the plan was looked at, so that it would be shared out otherwise."""

    words = Words(
        "您看过以后情况有变，排法不一样了，还没有保存。请再看一遍，合适再保存。",
        "您看過以後情況有變，排法不一樣了，還沒有儲存。請再看一遍，合適再儲存。",
        "Things changed since you looked, so the rota would come out differently. Nothing is saved yet: look at it again, then save.",
    )
