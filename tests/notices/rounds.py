"""An urgent notice on its way, and the rounds that carry it, for tests of the channels."""

from datetime import timedelta
from typing import Any

from backend.households.models import Household
from backend.notices import jobs  # noqa: F401 -- the channels register what they do
from backend.notices.channels import groups, posting, steps, texting
from backend.notices.kinds import Urgency
from backend.notices.models import Notice
from backend.notices.reach_models import Receipt, Via
from backend.notices.writing import correcting
from tests import community
from tests.community import Town
from tests.notices import builders
from tests.notices.gateways import Group

MINUTE = timedelta(minutes=1)
SHORT = "明早 6 点到 10 点停水，请先存水。"


async def out(town: Town, **more: Any) -> Notice:
    """An urgent notice of the community for the east grid."""
    given = {"urgency": Urgency.IMMEDIATE, "texts": (builders.said(short=SHORT),)} | more
    return await builders.published(town.above, town.community, builders.draft(grounds=[town.east], **given))


async def all_rounds() -> None:
    """Every round until nothing is due."""
    while await steps.go() + await posting.post() + await texting.send():
        pass


async def reached(notice: Notice, home: Household) -> None:
    await Receipt.create(notice_id=notice.id, household_id=home.id, grid_id=home.grid_id, via=Via.APP)


async def withdraw(town: Town, notice: Notice, reason: str = "水修好了") -> None:
    await correcting.withdraw(await community.actor(town.above), notice.id, reason, notice.version)


async def bound(town: Town, chat: Group, grid: Any = None) -> None:
    await groups.bind(await community.actor(town.above), (grid or town.east).id, "群", chat.url)
