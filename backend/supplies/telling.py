"""Who is told what about a need; neutral words, for they may stand on a locked screen."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from tortoise.queryset import QuerySet

from backend.access import actor as access
from backend.access.models import Role
from backend.grids import finding
from backend.grids.models import Grid
from backend.households import rules as households
from backend.kit import live, nodes
from backend.kit.words import Words
from backend.push import outbox
from backend.push.models import Kind
from backend.supplies.models import Delivery, RequestState, SupplyRequest
from backend.volunteers import rules as volunteers
from backend.volunteers.models import Volunteer

ANSWER = (Role.LEADER, Role.MEMBER)
"""Who answers for the needs of a grid."""

NEED = Words("附近有人需要物资", "附近有人需要物資", "Somebody near you needs supplies")
URGENT_NEED = Words(
    "急：附近有人需要物资", "急：附近有人需要物資", "Urgent: somebody near you needs supplies"
)
CAN_YOU = Words(
    "请看一看，您能不能帮上忙。", "請看一看，您能不能幫上忙。", "Please see whether you can help."
)
NEW = Words("网格里有新的求助", "網格裡有新的求助", "A new request in your grid")
URGENT_NEW = Words("急：网格里有新的求助", "急：網格裡有新的求助", "Urgent: a new request in your grid")
SEE_IT = Words("打开看看，安排人送。", "打開看看，安排人送。", "Open it, and see that somebody brings it.")
PASSED_UP = Words("下级上报了一个求助", "下級上報了一個求助", "A request was passed up to you")
TAKEN = Words("有人认领了您的求助", "有人認領了您的求助", "Somebody will bring what you asked for")
SEE_WHO = Words("打开看是谁、送多少。", "打開看是誰、送多少。", "Open this to see who, and how much.")
GIVEN_BACK = Words("有人送不了了", "有人送不了了", "Somebody cannot bring what they promised")
LOOKING = Words(
    "我们正在另找人，您不用做什么。",
    "我們正在另找人，您不用做什麼。",
    "We are looking for somebody else. You need not do anything.",
)
FIND_ANOTHER = Words("请再安排人送。", "請再安排人送。", "Please find somebody else.")
ARRIVED = Words("物资送到了", "物資送到了", "Your supplies have arrived")
PLEASE_CONFIRM = Words(
    "请打开确认，少了什么也请说。",
    "請打開確認，少了什麼也請說。",
    "Please open this and confirm, or say what is missing.",
)
THANKED = Words("住户确认收到了", "住戶確認收到了", "The household confirmed that it arrived")
THANK_YOU = Words("谢谢您！", "謝謝您！", "Thank you!")
MISSING = Words("住户说还少一些", "住戶說還少一些", "The household says something is missing")
SEE_WHAT = Words("打开看少了什么。", "打開看少了什麼。", "Open this to see what is missing.")
CALLED_OFF = Words("有一个求助取消了", "有一個求助取消了", "A request was withdrawn")
NO_NEED = Words("不用再送了，谢谢您。", "不用再送了，謝謝您。", "You need not bring it any more. Thank you.")
ASK_AGAIN = Words(
    "如果还需要，可以再求助。",
    "如果還需要，可以再求助。",
    "If it is still needed, it can be asked for again.",
)
TAKEN_AWAY = Words(
    "您答应送的一份已另找人送", "您答應送的一份已另找人送", "Somebody else will bring what you had promised"
)
UNCLAIMED = Words("有一个求助还没有人认领", "有一個求助還沒有人認領", "Nobody has taken a request yet")
HOURS_LEFT = Words(
    "不到 {hours} 小时就用完了，请马上安排。",
    "不到 {hours} 小時就用完了，請馬上安排。",
    "It runs out in less than {hours} hours. Please find somebody now.",
)
LOW = Words("库存不多了", "庫存不多了", "A store is running low")
ON_ITS_WAY = Words("有物资调拨过来", "有物資調撥過來", "Supplies were moved to your store")
SEE_STORE = Words("打开看看库存。", "打開看看庫存。", "Open this to see your store.")


def link(request: UUID) -> str:
    """The page of a request."""
    return f"/requests/{nodes.opaque('SupplyRequest', request)}"


async def leaders(path: str, besides: UUID | None = None) -> list[UUID]:
    """Who leads the grid at this path, or the nearest one above that has somebody."""
    return await finding.nearest(path, *ANSWER, besides=[besides])


async def carriers(request: UUID) -> list[UUID]:
    """Who has promised something that is not at the door yet."""
    return await _people(Delivery.filter(Delivery.still_out(), request_id=request))


async def _people(rows: QuerySet[Any]) -> list[UUID]:
    return list(dict.fromkeys(row["person_id"] for row in await rows.values("person_id")))


async def household_of(request: SupplyRequest) -> list[UUID]:
    """Who lives there, and whoever asked on the household's behalf."""
    return [*await households.people_of(request.household_id), request.asked_by_id]


async def hint(request: SupplyRequest, household: Sequence[UUID] | None = None) -> None:
    """Have every screen that may show this request ask again; `household` where it was read already."""
    people = await household_of(request) if household is None else household
    bringing = await _people(Delivery.filter(request_id=request.id))
    live.changed(
        "SupplyRequest", request.id, path=request.household.grid.path, people=[*people, *bringing], near=True
    )


async def of_need(request: SupplyRequest, *, besides: UUID, urgent: bool) -> None:
    """Tell the volunteers near that somebody needs something."""
    near = await _near(request)
    await outbox.queue(
        [person for person in near if person != besides],
        Kind.NEED_NEAR,
        URGENT_NEED if urgent else NEED,
        CAN_YOU,
        link=link(request.id),
        about=request.id,
        urgent=urgent,
        expires=request.runs_out_at,
    )


