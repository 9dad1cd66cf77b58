"""Paths: where a grid stands in the tree, written so that everything below it is one range of text.

A path is the parent's path and one step: six characters of 0–9 and a–z, counted up among siblings.
"""

from backend.access import actor
from backend.kit import live

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
STEP, LAST = live.STEP, actor.LAST
DEEPEST = 20
"""How many grids may stand one below another."""


def written(number: int) -> str:
    """A step as it stands in a path."""
    text = ""
    for _ in range(STEP):
        number, digit = divmod(number, len(DIGITS))
        text = DIGITS[digit] + text
    return text


def step(path: str) -> int:
    """The number of a path's last step."""
    return int(path[-STEP:], len(DIGITS))


def parent(path: str) -> str:
    """The path of the grid just above; empty at the top."""
    return path[:-STEP]


def depth(path: str) -> int:
    """How many grids stand from the top to this one, both counted."""
    return len(path) // STEP


def ancestors(path: str) -> list[str]:
    """The paths from the top down to this one, which is the last of them."""
    return [path[:end] for end in range(STEP, len(path) + 1, STEP)]


def next_step(last: str | None) -> str:
    """The step after the last sibling's; the first one where there is no sibling."""
    return written(step(last) + 1 if last else 1)
