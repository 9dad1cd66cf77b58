"""What this slice itself holds about a person: the account, posts, devices, keys, photos, and what they did."""

from typing import Any
from uuid import UUID

from backend.access import audit, own, photos
from backend.access.actor import Actor
from backend.access.models import ApiToken, Deed, Person, Photo, Post, Role, Session
from backend.kit.words import Words

DEEDS = 1000
"""How many of somebody's last deeds are listed one by one."""

ACCOUNT = Words("账号", "帳號", "Account")
POSTS = Words("岗位", "崗位", "Posts")
DEVICES = Words("设备", "裝置", "Devices")
TOKENS = Words("程序密钥", "程式金鑰", "Keys for programs")
PHOTOS = Words("照片", "照片", "Photos")
DID = Words("操作记录", "操作記錄", "What I did")

NAME = Words("姓名", "姓名", "Name")
PHONE = Words("手机号", "手機號碼", "Phone number")
LANGUAGE = Words("语言", "語言", "Language")
SINCE = Words("开始", "開始", "Since")
UNTIL = Words("结束", "結束", "Until")
GRID = Words("网格", "網格", "Grid")
ROLE = Words("身份", "身份", "Role")
DEVICE = Words("设备", "裝置", "Device")
SEEN = Words("最近使用", "最近使用", "Last used")
AT = Words("时间", "時間", "When")
LOOK = Words("照片（两小时内可看）", "照片（兩小時內可看）", "Photo (to be seen for two hours)")
ACTION = Words("操作", "操作", "Action")

ROLES = {
    Role.LEADER: Words("网格长", "網格長", "Grid leader"),
    Role.MEMBER: Words("专职网格员", "專職網格員", "Full-time member"),
    Role.PROFESSIONAL: Words("专业网格员", "專業網格員", "Professional"),
    Role.LIAISON: Words("民情联络员", "民情聯絡員", "Liaison"),
    Role.EDITOR: Words("信息员", "資訊員", "Editor"),
    Role.DISPATCHER: Words("受理指挥", "受理指揮", "Dispatcher"),
}
LEADERS = {
    "CITY": Words("市级负责人", "市級負責人", "City leader"),
    "DISTRICT": Words("区县负责人", "區縣負責人", "District leader"),
    "TOWN": Words("镇街负责人", "鎮街負責人", "Town leader"),
    "COMMUNITY": Words("社区（村）负责人", "社區（村）負責人", "Community leader"),
    "MICRO_GRID": Words("微网格长", "微網格長", "Micro-grid leader"),
}
"""Only a grid's leader is called 网格长; above and below it people say it otherwise."""
LANGUAGES = {"zh-Hans": "简体中文", "zh-Hant": "繁體中文", "en": "English"}

Line = dict[str, Any]


@own.held("account", ACCOUNT)
async def _account(person: UUID) -> Line:
    row = await Person.get(id=person)
    grids = await Person.filter(id=person).values_list("grid__name", flat=True)
    return {
        NAME.said(): row.name,
        PHONE.said(): row.phone or "",
        LANGUAGE.said(): LANGUAGES[row.language.value],
        GRID.said(): grids[0] or "",
        SINCE.said(): row.created_at.isoformat(),
    }


def called(role: Role, tier: Any) -> str:
    """What people call this post in a grid of this level, in the reader's language."""
    level = str(getattr(tier, "value", tier))
    said = LEADERS.get(level) if role is Role.LEADER else None
    return (said or ROLES[role]).said()


@own.held("posts", POSTS)
async def _posts(person: UUID) -> list[Line]:
    rows = (
        await Post.filter(person_id=person)
        .order_by("since")
        .values("grid__name", "grid__tier", "role", "since", "ended_at")
    )
    return [
        {
            GRID.said(): row["grid__name"],
            ROLE.said(): called(row["role"], row["grid__tier"]),
            SINCE.said(): row["since"].isoformat(),
            UNTIL.said(): row["ended_at"].isoformat() if row["ended_at"] else "",
        }
        for row in rows
    ]


@own.held("devices", DEVICES)
async def _devices(person: UUID) -> list[Line]:
    rows = await Session.filter(person_id=person).order_by("id").values("device", "created_at", "seen_at")
    return [
        {
            DEVICE.said(): row["device"],
            SINCE.said(): row["created_at"].isoformat(),
            SEEN.said(): row["seen_at"].isoformat(),
        }
        for row in rows
    ]


@own.held("tokens", TOKENS)
async def _tokens(person: UUID) -> list[Line]:
    rows = (
        await ApiToken.filter(maker_id=person)
        .order_by("id")
        .values("name", "grid__name", "created_at", "expires_at")
    )
    return [
        {
            NAME.said(): row["name"],
            GRID.said(): row["grid__name"],
            SINCE.said(): row["created_at"].isoformat(),
            UNTIL.said(): row["expires_at"].isoformat(),
        }
        for row in rows
    ]


@own.held("photos", PHOTOS)
async def _photos(person: UUID) -> list[Line]:
    rows = await Photo.filter(owner_id=person).order_by("id").values("id", "taken_at")
    return [
        {AT.said(): row["taken_at"].isoformat(), LOOK.said(): photos.link(row["id"], Actor(id=person))}
        for row in rows
    ]


@own.held("deeds", DID)
async def _deeds(person: UUID) -> list[Line]:
    rows = await Deed.filter(actor=person).order_by("-at", "-id").limit(DEEDS).values("at", "verb")
    return [{AT.said(): row["at"].isoformat(), ACTION.said(): audit.said(row["verb"])} for row in rows]
