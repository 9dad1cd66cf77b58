"""`lianxin audit`, as the place's keeper runs it."""

import asyncio
import sqlite3
from pathlib import Path

from typer.testing import CliRunner

from backend import database
from backend.access import audit, chain, chain_guard
from backend.cli import app
from tests import databases


async def _two_deeds() -> None:
    async with database.opened():
        await audit.note(None, "signIn", "Device")
        await audit.note(None, "signOut", "Device")
        await chain.chain_deeds()


def test_the_keeper_sees_whether_the_trail_is_whole(sqlite_template: Path, tmp_path: Path) -> None:
    with databases.pointing_to(databases.sqlite_copy(sqlite_template, tmp_path)):
        asyncio.run(_two_deeds())
        whole = CliRunner().invoke(app, ["audit"])
        assert (whole.exit_code, whole.output.strip()) == (
            0,
            "The audit trail is whole. Lines: 2; still to be chained: 0.",
        )

        file = sqlite3.connect(tmp_path / "lianxin.sqlite3")
        file.executescript(
            ";".join([*chain_guard.DOWN_ON_SQLITE, "UPDATE deed SET what = 'x' WHERE number = 2"])
        )
        file.close()
        broken = CliRunner().invoke(app, ["audit"])
        assert broken.exit_code == 1
        assert "broken at line 2" in broken.output
