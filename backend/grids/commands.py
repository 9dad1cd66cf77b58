"""What the person at the place's computer does about grids: loading them, and appointing the first leader."""

from pathlib import Path
from typing import Annotated, Any

import typer

from backend import database, settings
from backend.access import codes
from backend.access.codes import Code
from backend.access.models import Person
from backend.grids import imports, posts
from backend.grids.faults import BadFile
from backend.kit import terminal, work
from backend.kit.refusals import Refused
from backend.kit.words import Words

SHOWN = 50
"""Faults that are printed; nobody reads more at once."""

LOADED = Words(
    "已加载：新增 {added}，修改 {changed}，未变 {same}。",
    "已載入：新增 {added}，修改 {changed}，未變 {same}。",
    "Loaded: {added} new, {changed} changed, {same} as before.",
)
NOT_LOADED = Words(
    "文件有 {count} 处错误，什么都没有加载：",
    "檔案有 {count} 處錯誤，什麼都沒有載入：",
    "Nothing was loaded. Faults in this file: {count}",
)
LINE = Words("  第 {line} 行：{reason}", "  第 {line} 行：{reason}", "  line {line}: {reason}")
AND_MORE = Words("  …… 还有 {count} 处", "  …… 還有 {count} 處", "  … and {count} more")
APPOINTED = Words(
    "{name} 现在负责“{grid}”。\n请 {name} 打开 {link} ，输入手机号 {phone} 和验证码 {code}（{minutes} 分钟内有效，只能用一次）。",
    "{name} 現在負責「{grid}」。\n請 {name} 開啟 {link} ，輸入手機號碼 {phone} 和驗證碼 {code}（{minutes} 分鐘內有效，只能用一次）。",
    "{name} now leads {grid}.\nThey open {link} and enter the number {phone} and the code {code} (once, within {minutes} minutes).",
)


def import_grids(
    file: Annotated[
        Path,
        typer.Argument(help="A CSV file in UTF-8: code,name,tier,parent_code", exists=True, dir_okay=False),
    ],
) -> None:
    """Load the grids of a place from a CSV file, all of them or none.

    The first line names the columns: code,name,tier,parent_code; a column tier_name may say what people call a
    level (大网格). Tiers: city, district, town, community, grid, micro_grid. Lines may stand in any order; a parent
    may be in the file or known already; an empty parent_code is the top. Loading a file again changes what it says
    otherwise and doubles nothing. Five real places lie in backend/grids/divisions.
    """
    try:
        outcome = database.run(imports.load(file.read_bytes()))
    except BadFile as bad:
        terminal.tell(NOT_LOADED, count=len(bad.faults))
        for fault in bad.faults[:SHOWN]:
            terminal.tell(LINE, line=fault.line, reason=fault.reason)
        if len(bad.faults) > SHOWN:
            terminal.tell(AND_MORE, count=len(bad.faults) - SHOWN)
        raise typer.Exit(1) from bad
    terminal.tell(LOADED, added=outcome.added, changed=outcome.changed, same=outcome.same)


def appoint(
    grid: Annotated[str, typer.Option(help="The grid's code, as in the file it was loaded from.")],
    name: Annotated[str, typer.Option(help="The leader's name.")],
    phone: Annotated[str, typer.Option(help="The number with which they will sign in.")],
    replace: Annotated[bool, typer.Option(help="End the post of whoever leads this grid now.")] = False,
) -> None:
    """Appoint the leader of a grid: the first one of a new place, or one whose phone is lost.

    Prints a code with which they sign in once, now. All others are appointed in the app.
    """
    try:
        told = database.run(work.unit(lambda: _appointed(grid, name, phone, replace)))
    except Refused as refusal:
        typer.echo(refusal.words.text(terminal.language(), **refusal.values()), err=True)
        raise typer.Exit(1) from refusal
    terminal.tell(APPOINTED, **told)


async def _appointed(code: str, name: str, phone: str, replace: bool) -> dict[str, Any]:
    post = await posts.install(code, name, phone, replace=replace)
    await post.fetch_related("grid", "person")
    person: Person = post.person
    number = person.phone or ""
    sign_in = await Code.make(number)
    return {
        "name": person.name,
        "grid": post.grid.name,
        "link": f"{settings.settings().origin}/sign-in",
        "phone": number,
        "code": sign_in.digits,
        "minutes": int(codes.LIFETIME.total_seconds() / 60),
    }
