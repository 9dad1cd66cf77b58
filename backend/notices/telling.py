"""Who is told what about a notice besides the households it is for; neutral words, for they may stand on a locked screen."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from tortoise.expressions import Q, Subquery

from backend.access.models import Post
from backend.grids import finding, paths
from backend.grids.models import Grid
from backend.kit import live, nodes
from backend.kit.words import Words
from backend.notices import rules, wording
from backend.notices.models import Notice, Relay
from backend.push import outbox
from backend.push.models import Kind

DRAFTED = Words("有公告稿请您看", "有公告稿請您看", "A draft notice for you to read")
PLEASE_DECIDE = Words(
    "请看过内容，修改或发布。", "請看過內容，修改或發布。", "Please read it, then change or publish it."
)
PROPOSED = Words("有公告等您复核", "有公告等您複核", "A notice waits for your approval")
PLEASE_APPROVE = Words(
    "请核对内容，同意就发布，不同意就退回。",
    "請核對內容，同意就發布，不同意就退回。",
    "Please check it: publish it, or return it with a word why.",
)
RETURNED = Words("您的公告稿退回来了", "您的公告稿退回來了", "Your draft was returned")
SEE_WHY = Words("打开看要改什么。", "打開看要改什麼。", "Open it to see what to change.")
WENT_OUT = Words("上级直接发布了公告", "上級直接發布了公告", "A notice went out to your ground")
ALL_TOLD = Words(
    "住户已经同时收到，您不用再转发。",
    "住戶已經同時收到，您不用再轉發。",
    "Households have it at this same moment. You need not pass it on.",
)
TURN = Words("有公告等您转发", "有公告等您轉發", "A notice waits for you to pass it on")
PLEASE_PASS_ON = Words(
    "请看过后转发，{minutes} 分钟后会自动转发。",
    "請看過後轉發，{minutes} 分鐘後會自動轉發。",
    "Please read it and pass it on; in {minutes} minutes it passes by itself.",
)

DOORS = Words("有住户还没收到公告", "有住戶還沒收到公告", "Households have not got a notice")
PLEASE_GO = Words(
    "您负责的 {count} 户还没收到，请打电话或上门告诉他们。",
    "您負責的 {count} 戶還沒收到，請打電話或上門告訴他們。",
    "{count} of yours have not got it. Please call or knock and tell them.",
)


def link(notice: UUID) -> str:
    """The page of a notice."""
    return f"/notices/{nodes.opaque('Notice', notice)}"


def hint(notice: Notice, people: Iterable[UUID] = ()) -> None:
    """Have the screens of those who decide about a notice, and of who drafted it, ask again."""
    live.changed("Notice", notice.id, path=notice.grid.path, people=[notice.drafted_by_id, *people])


async def deciders(path: str, besides: Iterable[UUID | None] = ()) -> list[UUID]:
    """Who decides for the grid at this path, or for the nearest one above that has somebody else."""
    return await finding.nearest(path, *rules.DECIDE, besides=besides)


async def of_draft(notice: Notice, besides: UUID) -> None:
    """Tell those who decide that there is a draft for them."""
    people = await deciders(notice.grid.path, [besides])
    await _tell(people, notice, DRAFTED, PLEASE_DECIDE)


async def of_proposal(notice: Notice, besides: UUID) -> None:
    """Tell the others who decide that one of them would publish it."""
    people = await deciders(notice.grid.path, [besides])
    await _tell(people, notice, PROPOSED, PLEASE_APPROVE, urgent=notice.is_urgent)


async def of_return(notice: Notice, people: Iterable[UUID | None]) -> None:
    """Tell its author, and who proposed it, that it is a draft again."""
    await _tell([person for person in people if person], notice, RETURNED, SEE_WHY)


async def of_turn(notice: Notice, relay: Relay, people: list[UUID]) -> None:
    """Tell those who are to pass it on in a grid: of each of their grids for itself."""
    minutes = {"minutes": notice.relay_minutes}
    await _tell(people, notice, TURN, PLEASE_PASS_ON, about=relay.id, urgent=True, values=minutes)


async def of_turn_over(relay: Relay, people: Iterable[UUID]) -> None:
    """Nobody is asked any more to pass it on in a grid: somebody did, the time was over, or it holds no longer."""
    await outbox.end(people, Kind.NOTICE, relay.id)


async def of_going_out(notice: Notice, grounds: list[Grid]) -> None:
    """Tell who holds a post in the tiers above these grounds, up to the top, that households have it now."""
    above = sorted({path for ground in grounds for path in paths.ancestors(paths.parent(ground.path))})
    holders = await _holding(Q(path__in=above))
    besides = {notice.published_by_id, notice.drafted_by_id}
    people = [person for person in holders if person not in besides]
    await _tell(people, notice, WENT_OUT, ALL_TOLD, urgent=notice.is_urgent)


async def of_doors(notice: Notice, doors: Mapping[UUID, int]) -> None:
    """Tell whoever answers for households that it has not reached how many these are."""
    for count in sorted(set(doors.values())):
        people = [person for person, number in doors.items() if number == count]
        await _tell(
            people,
            notice,
            DOORS,
            PLEASE_GO,
            page=f"{link(notice.id)}/unreached",
            urgent=notice.is_urgent,
            values={"count": count},
        )


async def _holding(grids: Q) -> list[UUID]:
    """Who holds a post that decides in one of these grids."""
    there = Subquery(Grid.filter(grids, closed_at__isnull=True).values("id"))
    rows = await Post.filter(Post.held_now(), grid_id__in=there, role__in=rules.DECIDE).values("person_id")
    return list(dict.fromkeys(row["person_id"] for row in rows))


async def _tell(
    people: Iterable[UUID],
    notice: Notice,
    title: Words,
    text: Words,
    *,
    page: str | None = None,
    about: UUID | None = None,
    urgent: bool = False,
    values: dict[str, outbox.Value] | None = None,
) -> None:
    await outbox.queue(
        people,
        Kind.NOTICE,
        wording.marked(notice, title),
        text,
        link=page or link(notice.id),
        about=about or notice.id,
        urgent=urgent,
        values=values,
    )
