"""What volunteers and those who decide about them are told; never a name, for it may stand on a locked screen."""

from uuid import UUID

from backend.grids import finding
from backend.grids.models import Grid
from backend.kit import nodes
from backend.kit.words import Words
from backend.push import outbox
from backend.push.models import Kind
from backend.volunteers import rules
from backend.volunteers.models import Volunteer

MINE = "/volunteering"

APPLIED = Words("有人报名做志愿者", "有人報名做志願者", "Somebody wants to be a volunteer")
PLEASE_DECIDE = Words(
    "请看一看，同意或婉拒。", "請看一看，同意或婉拒。", "Please have a look, then approve or decline."
)
APPROVED = Words("您已成为志愿者", "您已成為志願者", "You are a volunteer now")
SEE_NEEDS = Words(
    "谢谢您！打开看看附近有什么需要。",
    "謝謝您！打開看看附近有什麼需要。",
    "Thank you! Open this to see what is needed near you.",
)
ANSWERED = Words("您的志愿者报名有了答复", "您的志願者報名有了答覆", "There is an answer to your application")
READ_WHY = Words(
    "打开看看原因和下一步。", "打開看看原因和下一步。", "Open this to read why, and what you can do."
)
ENDED = Words("您的志愿服务已结束", "您的志願服務已結束", "Your volunteering has ended")
EXPIRES = Words("您的一项证件快到期了", "您的一項證件快到期了", "One of your certificates ends soon")
SHOW_NEW = Words(
    "还有 {days} 天到期，请把新的证件给网格长看。",
    "還有 {days} 天到期，請把新的證件給網格長看。",
    "It ends in {days} days. Please show your grid leader the new one.",
)
SHOW_NEW_TOMORROW = Words(
    "明天到期，请把新的证件给网格长看。",
    "明天到期，請把新的證件給網格長看。",
    "It ends tomorrow. Please show your grid leader the new one.",
)
SHOW_NEW_TODAY = Words(
    "今天到期，请把新的证件给网格长看。",
    "今天到期，請把新的證件給網格長看。",
    "It ends today. Please show your grid leader the new one.",
)


async def tell_of_application(volunteer: Volunteer, grid: Grid) -> None:
    """Tell those who decide that somebody waits for them."""
    link = f"/volunteers/{nodes.opaque('Volunteer', volunteer.id)}"
    deciders = await finding.nearest(grid.path, *rules.DECIDE, besides=[volunteer.person_id])
    await outbox.queue(deciders, Kind.REQUEST, APPLIED, PLEASE_DECIDE, link=link, about=volunteer.id)


async def tell_of_approval(volunteer: Volunteer) -> None:
    """Tell somebody that they are a volunteer now."""
    await _tell(volunteer, APPROVED, SEE_NEEDS)


async def tell_of_refusal(volunteer: Volunteer) -> None:
    """Tell somebody that their offer was declined; why stands in the app."""
    await _tell(volunteer, ANSWERED, READ_WHY)


async def tell_of_end(volunteer: Volunteer) -> None:
    """Tell somebody that their leader ended their volunteering; why stands in the app."""
    await _tell(volunteer, ENDED, READ_WHY)


async def tell_of_expiry(person: UUID, qualification: UUID, days: int) -> None:
    """Tell somebody that a paper of theirs soon no longer holds."""
    text = {0: SHOW_NEW_TODAY, 1: SHOW_NEW_TOMORROW}.get(days, SHOW_NEW)
    await outbox.queue(
        [person], Kind.ACCOUNT, EXPIRES, text, link=MINE, about=qualification, values={"days": days}
    )


async def _tell(volunteer: Volunteer, title: Words, text: Words) -> None:
    await outbox.queue([volunteer.person_id], Kind.ACCOUNT, title, text, link=MINE, about=volunteer.id)
