"""What is held about somebody's volunteering, told to them, and scrubbed when they are erased."""

from typing import Any
from uuid import UUID

from backend.access import own
from backend.kit import clock
from backend.kit.words import Words
from backend.volunteers import wording
from backend.volunteers.models import Qualification, Volunteer, VolunteerHours, VolunteerSkill, VolunteerState

TITLE = Words("志愿服务", "志願服務", "Volunteering")
GRID = Words("网格", "網格", "Grid")
STATE = Words("状态", "狀態", "State")
APPLIED = Words("报名时间", "報名時間", "Applied")
GROUP = Words("单位或团体", "單位或團體", "Group")
REASON = Words("原因", "原因", "Reason")
SKILLS = Words("技能", "技能", "Skills")
HOURS = Words("有空的时间", "有空的時間", "Hours")
PAPERS = Words("资质", "資質", "Qualifications")


@own.held("volunteering", TITLE)
async def tell(person: UUID) -> list[dict[str, Any]]:
    """The one offer of a person, with everything that belongs to it; nothing where they made none."""
    offers = await Volunteer.filter(person_id=person).select_related("grid")
    return [await _told(offer) for offer in offers]


async def _told(offer: Volunteer) -> dict[str, Any]:
    papers = await Qualification.filter(volunteer_id=offer.id, removed_at=None).order_by("expires_on", "id")
    skills = await VolunteerSkill.filter(volunteer_id=offer.id).order_by("id")
    hours = await VolunteerHours.filter(volunteer_id=offer.id).order_by("weekday", "begins")
    return {
        GRID.said(): offer.grid.name,
        STATE.said(): wording.STATES[offer.state].said(),
        APPLIED.said(): offer.applied_at.isoformat(),
        GROUP.said(): offer.partner_group,
        REASON.said(): offer.reason,
        SKILLS.said(): [wording.SKILLS[row.skill].said() for row in skills],
        HOURS.said(): [_hours(row) for row in hours],
        PAPERS.said(): [_paper(paper) for paper in papers],
    }


def _hours(row: VolunteerHours) -> str:
    return f"{wording.WEEKDAYS[row.weekday].said()} {clock.written(row.begins)}–{clock.written(row.ends)}"


def _paper(paper: Qualification) -> str:
    until = wording.UNTIL.said(day=paper.expires_on)
    return " ".join(part for part in (wording.PAPERS[paper.kind].said(), until, paper.note) if part)


@own.erased
async def scrub(person: UUID) -> None:
    """Leave the bare row, so that counts stay, and nothing that was said."""
    offer = await Volunteer.get_or_none(person_id=person)
    if offer is None:
        return
    offer.partner_group = offer.reason = ""
    if offer.state in {VolunteerState.WAITING, VolunteerState.APPROVED}:
        offer.state = VolunteerState.LEFT
    await offer.save(update_fields=["partner_group", "reason", "state"])
    await VolunteerHours.filter(volunteer_id=offer.id).delete()
    await VolunteerSkill.filter(volunteer_id=offer.id).delete()
    for paper in await Qualification.filter(volunteer_id=offer.id):
        paper.note = ""
        await paper.save(update_fields=["note"])
