"""How far a notice has come, as a sheet: one line for each grid, with all below it, and its tier to choose by.

Each line names the notice, marked where it is a drill: sheets of several are laid below each other.
"""

import codecs
import csv
import io

from tortoise.expressions import Q

from backend.access import actor as access
from backend.grids import graph, rules
from backend.grids.models import Grid, Tier
from backend.kit import texts
from backend.kit.words import Words
from backend.notices import wording
from backend.notices.reach import cascade, figures, headlines
from backend.notices.reach.cascade import Clock
from backend.notices.reach.figures import SUMMED, Figures
from backend.notices.reach.scope import Scope

NOTICE = Words("公告", "公告", "Notice")
CODE = Words("编码", "編碼", "Code")
NAME = Words("网格", "網格", "Grid")
TIER = Words("层级", "層級", "Tier")
TIERS = {
    Tier.CITY: Words("市", "市", "City"),
    Tier.DISTRICT: Words("区县", "區縣", "District"),
    Tier.TOWN: Words("镇街", "鎮街", "Town"),
    Tier.COMMUNITY: Words("社区（村）", "社區（村）", "Community"),
    Tier.GRID: Words("网格", "網格", "Grid"),
    Tier.MICRO_GRID: Words("微网格", "微網格", "Micro-grid"),
}
COLUMNS = {
    "households": Words("户数", "戶數", "Households"),
    "reached": Words("已触达", "已觸達", "Reached"),
    "shown": Words("已显示", "已顯示", "Shown"),
    "read": Words("已读", "已讀", "Read"),
    "answered": Words("已答复", "已答覆", "Answered"),
    "signed": Words("已签", "已簽", "Signed"),
    "told_by_phone": Words("电话告知", "電話告知", "Told by phone"),
    "told_at_door": Words("上门告知", "上門告知", "Told at the door"),
    "via_app": Words("先经应用", "先經應用程式", "First by the app"),
    "via_push": Words("先经推送", "先經推播", "First by a push"),
    "via_sms": Words("先经短信", "先經簡訊", "First by SMS"),
    "via_group": Words("先经群聊", "先經群聊", "First by a chat group"),
    "via_phone": Words("先经电话", "先經電話", "First by phone"),
    "via_door": Words("先经上门", "先經上門", "First at the door"),
}
ARRIVED = Words("到达时间", "到達時間", "Came there")
CLOCK = (
    Words("50% 用时（秒）", "50% 用時（秒）", "Seconds to 50 %"),
    Words("90% 用时（秒）", "90% 用時（秒）", "Seconds to 90 %"),
    Words("100% 用时（秒）", "100% 用時（秒）", "Seconds to 100 %"),
)

Cell = str | int


async def csv_of(scope: Scope) -> bytes:
    """The lines in the order of the tree; the mark in front tells Excel that it is UTF-8."""
    parts = figures.with_all_above(scope, await figures.by_grid(scope))
    clocks = await cascade.of_tiers(scope, parts)
    named = await _named(scope, list(parts))
    lines = [_line(named[path], one, clocks[path]) for path, one in parts.items()]
    called = texts.defused(_called(scope))
    written = io.StringIO(newline="")
    csv.writer(written).writerows([_header(), *([called, *line] for line in lines)])
    return codecs.BOM_UTF8 + written.getvalue().encode()


async def _named(scope: Scope, wanted: list[str]) -> dict[str, tuple[str, str, str]]:
    """The code of each of these grids, its name with those around it, and its tier."""
    around = Q(access.subtree(scope.path), path__in=scope.around, join_type="OR")
    rows = await Grid.filter(around).values("path", "code", "name", "tier")
    by_path = {row["path"]: row for row in rows}
    return {
        path: (
            by_path[path]["code"],
            graph.label_of([by_path[above] for above in rules.ancestors(path)]),
            TIERS[by_path[path]["tier"]].said(),
        )
        for path in wanted
    }


def _called(scope: Scope) -> str:
    """The notice's headline, with what has to be known before it."""
    told = headlines.edition(scope.notice)
    ended = wording.ended(told.state).said() + wording.mark(told.earnest).said()
    return ended + told.headline


def _header() -> list[str]:
    columns = [COLUMNS[name] for name in SUMMED]
    return [one.said() for one in (NOTICE, CODE, NAME, TIER, *columns, ARRIVED, *CLOCK)]


def _line(named: tuple[str, str, str], one: Figures, clock: Clock) -> list[Cell]:
    came = one.arrived_at.isoformat() if one.arrived_at else ""
    times = ["" if seconds is None else seconds for seconds in (clock.half, clock.ninety, clock.all)]
    return [*map(texts.defused, named), *(one.counts[name] for name in SUMMED), came, *times]
