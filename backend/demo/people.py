"""The invented people of the demo community. Their numbers are nobody's: the demo sends nothing out."""

from dataclasses import dataclass

from backend.access.models import Role


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Somebody with a post or an offer to help."""

    name: str
    phone: str
    grid: str
    role: Role | None = None


TOWN = "330402101"
COMMUNITY = "330402101001"
FIRST, RIVERSIDE, OSMANTHUS = f"{COMMUNITY}-1", f"{COMMUNITY}-1-1", f"{COMMUNITY}-1-2"
SECOND, NEW_GARDEN = f"{COMMUNITY}-2", f"{COMMUNITY}-2-1"

TOWN_LEADER = Neighbour("沈国强", "13800000001", TOWN, Role.LEADER)
SECRETARY = Neighbour("陆建华", "13800000002", COMMUNITY, Role.LEADER)
GRID_LEADER = Neighbour("王芳", "13800000003", FIRST, Role.LEADER)
MEMBER = Neighbour("李建平", "13800000004", FIRST, Role.MEMBER)
LIAISON = Neighbour("朱美珍", "13800000005", RIVERSIDE, Role.LIAISON)
OTHER_LIAISON = Neighbour("金阿宝", "13800000010", OSMANTHUS, Role.LIAISON)
OTHER_LEADER = Neighbour("钱卫民", "13800000011", SECOND, Role.LEADER)

BELOW_THE_TOWN = (SECRETARY, GRID_LEADER, MEMBER, LIAISON, OTHER_LIAISON, OTHER_LEADER)

CHEN = Neighbour("陈晨", "13800000006", FIRST)
ZHOU = Neighbour("周洋", "13800000007", FIRST)
APPLICANT = Neighbour("吴倩", "13800000012", FIRST)

MOTHER = Neighbour("徐静", "13800000008", RIVERSIDE)
OLD_MAN = Neighbour("顾福根", "13800000009", RIVERSIDE)
EXPECTING = Neighbour("沈佳怡", "13800000013", OSMANTHUS)
FAMILY = Neighbour("马志强", "13800000014", OSMANTHUS)
TEACHER = Neighbour("黄敏", "13800000015", NEW_GARDEN)
"""Those who live behind a door of the demo and have a phone."""
