"""How a grid, and all below that set nothing of their own, publishes and reaches."""

from collections.abc import Sequence
from uuid import UUID

from backend.access import audit
from backend.access.actor import Actor
from backend.access.models import Role
from backend.grids import rules as grids
from backend.grids.models import Grid
from backend.kit import live, nodes, work
from backend.kit.refusals import BadInput, Changed, NotFound
from backend.kit.words import Words
from backend.notices import in_force, rules
from backend.notices.channel_models import Channel, NoticeSettings
from backend.notices.in_force import InForce
from backend.notices.writing import checks

LATEST = 1440
"""Minutes after which a channel's turn comes at the latest: a day."""

BAD_MINUTES = Words("请填 0 到 1440 分钟。", "請填 0 到 1440 分鐘。", "Choose between 0 and 1,440 minutes.")
TWICE = Words(
    "同一种渠道写了两次，请删去一个。",
    "同一種管道寫了兩次，請刪去一個。",
    "One channel is there twice. Please remove one of them.",
)
OUT_OF_ORDER = Words(
    "后面的渠道不能比前面的早，请调整时间。",
    "後面的管道不能比前面的早，請調整時間。",
    "A later channel cannot have its turn before an earlier one. Please change the minutes.",
)
DOOR_LAST = Words(
    "最后一个必须是上门：还没看到的住户，由联络员去告诉。",
    "最後一個必須是上門：還沒看到的住戶，由聯絡員去告訴。",
    "The door comes last, and always: whom nothing else reached is visited.",
)


async def of(actor: Actor, grid: UUID) -> tuple[Grid, InForce]:
    """What holds for a grid for which the actor may draft."""
    ground = await Grid.get_or_none(id=grid)
    if ground is None or not rules.may_draft(actor, ground.path):
        raise NotFound
    return ground, await in_force.at(ground.path)


@work.verb
async def change(
    actor: Actor,
    grid: UUID,
    steps: Sequence[tuple[Channel, int]],
    version: int,
    *,
    two_people: bool,
    relay_minutes: int,
    key: UUID | None = None,
) -> NoticeSettings:
    """Set for a grid how it publishes and reaches; `version` is 0 where it has set nothing yet."""
    ground = await grids.get(actor, grid, Role.LEADER)
    grids.refuse_closed(await grids.hold(grid))
    known = await NoticeSettings.get_or_none(grid_id=grid)
    if (known.version if known else 0) != version:
        raise Changed(version=known.version if known else 0, node=nodes.opaque("Grid", grid))
    _check(steps)
    if not 1 <= relay_minutes <= LATEST:
        raise BadInput(field="relayMinutes", reason=checks.BAD_MINUTES)

    kept = known or NoticeSettings(grid_id=grid, version=0)
    kept.two_people, kept.relay_minutes = two_people, relay_minutes
    kept.steps = [{"channel": channel.value, "minutes": minutes} for channel, minutes in steps]
    kept.version += 1
    await kept.save()
    await audit.note(actor, "setNoticeSettings", "Grid", grid, two_people=two_people)
    live.changed("NoticeSettings", path=ground.path)
    return kept


def _check(steps: Sequence[tuple[Channel, int]]) -> None:
    channels, minutes = [channel for channel, _ in steps], [after for _, after in steps]
    if not channels or channels[-1] is not Channel.DOOR:
        raise BadInput(field="steps", reason=DOOR_LAST)
    if len(set(channels)) < len(channels):
        raise BadInput(field="steps", reason=TWICE)
    if not all(0 <= after <= LATEST for after in minutes):
        raise BadInput(field="steps", reason=BAD_MINUTES)
    if minutes != sorted(minutes):
        raise BadInput(field="steps", reason=OUT_OF_ORDER)
