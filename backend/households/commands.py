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
from backend.kit import words
from backend.kit.refusals import Refused
from backend.kit.words import Language

THE_COMPUTER = UUID(int=0)
"""Who does it where nobody is signed in."""

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
    done = "done" if apply else "nothing is written yet: add --apply"
    typer.echo(
        f"{len(plan.new_doors)} new doors, {plan.known_doors} known, {plan.new_residents} new residents, "
        f"{plan.changed_residents} corrected; {done}"
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
    terminal = io.StringIO()
    drawn.terminal(terminal, compact=True)
    typer.echo(terminal.getvalue())
    typer.echo(f"{link}\n{invitations.spaced(invitation.code)}\nfor {uses} people, {days} days")


def _run(work: Coroutine[Any, Any, T]) -> T:
    with words.reader(Language.EN):
        try:
            return database.run(work)
        except BadSheet as bad:
            _fail(bad.faults)
        except Refused as refusal:
            typer.echo(refusal.message(), err=True)
            raise typer.Exit(1) from refusal


def _fail(faults: list[Fault]) -> NoReturn:
    for fault in faults:
        typer.echo(f"line {fault.line}: {fault.reason}", err=True)
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
        raise typer.BadParameter("Nobody leads this grid or one above it. Appoint a leader first.")
    return await invitations.invite_to_grid(
        _leading(leader.person_id, leader.id, ground), ground.id, days, uses
    )


async def _ground(code: str) -> Grid:
    found = await Grid.get_or_none(code=code)
    if found is None:
        raise typer.BadParameter(f"There is no grid with the code {code}.")
    return found


def _leading(person: UUID, post: UUID, ground: Grid) -> Actor:
    holding = Holding(post=post, role=Role.LEADER, grid=ground.id, path=ground.path)
    return Actor(id=person, holdings=(holding,))
