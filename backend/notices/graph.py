"""Notices in the graph: what has come to me and my ground, and one of them."""

from typing import Annotated
from uuid import UUID

import strawberry
from strawberry.types import Info

from backend.access.actor import Actor
from backend.access.context import Context
from backend.access.gates import signed_in
from backend.grids import graph as grids
from backend.kit import away, nodes, pages, selections
from backend.kit.arguments import After, First
from backend.kit.nodes import Node
from backend.kit.pages import Connection
from backend.kit.refusals import NotFound
from backend.notices import opening, reading, rules
from backend.notices.kinds import Earnest
from backend.notices.models import OUT, NoticeState
from backend.notices.reach import receipts
from backend.notices.reach.receipts import Seen, Sight
from backend.notices.reach_models import Receipt, Via
from backend.notices.shown import MyReceipt, Notice

OWN = frozenset({"id", "mine", "__typename"})
"""What a phone asks back that reports: all of it is known by then."""

NoticeId = Annotated[strawberry.ID, strawberry.argument(description="Which notice.")]


@strawberry.type
class NoticesQuery:
    @strawberry.field(
        extensions=[signed_in()],
        description="Notices that have come to me, the latest first; with `grid` those of a grid that I look after.",
    )
    async def notices(
        self,
        info: Info[Context, None],
        grid: Annotated[
            strawberry.ID | None,
            strawberry.argument(
                description="Only those that this grid or one below it speaks, drafts too, and those that have come to its ground."
            ),
        ] = None,
        state: Annotated[
            list[NoticeState] | None,
            strawberry.argument(
                description="Only those that stand like this; without a grid, what went out."
            ),
        ] = None,
        earnest: Annotated[
            list[Earnest] | None,
            strawberry.argument(description="Only what is meant, or only drills or tests."),
        ] = None,
        first: First = pages.MOST,
        after: After = None,
    ) -> Connection[Notice]:
        me = info.context.me
        standing = await rules.standing_of(me)
        found = rules.visible(me, standing)
        if grid:
            found = found.filter(rules.of_ground(await grids.reached(info, nodes.row_of("Grid", grid))))
        elif state is None:
            state = list(OUT)
        if state is not None:
            found = found.filter(state__in=state)
        if earnest is not None:
            found = found.filter(earnest__in=earnest)
        wanted = _wanted(info)
        page = await pages.page(
            found, *reading.columns(wanted), order=_order(state), first=first, after=after
        )
        made = await reading.notices(me, standing, page.rows, wanted)
        return Connection(nodes=made, page_info=page.info)

    @strawberry.field(
        extensions=[signed_in()], description="One notice that has come to me, or that I decide about."
    )
    async def notice(
        self,
        info: Info[Context, None],
        id: NoticeId,  # noqa: A002
        shown_by: Annotated[
            Via | None,
            strawberry.argument(
                description="Also note that it is on my screen now, by this, as `recordShown` does; "
                "`mine` tells whether it is noted."
            ),
        ] = None,
    ) -> Notice | None:
        me, notice = info.context.me, nodes.row_of("Notice", id)
        if shown_by is None or me.person is None:
            return await one(me, notice, info)
        return await _noted(me, Sight(notice, Seen.SHOWN, receipts.on_a_screen(shown_by)), info)


def _order(state: list[NoticeState] | None) -> tuple[str, ...]:
    """What went out by when it did; drafts, which have not, by when they were begun."""
    is_out = state is not None and set(state) <= set(OUT)
    return ("-published_at", "-id") if is_out else ("-drafted_at", "-id")


def _wanted(info: Info[Context, None]) -> frozenset[str]:
    """What the document asks for of notices, of their texts, and of the grids that speak."""
    return selections.names(info, "Notice", "NoticeText", "Grid")


async def one(me: Actor, notice: UUID, info: Info[Context, None] | None = None) -> Notice | None:
    """A notice that the actor may see; with all there is of it where no document says what it wants."""
    standing = await rules.standing_of(me)
    wanted = _wanted(info) if info else reading.EVERYTHING
    rows = await reading.rows(rules.visible(me, standing, notice), wanted)
    made = await reading.notices(me, standing, rows, wanted)
    return made[0] if made else None


async def _noted(me: Actor, sight: Sight, info: Info[Context, None]) -> Notice | None:
    """The notice, noted as shown; while nothing can be written, reading goes on all the same."""
    try:
        return await seen(me, sight, info)
    except NotFound:
        return None
    except Exception as error:
        if not away.is_away(error):
            raise
        return await one(me, sight.notice, info)


async def seen(me: Actor, sight: Sight, info: Info[Context, None]) -> Notice:
    """Note how far a notice came in the actor's household, and give it as the document asks; `NotFound` where it did not.

    Whoever may read it without being counted, as who decides about it does, just reads it.
    """
    try:
        known = await receipts.record(me, sight)
    except NotFound:
        known = None
    found = (
        await _of_receipt(me, known, info)
        if isinstance(known, Receipt)
        else await one(me, sight.notice, info)
    )
    if found is None:
        raise NotFound
    return found


async def _of_receipt(me: Actor, receipt: Receipt, info: Info[Context, None]) -> Notice | None:
    wanted = _wanted(info)
    if wanted <= OWN:
        return _bare(receipt)
    if me.holdings:
        # Posts see more of a notice than its households do.
        return await one(me, receipt.notice_id, info)
    return await opening.opened(me, receipt, wanted)


def _bare(receipt: Receipt) -> Notice:
    """A notice of which the document shows the receipt alone.

    While a whole district reads, nothing is looked up for that.
    """
    made: Notice = object.__new__(Notice)
    made.id, made.row = nodes.opaque("Notice", receipt.notice_id), receipt.notice_id
    made.mine = MyReceipt(**{name: getattr(receipt, name) for name in opening.RECEIPT})
    return made


@nodes.loads("Notice")
async def _load(actor: Actor, notice: UUID) -> Node | None:
    return await one(actor, notice)
