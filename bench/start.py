"""How long `lianxin serve` takes until it answers: on an empty folder with the demo community, and after that."""

import time
from pathlib import Path

from bench import _figures, _place
from tests import servers

FIRST = 60.0
AGAIN = 3.0
"""Seconds that a start may take, the first and every later one."""
TIMES = 3


def main() -> None:
    with _place.home() as folder:
        _show("the first start, with the demo community", _started(folder), FIRST)
        _show("a later start", min(_started(folder) for _ in range(TIMES)), AGAIN)


def _started(folder: Path) -> float:
    begun = time.perf_counter()
    with servers.lianxin(folder, LIANXIN_DEMO="1"):
        return time.perf_counter() - begun


def _show(figure: str, seconds: float, limit: float) -> None:
    _figures.show(
        figure,
        seconds,
        "s",
        compared_with="the longest that it may take",
        compared_value=limit,
        aim="ratio ≤ 1",
        digits=2,
    )


if __name__ == "__main__":
    main()
