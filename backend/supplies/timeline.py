"""The timeline of a need: every step as a sentence that the asker reads."""

from collections.abc import Iterable
from typing import Any

from backend.access import people
from backend.access.actor import Actor
from backend.access.models import Role
from backend.kit.words import Words
from backend.supplies.catalogue import words_of
from backend.supplies.models import Item, Part, RequestState, Step, SupplyRequest, TimelineStep

Brought = tuple[Item, int]
"""An item and how many of it."""

SENTENCES: dict[Step, Words] = {
    Step.ASKED: Words("{who}求助：{parts}", "{who}求助：{parts}", "{who} asked for {parts}"),
    Step.CLAIMED: Words("{who}会送来：{parts}", "{who}會送來：{parts}", "{who} will bring {parts}"),
    Step.GIVEN_BACK: Words(
        "{who}送不了了：{parts}，正在另找人",
        "{who}送不了了：{parts}，正在另找人",
        "{who} cannot bring {parts} after all; we are looking for somebody else",
    ),
    Step.PASSED_UP: Words("{who}已上报给{grid}", "{who}已上報給{grid}", "{who} passed it up to {grid}"),
    Step.DEADLINE_CHANGED: Words(
        "{who}改了用完的时间", "{who}改了用完的時間", "{who} changed when it runs out"
    ),
    Step.ESCALATED: Words(
        "还没有人认领，已通知{grid}的负责人",
        "還沒有人認領，已通知{grid}的負責人",
        "Nobody has taken it yet: whoever leads {grid} was told",
    ),
    Step.HANDED_OVER: Words("{who}送到了：{parts}", "{who}送到了：{parts}", "{who} handed over {parts}"),
    Step.CONFIRMED: Words(
        "{who}确认收到：{parts}", "{who}確認收到：{parts}", "{who} confirmed that this arrived: {parts}"
    ),
    Step.MISSING: Words(
        "{who}说还少：{parts}，继续找",
        "{who}說還少：{parts}，繼續找",
        "{who} still lacks {parts}; we go on looking",
    ),
    Step.CANCELLED: Words("{who}取消了求助", "{who}取消了求助", "{who} withdrew the request"),
    Step.CLOSED: Words(
        "已送到，三天内没有异议，求助结束",
        "已送到，三天內沒有異議，求助結束",
        "All of it was brought, and nobody objected for three days: the request is closed",
    ),
}
MISSING_OF_WITHDRAWN = Words("{who}说少了：{parts}", "{who}說少了：{parts}", "{who} misses {parts}")
"""Where nothing is looked for any more, nobody is told that it is."""
ROLES: dict[str, Words] = {
    Role.LEADER.value: Words("网格长", "網格長", "Grid leader"),
    Role.MEMBER.value: Words("网格员", "網格員", "Grid member"),
    Role.LIAISON.value: Words("联络员", "聯絡員", "Liaison"),
    Part.POST.value: Words("网格工作人员", "網格工作人員", "Grid staff"),
    Part.VOLUNTEER.value: Words("志愿者", "志願者", "Volunteer"),
    Part.HOUSEHOLD.value: Words("住户", "住戶", "The household"),
    Part.SYSTEM.value: Words("系统", "系統", "Lianxin"),
}
UNNAMED = {Part.HOUSEHOLD, Part.SYSTEM}
NAMED = Words("{role} {name}", "{role} {name}", "{role} {name}")
GAP = Words(" ", " ", "")
"""Between a name and the Chinese that follows."""
PART = Words(
    "{name} {quantity}\u00a0{unit}", "{name} {quantity}\u00a0{unit}", "{name}\u00a0×\u00a0{quantity}"
)
"""No line ends between a thing's number and its unit."""
COMMA = Words("、", "、", ", ")


async def add(
    request: SupplyRequest,
    kind: Step,
    actor: Actor | None,
    part: Part,
    *,
    brought: Iterable[Brought] = (),
    grid: str = "",
    words: str = "",
) -> None:
    """Write one step; `words` is what the actor wrote, kept sealed."""
    detail: dict[str, Any] = {}
    if parts := [{"name": item.name, "unit": item.unit, "quantity": quantity} for item, quantity in brought]:
        detail["parts"] = parts
    if grid:
        detail["grid"] = grid
    if kind is Step.MISSING and request.state is RequestState.CANCELLED:
        detail["withdrawn"] = True
    if actor and part is Part.POST:
        detail["role"] = role_of(actor, request.household.grid.path).value
    await TimelineStep.create(
        request_id=request.id,
        kind=kind,
        person_id=actor.id if actor else None,
        part=part,
        detail=detail,
        words=words,
    )


def role_of(actor: Actor, path: str) -> Role:
    """The post by which the actor answers for this ground."""
    roles = {holding.role for holding in actor.holdings if path.startswith(holding.path)}
    return next((role for role in (Role.LEADER, Role.MEMBER, Role.LIAISON) if role in roles), Role.MEMBER)


def who(part: Part, role: str | None, name: str) -> str:
    """Somebody as the other side may know them: 志愿者 张*."""
    said = ROLES[role or part.value].said()
    if part in UNNAMED:
        return said
    return NAMED.said(role=said, name=people.short(name))


def sentence(kind: Step, detail: dict[str, Any], part: Part, name: str) -> str:
    """A step as the reader reads it, with whoever took it as the other side may know them."""
    said = who(part, detail.get("role"), name) + ("" if part in UNNAMED else GAP.said())
    words = MISSING_OF_WITHDRAWN if detail.get("withdrawn") else SENTENCES[kind]
    return words.said(who=said, parts=spoken(detail.get("parts", [])), grid=detail.get("grid", ""))


def spoken(parts: list[dict[str, Any]]) -> str:
    """Items and how many of each: 口罩 20 只、婴儿奶粉 1 罐."""
    return COMMA.said().join(
        PART.said(name=words_of(part["name"]), unit=words_of(part["unit"]), quantity=part["quantity"])
        for part in parts
    )
