"""Thirteen more volunteers, so that a week's rota finds its eight people and some are left over."""

from backend.access import people as access
from backend.access import sessions
from backend.demo.community import acting, grid_id
from backend.demo.people import CHEN, FIRST, GRID_LEADER, ZHOU, Neighbour
from backend.grids.models import Tier
from backend.volunteers import applying, deciding
from backend.volunteers.models import Skill
from backend.volunteers.offers import Hours, Offer

NAMES = [
    "高远",
    "林静",
    "何平",
    "罗敏",
    "宋杰",
    "唐悦",
    "韩冰",
    "冯雪",
    "董亮",
    "袁梅",
    "邓凯",
    "许晴",
    "傅强",
]
OTHERS = tuple(Neighbour(name, f"138000002{number:02}", FIRST) for number, name in enumerate(NAMES, 1))
EIGHT = (CHEN, ZHOU, *OTHERS[:6])
"""Whom the leader puts on the rota."""
NINTH, *FREE = OTHERS[6:]
"""Those who are on no rota; they are asked after the eight, in this order."""
ALL_DAY = tuple(Hours(weekday, 0, 24 * 60) for weekday in range(1, 8))


async def come() -> None:
    """They offer to help, and the leader says yes."""
    leader, grid = await acting(GRID_LEADER), await grid_id(FIRST)
    for one in OTHERS:
        person = await access.enrol(one.name, access.parse_phone(one.phone), grid)
        offer = Offer((Skill.CARRYING,), ALL_DAY, Tier.GRID)
        volunteer = await applying.apply(await sessions.acting_as(person.id), grid, offer)
        await deciding.approve(leader, volunteer.id)
