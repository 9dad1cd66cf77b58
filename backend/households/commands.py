"""`lianxin import households`: a list of residents, at the place's own computer."""

import asyncio
from pathlib import Path
from typing import Annotated, NoReturn
from uuid import UUID

import typer

from backend import database
from backend.access.actor import Actor, Holding
from backend.access.models import Role
from backend.grids.models import Grid
from backend.households import imports
from backend.households.imports import Plan
from backend.households.sheets import BadSheet, Fault
from backend.kit import words
from backend.kit.words import Language

THE_COMPUTER = UUID(int=0)
"""Who does it where nobody is signed in."""


def import_households(
    file: Annotated[
        Path, typer.Argument(help="CSV or XLSX with the columns building, unit, room, name, phone …")
    ],
    grid: Annotated[str, typer.Option(help="The code of the grid that the doors belong to.")],
    apply: Annotated[
        bool, typer.Option("--apply", help="Do it. Without this it only says what it would do.")
    ] = False,
) -> None:
    """Put the doors and residents of a list on the list of a grid; again without doubles.

    Columns: building, unit, room, name, phone, is_head, birth_year, needs, notes, grid; or 楼栋 单元 房号 姓名 手机
    户主 出生年份 需要关照 备注 网格编码. A file with any fault loads nothing and says every line and reason.
    """
    with words.reader(Language.EN):
        try:
            plan = asyncio.run(_import(file.read_bytes(), grid, apply))
        except BadSheet as bad:
            _fail(bad.faults)
    if plan.faults:
        _fail(plan.faults)
    for door in plan.new_doors:
        typer.echo(door)
    done = "done" if apply else "nothing is written yet: add --apply"
    typer.echo(
        f"{len(plan.new_doors)} new doors, {plan.known_doors} known, {plan.new_residents} new residents, "
        f"{plan.changed_residents} corrected; {done}"
    )


def _fail(faults: list[Fault]) -> NoReturn:
    for fault in faults:
        typer.echo(f"line {fault.line}: {fault.reason}", err=True)
    raise typer.Exit(1)


async def _import(content: bytes, code: str, apply: bool) -> Plan:
    read = await imports.read(content)
    async with database.opened():
        grid = await Grid.get_or_none(code=code)
        if grid is None:
            raise typer.BadParameter(f"There is no grid with the code {code}.")
        holding = Holding(post=THE_COMPUTER, role=Role.LEADER, grid=grid.id, path=grid.path)
        actor = Actor(id=THE_COMPUTER, holdings=(holding,))
        return await (imports.apply if apply else imports.dry_run)(actor, grid.id, read)
