"""What households hold about a person, as they can read it, and how it is erased."""

import calendar
from typing import Any
from uuid import UUID

from backend.access import own
from backend.access.own_sections import ROLE, ROLES
from backend.households import leaving, rules
from backend.households.models import Household, Look, Need, NeedKind, Reason, Resident
from backend.kit.words import Words

HOME = Words("我的家", "我的家", "My household")
LOOKS = Words("谁看过我家的资料", "誰看過我家的資料", "Who looked at my household")
MY_LOOKS = Words("我看过的住户", "我看過的住戶", "Households I looked at")

DOOR = Words("门牌", "門牌", "Door")
NAME = Words("姓名", "姓名", "Name")
PHONE = Words("电话", "電話", "Phone")
BIRTH_YEAR = Words("出生年份", "出生年份", "Birth year")
HEAD = Words("户主", "戶主", "Head")
SINCE = Words("开始", "開始", "Since")
UNTIL = Words("结束", "結束", "Until")
NEEDS = Words("需要关照", "需要關照", "Special needs")
NOTES = Words("备注", "備註", "Notes")
AT = Words("时间", "時間", "When")
WHO = Words("谁", "誰", "Who")
WHY = Words("原因", "原因", "Why")
VOLUNTEER = Words("志愿者", "志願者", "Volunteer")

KINDS = {
    NeedKind.LIVES_ALONE_OVER_70: Words("70 岁以上独居", "70 歲以上獨居", "Over 70, lives alone"),
    NeedKind.INFANT: Words("婴儿", "嬰兒", "Infant"),
    NeedKind.PREGNANCY: Words("怀孕", "懷孕", "Pregnancy"),
    NeedKind.CHRONIC_ILLNESS: Words("慢性病", "慢性病", "Chronic illness"),
    NeedKind.DISABILITY: Words("残疾", "身心障礙", "Disability"),
    NeedKind.NO_SMARTPHONE: Words("没有智能手机", "沒有智慧型手機", "No smartphone"),
    NeedKind.LANGUAGE: Words("语言不通", "語言不通", "Another language"),
}
REASONS = {
    Reason.WORK: Words("网格工作", "網格工作", "Grid work"),
    Reason.DELIVERY: Words("配送", "配送", "Delivery"),
    Reason.VISIT: Words("走访", "走訪", "Visit"),
    Reason.EMERGENCY: Words("紧急情况", "緊急情況", "Emergency"),
}
MONTH = Words("{year} 年 {month} 月", "{year} 年 {month} 月", "{name} {year}")
MOST = 1000

Line = dict[str, Any]


@own.held("households", HOME)
async def _homes(person: UUID) -> list[Line]:
    homes = await Resident.filter(person_id=person).select_related("household").order_by("joined_at")
    return [await _home(home) for home in homes]


async def _home(home: Resident) -> Line:
    line: Line = {
        DOOR.said(): home.household.door.label,
        NAME.said(): home.name or "",
        PHONE.said(): home.phone or "",
        BIRTH_YEAR.said(): home.birth_year or "",
        HEAD.said(): True if home.is_head else "",
        SINCE.said(): home.joined_at.isoformat(),
        UNTIL.said(): home.left_at.isoformat() if home.left_at else "",
    }
    if home.admitted_at and not home.left_at:
        needs = await Need.filter(household_id=home.household_id, cleared_at__isnull=True).order_by("since")
        line[NEEDS.said()] = [_said(need) for need in needs]
        line[NOTES.said()] = home.household.notes or ""
    return line


def _said(need: Need) -> str:
    return " ".join(part for part in (KINDS[need.kind].said(), _month(need.month), need.note) if part)


def _month(written: str | None) -> str:
    if not written:
        return ""
    year, month = written.split("-")
    return MONTH.said(year=year, month=int(month), name=calendar.month_name[int(month)])


@own.held("looks", LOOKS)
async def _looks(person: UUID) -> list[Line]:
    homes = await Resident.filter(Resident.here(), home_of=person).values("household_id")
    looks = Look.filter(household_id__in=[home["household_id"] for home in homes]).select_related("person")
    return [
        {
            AT.said(): look.at.isoformat(),
            WHO.said(): look.person.name,
            WHY.said(): REASONS[look.reason].said(),
            ROLE.said(): (ROLES[look.role] if look.role else VOLUNTEER).said(),
        }
        for look in await looks.order_by("-at").limit(MOST)
    ]


@own.held("my_looks", MY_LOOKS)
async def _my_looks(person: UUID) -> list[Line]:
    looks = await Look.filter(person_id=person).order_by("-at").limit(MOST).select_related("household")
    return [
        {
            AT.said(): look.at.isoformat(),
            DOOR.said(): look.household.door.label,
            WHY.said(): REASONS[look.reason].said(),
        }
        for look in looks
    ]


@own.erased
async def _erase(person: UUID) -> None:
    """They leave their home; their name, number and year go with them, and doors, counts and looks stay."""
    for home in await Resident.filter(home_of=person).select_related("household__grid"):
        others = await rules.people_of(home.household_id)
        await leaving.leave(home.household, home)
        leaving.tell(home.household, others)
        # What was written down about a household of which nobody is left was about them.
        left = Household.filter(id=home.household_id, moved_away_at__isnull=False)
        await left.update(notes=None)
    await Resident.filter(person_id=person).update(name=None, phone=None, phone_index=None, birth_year=None)