async def _near(request: SupplyRequest) -> list[UUID]:
    """Volunteers who go to this household; for a need that was passed up, all on the ground that it stands for now."""
    going = await _people(volunteers.near(request.household.grid.path))
    if request.passed_to_id is None:
        return going
    wider = await _people(
        Volunteer.filter(Volunteer.active_now(), access.subtree(request.standing.path, "ground__path"))
    )
    return list(dict.fromkeys([*going, *wider]))


async def of_new(request: SupplyRequest, *, besides: UUID, urgent: bool) -> None:
    """Tell whoever answers for the grid that somebody there asked for something."""
    told = await leaders(request.standing.path)
    await _tell_leaders(
        request,
        [person for person in told if person != besides],
        URGENT_NEW if urgent else NEW,
        SEE_IT,
        urgent,
    )


async def of_passing_up(request: SupplyRequest, *, besides: UUID, urgent: bool) -> None:
    """Tell whoever answers for the grid above, and the volunteers who come into question now."""
    await _tell_leaders(request, await leaders(request.standing.path, besides), PASSED_UP, SEE_IT, urgent)
    await of_need(request, besides=besides, urgent=urgent)


async def of_claim(request: SupplyRequest, household: Sequence[UUID], *, besides: UUID) -> None:
    """Tell the household that somebody will come."""
    await _tell(request, household, Kind.CLAIM, TAKEN, SEE_WHO, besides)


async def of_giving_back(request: SupplyRequest, *, besides: UUID, urgent: bool) -> None:
    """Tell the household and whoever answers for the grid, and ask the volunteers again."""
    await _tell(request, await household_of(request), Kind.CLAIM, GIVEN_BACK, LOOKING, besides)
    await _tell_leaders(
        request, await leaders(request.standing.path, besides), GIVEN_BACK, FIND_ANOTHER, urgent
    )
    await of_need(request, besides=besides, urgent=urgent)


async def of_taking_away(request: SupplyRequest, carrier: UUID) -> None:
    """Tell somebody that their leader found another way for what they had promised."""
    await outbox.queue([carrier], Kind.CLAIM, TAKEN_AWAY, NO_NEED, link=link(request.id), about=request.id)


async def of_hand_over(request: SupplyRequest, *, besides: UUID) -> None:
    """Ask the household to confirm."""
    await _tell(request, await household_of(request), Kind.HAND_OVER, ARRIVED, PLEASE_CONFIRM, besides)


async def of_thanks(request: SupplyRequest, carrier: UUID, *, besides: UUID) -> None:
    """Tell whoever brought it that it arrived well."""
    await _tell(request, [carrier], Kind.HAND_OVER, THANKED, THANK_YOU, besides)


async def of_missing(request: SupplyRequest, carrier: UUID, *, besides: UUID, urgent: bool) -> None:
    """Tell whoever brought it and whoever answers for the grid; unless it was withdrawn, ask the volunteers again."""
    await _tell(request, [carrier], Kind.HAND_OVER, MISSING, SEE_WHAT, besides)
    await _tell_leaders(request, await leaders(request.standing.path, besides), MISSING, SEE_WHAT, urgent)
    if request.state is not RequestState.CANCELLED:
        await of_need(request, besides=besides, urgent=urgent)


async def of_cancelling(request: SupplyRequest, carrying: Iterable[UUID], *, besides: UUID) -> None:
    """Tell whoever has promised something, the household and whoever answers for the grid."""
    await outbox.withdraw(Kind.NEED_NEAR, request.id)
    await _tell(request, carrying, Kind.CLAIM, CALLED_OFF, NO_NEED, besides)
    others = [*await household_of(request), *await leaders(request.standing.path)]
    await _tell(request, others, Kind.REQUEST, CALLED_OFF, ASK_AGAIN, besides)


async def of_running_late(request: SupplyRequest, told: list[UUID], hours: int) -> None:
    """Tell a leader that nobody has taken what runs out soon."""
    await outbox.queue(
        told,
        Kind.REQUEST,
        UNCLAIMED,
        HOURS_LEFT,
        link=link(request.id),
        about=request.id,
        urgent=True,
        values={"hours": hours},
    )


async def of_low_stock(grid: Grid, item: UUID) -> None:
    """Tell whoever answers for a grid that its store runs low."""
    await outbox.queue(await leaders(grid.path), Kind.STOCK, LOW, SEE_STORE, link=_store(grid.id), about=item)


async def of_transfer(grid: Grid, item: UUID, *, besides: UUID) -> None:
    """Tell whoever answers for a grid that something was moved to its store."""
    await outbox.queue(
        await leaders(grid.path, besides), Kind.STOCK, ON_ITS_WAY, SEE_STORE, link=_store(grid.id), about=item
    )


def _store(grid: UUID) -> str:
    return f"/stock/{nodes.opaque('Grid', grid)}"


async def _tell(
    request: SupplyRequest, people: Iterable[UUID], kind: Kind, title: Words, text: Words, besides: UUID
) -> None:
    told = [person for person in people if person != besides]
    await outbox.queue(told, kind, title, text, link=link(request.id), about=request.id)


async def _tell_leaders(
    request: SupplyRequest, told: list[UUID], title: Words, text: Words, urgent: bool
) -> None:
    await outbox.queue(
        told, Kind.REQUEST, title, text, link=link(request.id), about=request.id, urgent=urgent
    )
