"""Loads the demo into an empty database, and says how to look at it."""

from backend.demo import community, duties, notices, people, story
from backend.demo.people import Neighbour
from backend.kit import work

SHOWN: tuple[tuple[str, str, Neighbour], ...] = (
    ("居民 Resident", "has asked for formula and sees each step", people.MOTHER),
    (
        "志愿者 Volunteer",
        "sees what is needed nearby by hours left, and when they stand at the gate",
        people.CHEN,
    ),
    ("网格长 Grid leader", "answers for 第一网格: needs, people, stock", people.GRID_LEADER),
    ("镇级负责人 Town leader", "sees all of 余新镇, and the way down", people.TOWN_LEADER),
)


async def load_if_empty() -> bool:
    """Load the demo community where nothing has been loaded yet; whether it was."""
    if await community.is_there():
        return False
    await work.unit(_load)
    return True


async def _load() -> None:
    """All of it or nothing: half a community would never be completed."""
    await community.build()
    await story.tell()
    await duties.tell()
    await notices.tell()


def how_to_sign_in(origin: str) -> str:
    """What to type to look at the demo as each of its people."""
    # The number first: Chinese names and columns of a terminal do not line up.
    rows = "\n".join(f"  {person.phone}  {who}, {person.name}: {why}" for who, why, person in SHOWN)
    return (
        f"\nLianxin 连心 is at {origin}\n"
        f"Sign in with one of these numbers; the code appears on the screen (demo only):\n{rows}\n"
    )
