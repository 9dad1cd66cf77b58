"""What there is to read in the demo community when one first looks: an order, a rumour card, a pledge, and a draft."""

from backend.demo import people as cast
from backend.demo.community import acting, grid_id
from backend.demo.people import Neighbour
from backend.kit.words import Language
from backend.notices.kinds import Category, Certainty, NoticeKind, Severity, Urgency, Verdict
from backend.notices.writing import drafting, publishing
from backend.notices.writing.drafts import Draft, Said

ORDER = Draft(
    kind=NoticeKind.ORDER,
    urgency=Urgency.EXPECTED,
    severity=Severity.MODERATE,
    certainty=Certainty.OBSERVED,
    category=Category.HEALTH,
    texts=(
        Said(
            Language.ZH_HANS,
            "明天起各小区留一个出入口",
            "明早八点起，每个小区只留一个出入口，进出测体温、戴口罩。",
            "明早 **8:00** 起，每个小区只留一个出入口。\n\n"
            "- 进出请测体温、戴口罩\n- 快递放在北门，请自己去取\n- 发热请不要出门，马上打电话 [96345](tel:96345)\n\n"
            "给大家添麻烦了，谢谢配合。",
        ),
        Said(
            Language.EN,
            "From tomorrow one gate for each estate",
            "From 8:00 tomorrow each estate keeps one gate open. Temperature is taken; please wear a mask.",
            "From **8:00** tomorrow each estate keeps one gate open.\n\n"
            "- Your temperature is taken; please wear a mask\n- Parcels wait at the north gate\n"
            "- With a fever please stay in, and call [96345](tel:96345) at once\n\nThank you for bearing with us.",
        ),
    ),
)
RUMOUR = Draft(
    kind=NoticeKind.RUMOUR,
    category=Category.HEALTH,
    certainty=Certainty.OBSERVED,
    verdict=Verdict.FALSE,
    source_url="https://www.nhc.gov.cn",
    texts=(
        Said(
            Language.ZH_HANS,
            "喝白酒防不了病毒",
            "“喝白酒能杀病毒”不是真的，喝多了反而伤身体。",
            "喝下去的酒碰不到呼吸道里的病毒，还会伤身体。\n\n真正有用的是：**勤洗手、戴口罩、多通风、少聚集**。",
            claim="喝高度白酒可以杀死病毒，不会被传染。",
            source="区疾病预防控制中心",
        ),
    ),
)
PLEDGE = Draft(
    kind=NoticeKind.PLEDGE,
    category=Category.HEALTH,
    texts=(
        Said(
            Language.ZH_HANS,
            "不办酒席承诺书",
            "请每家签一份承诺书：近期不办酒席、不聚餐。",
            "我家承诺：\n\n1. 近期不办红白喜事酒席，不聚餐。\n2. 家里来人，当天告诉联络员。\n3. 有人发热，马上打电话。",
        ),
    ),
)
NOT_YET = Draft(
    kind=NoticeKind.VOLUNTEERS,
    texts=(
        Said(
            Language.ZH_HANS,
            "周末值守还缺两个人",
            "周六、周日河滨里北门值守还缺人，有空请报名。",
            "河滨里北门，周六、周日 8:00–20:00，每班四小时。",
        ),
    ),
)


async def tell() -> None:
    """Publish three, and leave one as a draft."""
    await _publish(cast.SECRETARY, cast.COMMUNITY, ORDER)
    await _publish(cast.TOWN_LEADER, cast.TOWN, RUMOUR)
    await _publish(cast.GRID_LEADER, cast.FIRST, PLEDGE)
    await drafting.draft(await acting(cast.GRID_LEADER), await grid_id(cast.FIRST), NOT_YET)


async def _publish(who: Neighbour, grid: str, said: Draft) -> None:
    actor = await acting(who)
    written = await drafting.draft(actor, await grid_id(grid), said)
    await publishing.publish(actor, written.id, written.version)
