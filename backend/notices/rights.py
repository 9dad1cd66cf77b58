"""What an actor may do about a notice now, so that a screen offers that and nothing else."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from backend.access.actor import Actor
from backend.notices import rules
from backend.notices.kinds import NoticeKind
from backend.notices.models import OUT, NoticeState


class NoticeAction(Enum):
    """Something that can be done about a notice."""

    EDIT = "EDIT"
    PUBLISH = "PUBLISH"
    APPROVE = "APPROVE"
    """Publish what somebody else has proposed."""
    RETURN = "RETURN"
    DROP = "DROP"
    CORRECT = "CORRECT"
    WITHDRAW = "WITHDRAW"
    REPLY = "REPLY"
    PASS_ON = "PASS_ON"  # noqa: S105 -- no password
    SIGN = "SIGN"
    ANSWER = "ANSWER"
    SEE_REACH = "SEE_REACH"


BEFORE = {
    NoticeState.DRAFT: [NoticeAction.EDIT, NoticeAction.PUBLISH, NoticeAction.DROP],
    NoticeState.PROPOSED: [NoticeAction.APPROVE, NoticeAction.RETURN, NoticeAction.DROP],
    NoticeState.SCHEDULED: [NoticeAction.PUBLISH, NoticeAction.RETURN, NoticeAction.DROP],
    NoticeState.PUBLISHED: [NoticeAction.CORRECT, NoticeAction.WITHDRAW],
}
"""What those who decide may do about a notice that stands like this."""


def on_notice(
    actor: Actor, row: Mapping[str, Any], *, is_open: bool, came_home: bool, may_sign: bool, waits: bool
) -> list[NoticeAction]:
    """What the actor may do about a notice, which was read with its grid.

    `is_open` says whether it holds at this moment, `came_home` whether it came to their household, `may_sign` whether
    that has yet to sign, `waits` whether it is their turn to pass it on.
    """
    allowed = _deciding(actor, row)
    if waits and is_open:
        allowed.append(NoticeAction.PASS_ON)
    if came_home and is_open:
        allowed.append(NoticeAction.ANSWER)
    if came_home and is_open and may_sign and row["kind"] is NoticeKind.PLEDGE:
        allowed.append(NoticeAction.SIGN)
    if row["state"] in OUT and actor.holdings:
        allowed.append(NoticeAction.SEE_REACH)
    return allowed


def _deciding(actor: Actor, row: Mapping[str, Any]) -> list[NoticeAction]:
    state = row["state"]
    if not rules.may_decide(actor, row["grid__path"]):
        wrote = row["drafted_by_id"] == actor.id and rules.may_draft(actor, row["grid__path"])
        return [NoticeAction.EDIT, NoticeAction.DROP] if wrote and state is NoticeState.DRAFT else []
    allowed = list(BEFORE.get(state, []))
    if state is NoticeState.PROPOSED and row["proposed_by_id"] == actor.id:
        allowed.remove(NoticeAction.APPROVE)
    if state in OUT:
        allowed.append(NoticeAction.REPLY)
    return allowed
