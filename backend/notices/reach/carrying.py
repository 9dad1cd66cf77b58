"""What each channel did for a notice on one part of the tree."""

from datetime import datetime

from backend.kit import sql
from backend.notices.channel_models import Carried, Channel
from backend.notices.reach.scope import Scope
from backend.notices.reach.shown import ChannelShare

_IN_SCOPE = "grid.path >= ? AND grid.path <= ?"
_CARRIED = f"""
    SELECT notice_step.channel AS channel, '' AS state, min(notice_step.opens_at) AS opens,
        CASE WHEN count(notice_step.done_at) = count(*) THEN max(notice_step.done_at) END AS done,
        sum(notice_step.tried) AS number
    FROM notice_step JOIN relay ON relay.id = notice_step.relay_id JOIN grid ON grid.id = relay.grid_id
    WHERE notice_step.notice_id = ? AND ({_IN_SCOPE} OR grid.path IN ({{around}})) GROUP BY notice_step.channel
    UNION ALL
    SELECT 'GROUPS', group_post.state, NULL, NULL, count(*) FROM group_post
    JOIN chat_group ON chat_group.id = group_post.group_id JOIN grid ON grid.id = chat_group.grid_id
    WHERE group_post.notice_id = ? AND {_IN_SCOPE} GROUP BY group_post.state
    UNION ALL
    SELECT 'SMS', notice_sms.state, NULL, NULL, count(*) FROM notice_sms
    JOIN household ON household.id = notice_sms.household_id JOIN grid ON grid.id = household.grid_id
    WHERE notice_sms.notice_id = ? AND {_IN_SCOPE} GROUP BY notice_sms.state"""


async def of(scope: Scope) -> list[ChannelShare]:
    """The channels in the order of their turns."""
    whole = (scope.notice.id, *scope.range)
    statement = _CARRIED.format(around=sql.places(scope.around))
    found = await sql.rows(statement, *whole, *scope.around, *whole, *whole)
    taken = {(row["channel"], row["state"]): row["number"] for row in found}
    steps = sorted((row for row in found if not row["state"]), key=_turn)
    return [_share(row, taken) for row in steps]


def _turn(row: sql.Row) -> tuple[datetime, int]:
    return sql.moment_of(row["opens"]), list(Channel).index(Channel(row["channel"]))


def _share(row: sql.Row, taken: dict[tuple[str, str], int]) -> ChannelShare:
    channel = row["channel"]
    return ChannelShare(
        channel=Channel(channel),
        opens_at=sql.moment_of(row["opens"]),
        done_at=sql.perhaps_moment(row["done"]),
        tried=int(row["number"]),
        taken=taken.get((channel, Carried.TAKEN.value), 0),
        failed=taken.get((channel, Carried.FAILED.value), 0),
    )
