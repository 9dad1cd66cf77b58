"""What notices wait for where the demo shows no such thing: to be passed on, to go out at their hour, a group that is silent."""

from datetime import timedelta

from backend.demo.community import acting, grid_id
from backend.demo.people import OTHER_LEADER, SECOND, TOWN, TOWN_LEADER
from backend.kit import clock
from backend.kit.words import Language
from backend.notices.channel_models import ChatGroup
from backend.notices.channels import groups
from backend.notices.kinds import NoticeKind, Way
from backend.notices.models import Notice
from backend.notices.writing import drafting, publishing
from backend.notices.writing.drafts import Draft, Said


async def tell() -> None:
    """All of it on one grid, whose leader has much to decide."""
    await _comes_down()
    await _goes_out_tomorrow()
    await _is_silent()


async def _comes_down() -> None:
    """The town's notice waits in the grid, and is not the latest one of those above it."""
    town = await acting(TOWN_LEADER)
    said = Said(Language.ZH_HANS, "口罩怎么领", "每户五只，由网格送到楼下。", "凭 **户口本** 领，每户五只。")
    down = Draft(
        NoticeKind.GUIDANCE,
        (said,),
        grounds=(await grid_id(SECOND),),
        way=Way.RELAYED,
        relay_minutes=24 * 60,
    )
    written = await drafting.draft(town, await grid_id(TOWN), down)
    await publishing.publish(town, written.id, written.version)
    await Notice.filter(id=written.id).update(published_at=clock.now() - timedelta(hours=1))


async def _goes_out_tomorrow() -> None:
    """A notice has its hour."""
    leader = await acting(OTHER_LEADER)
    said = Said(Language.ZH_HANS, "明天停水两小时", "上午九点到十一点停水，请先接好水。")
    written = await drafting.draft(leader, await grid_id(SECOND), Draft(NoticeKind.BULLETIN, (said,)))
    await publishing.publish(leader, written.id, written.version, clock.now() + timedelta(days=1))


async def _is_silent() -> None:
    """A group takes nothing any more."""
    leader = await acting(OTHER_LEADER)
    bound = await groups.bind(leader, await grid_id(SECOND), "新苑居民群", "json://127.0.0.1:9/group")
    await ChatGroup.filter(id=bound.id).update(failing_since=clock.now())
