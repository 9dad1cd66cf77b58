"""Lianxin's own server whose clock stands still: it shows the moment that stands in a file beside its rows.

LIANXIN_HOME=folder python -m tests.held_server serve --port 8000
"""

import os
from datetime import datetime, tzinfo
from pathlib import Path
from unittest.mock import patch

from backend import cli
from backend.kit import clock

FILE = "clock"


def shows(home: Path, moment: datetime) -> None:
    """Let the server of this home show this moment from now on; it never reads half of one."""
    beside = home / "clock.new"
    beside.write_text(moment.isoformat())
    os.replace(beside, home / FILE)


class Held:
    """A clock that somebody else moves on, in place of the computer's."""

    @staticmethod
    def now(tz: tzinfo) -> datetime:
        """The moment that is written there."""
        written = (Path(os.environ["LIANXIN_HOME"]) / FILE).read_text()
        return datetime.fromisoformat(written).astimezone(tz)


if __name__ == "__main__":
    # Columns took `clock.now` as their default long ago: it is asked in the middle.
    with patch.object(clock, "datetime", Held):
        cli.app()
