"""Chat groups and links as the graph shows them."""

from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

import strawberry

from backend.access.actor import Actor
from backend.access.models import Person
from backend.kit import nodes
from backend.kit.nodes import Node
from backend.kit.refusals import NotFound
from backend.notices import channel_models
from backend.notices.channels import gateways, groups, links
from backend.notices.public import fonts, reading

CARD = 30
"""Pixels of the smallest letters on a card."""


@strawberry.type(description="A chat group into which a grid's notices are posted by themselves.")
class ChatGroup(Node):
    name: str = strawberry.field(description="What it is called.")
    service: str = strawberry.field(
        description="Whose robot it is; empty for a gateway of the place's own. Its address is never shown again."
    )
    bound_by: str = strawberry.field(description="Who bound it.")
    bound_at: datetime = strawberry.field(description="When.")
    last_posted_at: datetime | None = strawberry.field(description="When it last took something.")
    failing_since: datetime | None = strawberry.field(description="Since when it takes nothing.")
    version: int = strawberry.field(description="Grows with every change.")


@strawberry.type(description="A chat group into which nothing is posted any more.")
class RemovedChatGroup:
    id: strawberry.ID = strawberry.field(description="The group that it was.")


@strawberry.type(description="What to share of a notice; its link tells from which grid it was opened.")
class NoticeLink:
    url: str = strawberry.field(description="The short address of the page that needs no sign-in.")
    text: str = strawberry.field(description="To paste into any group, in your language.")
    card: str | None = strawberry.field(
        description="A picture to paste where links are not followed; null where this server can draw none."
    )
    poster: str = strawberry.field(description="One sheet of A4 to print, with a QR code.")
    opened: int = strawberry.field(description="How often it was opened so far; give or take some seconds.")


async def several(found: list[channel_models.ChatGroup]) -> list[ChatGroup]:
    """Groups, with the names of who bound them."""
    people = await Person.filter(id__in={group.bound_by_id for group in found}).only("id", "name")
    names = {person.id: person.name for person in people}
    return [_group(group, names[group.bound_by_id]) for group in found]


def _group(group: channel_models.ChatGroup, bound_by: str) -> ChatGroup:
    return ChatGroup(
        id=nodes.opaque("ChatGroup", group.id),
        name=group.name,
        service=_service(group.url),
        bound_by=bound_by,
        bound_at=group.bound_at,
        last_posted_at=group.last_posted_at,
        failing_since=group.failing_since,
        version=group.version,
    )


def _service(url: str) -> str:
    robot = gateways.ROBOTS.get(urlsplit(url).scheme)
    return robot.name if robot else ""


async def link(made: channel_models.NoticeLink) -> NoticeLink:
    """A grid's link with all that is shared beside it."""
    url = reading.address(made.code)
    return NoticeLink(
        url=url,
        text=await links.pasted(made),
        card=f"{url}/card.png" if fonts.of(CARD) else None,
        poster=f"{url}/poster",
        opened=made.openings,
    )


@nodes.loads("ChatGroup")
async def _load(actor: Actor, group: UUID) -> Node | None:
    try:
        [made] = await several([await groups.get(actor, group)])
    except NotFound:
        return None
    return made
