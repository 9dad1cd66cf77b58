"""What is held about how notices reached somebody's household, and about what they noted at doors, told to them."""

from typing import Any
from uuid import UUID

from backend.access import own
from backend.kit import sql
from backend.kit.words import Words, speaking
from backend.notices import wording
from backend.notices.kinds import Earnest
from backend.notices.reach import headlines
from backend.notices.reach_models import NoticeContact, Outcome

REACHED = Words("到过我家的公告", "到過我家的公告", "Notices that reached my household")
NOTED = Words("我登记的上门和电话", "我登記的上門和電話", "Calls and visits I noted for notices")
HEADLINE = Words("标题", "標題", "Headline")
SHOWN = Words("显示时间", "顯示時間", "Shown")
READ = Words("阅读时间", "閱讀時間", "Read")
TOLD = Words("告知时间", "告知時間", "Told")
OUTCOME = Words("结果", "結果", "What came of it")
NOTE = Words("备注", "備註", "Note")
AT = Words("时间", "時間", "When")
MOST = 1000

OUTCOMES = {
    Outcome.TOLD_AT_DOOR: Words("已上门告知", "已上門告知", "Told at the door"),
    Outcome.TOLD_BY_PHONE: Words("已电话告知", "已電話告知", "Told by phone"),
    Outcome.NOT_AT_HOME: Words("不在家", "不在家", "Not at home"),
    Outcome.REFUSED: Words("不愿意听", "不願意聽", "Did not want to hear it"),
    Outcome.MOVED_AWAY: Words("已搬走", "已搬走", "Moved away"),
}

Line = dict[str, Any]


@own.held("notices_that_came", REACHED)
async def came(person: UUID) -> list[Line]:
    """When each notice reached the household in which somebody lives."""
    rows = await sql.rows(
        f"""SELECT {headlines.CHOSEN} AS headline, notice.earnest AS earnest, receipt.shown_at AS shown, receipt.read_at AS read,
        coalesce(receipt.told_at_door_at, receipt.told_by_phone_at) AS told
        FROM resident JOIN receipt ON receipt.household_id = resident.household_id
        JOIN notice ON notice.id = receipt.notice_id
        WHERE resident.home_of = ? AND resident.left_at IS NULL AND resident.admitted_at IS NOT NULL
        ORDER BY receipt.reached_at DESC, receipt.id DESC LIMIT {MOST}""",
        speaking(),
        person,
    )
    return [
        {
            HEADLINE.said(): wording.mark(Earnest(row["earnest"])).said() + (row["headline"] or ""),
            SHOWN.said(): _said(row["shown"]),
            READ.said(): _said(row["read"]),
            TOLD.said(): _said(row["told"]),
        }
        for row in rows
    ]


def _said(at: object) -> str:
    moment = sql.perhaps_moment(at)
    return moment.isoformat() if moment else ""


@own.held("notice_contacts", NOTED)
async def noted(person: UUID) -> list[Line]:
    """What somebody noted when they called or knocked; whose door it was is not theirs to take away."""
    contacts = await NoticeContact.filter(by_id=person).order_by("-at", "-id").limit(MOST)
    return [
        {
            OUTCOME.said(): OUTCOMES[one.outcome].said(),
            AT.said(): one.at.isoformat(),
            NOTE.said(): one.note or "",
        }
        for one in contacts
    ]
