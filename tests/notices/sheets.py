"""Notices that went out, put into the tables as they stand there, for tests of what everybody may read."""

from datetime import timedelta
from typing import Any

from backend.grids.models import Grid
from backend.kit import clock
from backend.kit.words import Language
from backend.notices.kinds import NoticeKind, Way
from backend.notices.models import Notice, NoticeGround, NoticeState, NoticeStop, NoticeText, Relay
from tests.community import Town

HANS = {
    "headline": "明早八点全员核酸检测",
    "short": "请带身份证，戴口罩，按楼栋排队，人与人隔开一米。",
    "body": "## 时间\n\n1月30日 **8 点**到 12 点。\n\n- 带身份证\n- 戴口罩\n",
}


async def notice(
    town: Town, *grounds: Grid, texts: dict[Language, dict[str, str]] | None = None, **columns: Any
) -> Notice:
    """Something published a moment ago by the community, direct, for the east grid unless others are named."""
    given: dict[str, Any] = {
        "grid_id": town.community.id,
        "code": "K7M2Q9XA",
        "kind": NoticeKind.BULLETIN,
        "state": NoticeState.PUBLISHED,
        "drafted_by_id": town.above.id,
        "published_by_id": town.above.id,
        "published_at": clock.now(),
    }
    made = await Notice.create(**(given | columns))
    for language, said in (texts or {Language.ZH_HANS: HANS}).items():
        await NoticeText.create(notice_id=made.id, language=language, **said)
    for ground in grounds or (town.east,):
        await NoticeGround.create(notice_id=made.id, grid_id=ground.id)
        if made.way is Way.DIRECT and made.state is not NoticeState.DRAFT:
            await relay(made, ground)
    return made


async def relay(made: Notice, grid: Grid, line: str = "", *, covers_below: bool = True) -> Relay:
    """It has been passed on at this grid."""
    return await Relay.create(
        notice_id=made.id,
        grid_id=grid.id,
        covers_below=covers_below,
        by_hand=bool(line),
        line=line,
        due_at=clock.now(),
        passed_at=clock.now(),
    )


async def stop(made: Notice, place: str, hours: int = 1) -> NoticeStop:
    """Somebody who is ill was there this morning."""
    begins = clock.now() - timedelta(hours=10)
    return await NoticeStop.create(
        notice_id=made.id, place=place, begins_at=begins, ends_at=begins + timedelta(hours=hours)
    )
