"""The chat groups of a grid into which notices are posted by themselves."""

from uuid import UUID

from tortoise.expressions import F
from tortoise.queryset import QuerySet

from backend.access import audit
from backend.access.actor import Actor
from backend.grids import rules as grids
from backend.kit import clock, live, rates, texts, work
from backend.kit.refusals import BadInput, NotFound, Refused
from backend.kit.words import Words
from backend.notices import rules
from backend.notices.channel_models import Carried, ChatGroup, GroupPost
from backend.notices.channels import gateways
from backend.notices.channels.gateways import Gateway

NAME = 40
MOST = 30
"""Groups of one grid; a place has many grids."""
TRIES = "10 per hour"

BAD_NAME = Words(
    f"请写群的名字，不超过 {NAME} 个字。",
    f"請寫群的名字，不超過 {NAME} 個字。",
    f"Write the name of the group, at most {NAME} characters.",
)
KNOWN = Words("这个群已经绑定在这里了。", "這個群已經綁定在這裡了。", "This group is bound here already.")
HELLO = Words(
    "这个群已绑定“连心”。{place}有公告时，会自动发到这里。",
    "這個群已綁定「連心」。{place}有公告時，會自動發到這裡。",
    "This group is bound to Lianxin. Notices of {place} will be posted here by themselves.",
)


class TooManyGroups(Refused):
    """A grid has so many groups that another would help nobody."""

    words = Words(
        f"一个网格最多绑定 {MOST} 个群。请先解除不用的群。",
        f"一個網格最多綁定 {MOST} 個群。請先解除不用的群。",
        f"A grid can have {MOST} groups. Please remove one that is not used any more.",
    )


class GroupSilent(Refused):
    """The group's robot did not take a text."""

    words = Words(
        "消息没有发进群里。请看机器人是否还在群里、地址是否完整，再绑定一次。",
        "訊息沒有發進群裡。請看機器人是否還在群裡、地址是否完整，再綁定一次。",
        "The group did not take the text. See whether its robot is still there and the address is whole, then bind it again.",
    )


def bound() -> QuerySet[ChatGroup]:
    """Groups into which something is posted."""
    return ChatGroup.filter(removed_at__isnull=True)


async def of_grid(actor: Actor, grid: UUID) -> list[ChatGroup]:
    """The groups of a grid for which the actor decides, by name."""
    ground = await grids.get(actor, grid, *rules.DECIDE)
    return await bound().filter(grid_id=ground.id).order_by("name", "id")


async def get(actor: Actor, group: UUID) -> ChatGroup:
    """A group of a grid for which the actor decides, with its grid; `NotFound` otherwise."""
    found = await bound().get_or_none(id=group).select_related("grid")
    if found is None or not rules.may_decide(actor, found.grid.path):
        raise NotFound
    return found


@work.verb
async def bind(actor: Actor, grid: UUID, name: str, url: str, *, key: UUID | None = None) -> ChatGroup:
    """Have a grid's notices posted into a group; `url` is one that `gateways.read` has let in."""
    ground = await grids.get(actor, grid, *rules.DECIDE)
    grids.refuse_closed(ground)
    name = texts.line(name)
    if not 0 < len(name) <= NAME:
        raise BadInput(field="name", reason=BAD_NAME)
    await grids.hold(ground.id)
    known = await bound().filter(grid_id=ground.id)
    if any(group.url == url for group in known):
        raise BadInput(field="url", reason=KNOWN)
    if len(known) >= MOST:
        raise TooManyGroups

    group = ChatGroup(grid_id=ground.id, name=name, bound_by_id=actor.id)
    group.url = url
    await group.save(force_create=True)
    await audit.note(actor, "bindChatGroup", "ChatGroup", group.id)
    live.changed("ChatGroup", group.id, path=ground.path)
    return group


@work.verb
async def remove(actor: Actor, group: UUID, *, key: UUID | None = None) -> ChatGroup:
    """Post nothing into a group any more, and forget how one writes into it."""
    found = await get(actor, group)
    found.removed_at, found.url = clock.now(), ""
    found.version += 1
    await found.save(update_fields=["removed_at", "url", "version"])
    await GroupPost.filter(group_id=group, state=Carried.WAITING).delete()
    await audit.note(actor, "removeChatGroup", "ChatGroup", group)
    live.changed("ChatGroup", group, path=found.grid.path)
    return found


async def try_out(actor: Actor, group: UUID) -> ChatGroup:
    """Post a line into a group, so that whoever bound it sees that it works; `GroupSilent` where it does not."""
    found = await get(actor, group)
    await rates.count(TRIES, "tryChatGroup", str(group))
    gateway = await opened(found)
    was_taken = await gateway.post(HELLO.said(place=found.grid.name)) if gateway else False
    await work.unit(lambda: note(found, was_taken=was_taken))
    if not was_taken:
        raise GroupSilent
    return await get(actor, group)


async def opened(group: ChatGroup) -> Gateway | None:
    """The way into a group; None where it is none any more by today's rules."""
    try:
        return await gateways.read(group.url)
    except BadInput:
        return None


async def note(group: ChatGroup, *, was_taken: bool) -> None:
    """Write down how a group took what was posted, for whoever bound it."""
    mine = ChatGroup.filter(id=group.id)
    if was_taken:
        await mine.update(last_posted_at=clock.now(), failing_since=None, version=F("version") + 1)
    else:
        await mine.filter(failing_since__isnull=True).update(
            failing_since=clock.now(), version=F("version") + 1
        )
    live.changed("ChatGroup", group.id, path=group.grid.path)
