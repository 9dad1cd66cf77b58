"""Lianxin's own server with a bug in it: whoever asks for a code meets an error that names somebody.

python -m tests.broken_server serve --port 8000
"""

from typing import Any
from unittest.mock import patch

from backend import cli
from backend.access import codes

NAMED = "王芳 13800000001"


async def stumble(*_given: Any) -> None:
    """Fail as a database does, which quotes the row that it will not take."""
    try:
        raise KeyError(NAMED)
    except KeyError as error:
        raise ExceptionGroup(NAMED, [ValueError(f"{NAMED} exists already")]) from error


if __name__ == "__main__":
    with patch.object(codes, "request", stumble):
        cli.app()
