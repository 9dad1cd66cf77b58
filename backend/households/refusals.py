"""Why something about a household was not done."""

import strawberry

from backend.kit.refusals import Refused
from backend.kit.words import Words


class DoorTaken(Refused):
    """A household is already registered at this door; open that one."""

    household: strawberry.ID = strawberry.field(description="The household that is there.")

    words = Words(
        "这个门牌已经登记过，请打开那一户。",
        "這個門牌已經登記過，請打開那一戶。",
        "This door is already registered. Please open that household.",
    )


class LivesElsewhere(Refused):
    """They already live at another door."""

    words = Words(
        "您已经登记在另一户。如果搬了家，请先在“我的家”里点“搬走了”。",
        "您已經登記在另一戶。如果搬了家，請先在「我的家」裡點「搬走了」。",
        "You are registered at another door already. If you have moved, first press “Moved out” under “My household”.",
    )


class StillLivedIn(Refused):
    """Somebody lives behind this door."""

    residents: int = strawberry.field(description="How many live there.")

    words = Words(
        "这一户还有 {residents} 位居民，请先登记他们搬走。",
        "這一戶還有 {residents} 位居民，請先登記他們搬走。",
        "People still registered here: {residents}. First note that they moved out.",
    )


class InvitationOver(Refused):
    """The invitation's time is over."""

    words = Words(
        "这个邀请已经过期，请向网格员要一个新的。",
        "這個邀請已經過期，請向網格員要一個新的。",
        "This invitation has run out. Please ask your grid member for a new one.",
    )


class InvitationUsedUp(Refused):
    """As many people as the invitation was for have come in by it."""

    words = Words(
        "这个邀请的名额已经用完，请向网格员要一个新的。",
        "這個邀請的名額已經用完，請向網格員要一個新的。",
        "This invitation is used up. Please ask your grid member for a new one.",
    )


class InvitationRevoked(Refused):
    """Whoever made the invitation took it back."""

    words = Words(
        "这个邀请已经收回，请向网格员要一个新的。",
        "這個邀請已經收回，請向網格員要一個新的。",
        "This invitation was withdrawn. Please ask your grid member for a new one.",
    )
