"""The clock that hangs on a grid's wall: by it times are shown to its people, and days begin and end."""

from uuid import UUID
from zoneinfo import ZoneInfo

from backend.access import audit
from backend.access.actor import Actor, subtree
from backend.access.models import Role
from backend.grids import rules
from backend.grids.models import Grid
from backend.kit import work
from backend.kit.refusals import BadInput
from backend.kit.words import Words

LENGTH = 40
BAD_ZONE = Words("请从列表里选时区。", "請從清單裡選時區。", "Please choose a time zone from the list.")


@work.verb
async def set_time_zone(
    actor: Actor, grid: UUID, zone: str, *, version: int, key: UUID | None = None
) -> Grid:
    """Show times in a grid, and in all that stands below it, by another clock; empty for the place's own."""
    found = await rules.get(actor, grid, Role.LEADER)
    zone = parse(zone)

    await rules.change(found, version, time_zone=zone)
    await Grid.filter(subtree(found.path)).update(time_zone=zone)
    await audit.note(actor, "setTimeZone", "Grid", grid)
    return found


def parse(text: str) -> str:
    """A zone as the IANA list calls it, or empty; `BadInput` where there is no such zone."""
    zone = text.strip()
    if zone and (len(zone) > LENGTH or not _is_known(zone)):
        raise BadInput(field="timeZone", reason=BAD_ZONE)
    return zone


def _is_known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (LookupError, ValueError, OSError):
        return False
    return True
