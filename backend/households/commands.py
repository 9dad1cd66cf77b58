"""What the person at the place's computer does about households: bringing in a list, and inviting residents."""

import io
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar
from uuid import UUID

import segno
import typer

from backend import database
from backend.access.actor import Actor, Holding
from backend.access.models import Post, Role
from backend.grids import rules as grids
from backend.grids.models import Grid
from backend.households import imports, invitations
from backend.households.imports import Plan
from backend.households.models import Invitation
from backend.households.sheets import BadSheet, Fault
from backend.kit import terminal, words
from backend.kit.refusals import Refused
from backend.kit.words import Words

THE_COMPUTER = UUID(int=0)
"""Who does it where nobody is signed in."""

WOULD_DO = Words(
    "新门牌 {doors} 个，已有 {known} 个，新居民 {residents} 位，更正 {corrected} 位；还没有写入：确认后加上 --apply",
    "新門牌 {doors} 個，已有 {known} 個，新居民 {residents} 位，更正 {corrected} 位；還沒有寫入：確認後加上 --apply",
    "New doors: {doors}; known: {known}; new residents: {residents}; corrected: {corrected}. Nothing is written yet: add --apply",
)
DONE = Words(
    "新门牌 {doors} 个，已有 {known} 个，新居民 {residents} 位，更正 {corrected} 位；已写入",
    "新門牌 {doors} 個，已有 {known} 個，新居民 {residents} 位，更正 {corrected} 位；已寫入",
    "New doors: {doors}; known: {known}; new residents: {residents}; corrected: {corrected}. Done",
)
LINE = Words("第 {line} 行：{reason}", "第 {line} 列：{reason}", "line {line}: {reason}")
LETS_IN = Words(
    "可用 {uses} 人次，{days} 天内有效",
    "可用 {uses} 人次，{days} 天內有效",
    "people: {uses}, days: {days}",
)
NO_GRID = Words(
    "没有编码为 {code} 的网格。", "沒有編碼為 {code} 的網格。", "There is no grid with the code {code}."
)
NO_LEADER = Words(
    "这个网格和它的上级都还没有人负责。请先用 lianxin appoint 任命负责人。",
    "這個網格和它的上級都還沒有人負責。請先用 lianxin appoint 任命負責人。",
    "Nobody leads this grid or one above it. Appoint a leader first: lianxin appoint",
)

T = TypeVar("T")
Code = Annotated[str, typer.Option("--grid", help="The grid's code.")]


def import_households(
    file: Annotated[
        Path,
        typer.Argument(help="CSV or XLSX: building, unit, room, name, phone …", exists=True, dir_okay=False),
    ],
    grid: Code,
    apply: Annotated[
        bool, typer.Option("--apply", help="Do it. Without this it only says what it would do.")
    ] = False,
) -> None:
    """Put the doors and residents of a list on the list of a grid; again without doubles.

    Columns: building, unit, room, name, phone, is_head, birth_year, needs, notes, grid; or 楼栋 单元 房号 姓名 手机
    户主 出生年份 需要关照 备注 网格编码. A file with any fault loads nothing and says every line and reason.
    """
    plan = _run(_import(file.read_bytes(), grid, apply))
    if plan.faults:
        _fail(plan.faults)
    for door in plan.new_doors:
        typer.echo(door)
    terminal.tell(
        DONE if apply else WOULD_DO,
        doors=len(plan.new_doors),
        known=plan.known_doors,
        residents=plan.new_residents,
        corrected=plan.changed_residents,
    )


def invite(
    grid: Code,
    days: Annotated[int, typer.Option(help="How long it lasts: 1 to 30.")] = 14,
    uses: Annotated[int, typer.Option(help="For how many people it is: 1 to 5000.")] = 500,
    svg: Annotated[Path | None, typer.Option(help="Write the QR code to this SVG file too.")] = None,
) -> None:
    """Invite the residents of a grid: prints a link, a code and a QR code that let them in without SMS.

    It is made in the name of the grid's leader, or of the nearest one above; appoint one first.
    """
    invitation = _run(_invite(grid, days, uses))
    link = invitations.link(invitation.code)
    drawn = segno.make(link, error="m")
    if svg:
        drawn.save(str(svg), kind="svg", scale=8)
    printed = io.StringIO()
    drawn.terminal(printed, compact=True)
    typer.echo(printed.getvalue())
    typer.echo(f"{link}\n{invitations.spaced(invitation.code)}")
    terminal.tell(LETS_IN, uses=uses, days=days)


def _run(work: Coroutine[Any, Any, T]) -> T:
    with words.reader(terminal.language()):
        try:
            return database.run(work)
        except BadSheet as bad:
            _fail(bad.faults)
        except Refused as refusal:
            typer.echo(refusal.message(), err=True)
            raise typer.Exit(1) from refusal


def _fail(faults: list[Fault]) -> NoReturn:
    for fault in faults:
        terminal.tell(LINE, as_error=True, line=fault.line, reason=fault.reason)
    raise typer.Exit(1)


async def _import(content: bytes, code: str, apply: bool) -> Plan:
    ground = await _ground(code)
    read = await imports.read(content)
    run = imports.apply if apply else imports.dry_run
    return await run(_leading(THE_COMPUTER, THE_COMPUTER, ground), ground.id, read)


async def _invite(code: str, days: int, uses: int) -> Invitation:
    ground = await _ground(code)
    above = Post.filter(Post.held_now(), role=Role.LEADER, grid__path__in=grids.ancestors(ground.path))
    leader = await above.order_by("-grid__path").first()
    if leader is None:
        raise typer.BadParameter(NO_LEADER.said())
    return await invitations.invite_to_grid(
        _leading(leader.person_id, leader.id, ground), ground.id, days, uses
    )


async def _ground(code: str) -> Grid:
    found = await Grid.get_or_none(code=code)
    if found is None:
        raise typer.BadParameter(NO_GRID.said(code=code))
    return found


def _leading(person: UUID, post: UUID, ground: Grid) -> Actor:
    holding = Holding(post=post, role=Role.LEADER, grid=ground.id, path=ground.path)
    return Actor(id=person, holdings=(holding,))
