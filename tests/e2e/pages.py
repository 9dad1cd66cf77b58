"""Every page of the app, who sees it, and the ways in which it may look."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from backend.demo import people
from backend.demo.people import Neighbour
from tests.e2e import crowded

PWA = Path(__file__).parents[2] / "pwa" / "src"


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as somebody comes to it: by its address, or by the first link to it on another page."""

    route: str
    who: Neighbour | None
    found_on: str = ""
    sheet: str = ""
    """The button (in simplified Chinese) that opens a sheet over it, if that is to be looked at."""
    steps: tuple[str, ...] = ()
    """Buttons that are pressed before that, one after the other."""

    @property
    def name(self) -> str:
        """What a picture of it is called: household-id, request-id-I-will-bring-it."""
        parts = [*re.findall(r"[\w-]+", self.route), *self.steps, self.sheet]
        return "-".join(part for part in parts if part) or "start"


@dataclass(frozen=True, slots=True)
class Variant:
    """A language and the two ways in which sizes and colours change."""

    language: str = "zh-Hans"
    is_elder: bool = False
    is_dark: bool = False

    @property
    def name(self) -> str:
        return "-".join(
            [self.language, "elder" if self.is_elder else "normal", "dark" if self.is_dark else "light"]
        )


NEXT_WEEK = "下一周"
LANGUAGES = ("zh-Hans", "zh-Hant", "en")


def variants() -> Iterator[Variant]:
    """All of them; from one to the next as little changes as can be."""
    for language in LANGUAGES:
        for is_elder in (False, True):
            for is_dark in (False, True):
                yield Variant(language, is_elder, is_dark)


SIGNED_OUT = (
    Shown("/sign-in", None),
    Shown("/erased", None),
    Shown("/join", None),
    Shown("/join/:code", None),
)
RESIDENT = tuple(
    Shown(*page)
    for page in (
        ("/today", people.MOTHER),
        ("/requests", people.MOTHER),
        ("/requests/:id", people.MOTHER, "/requests"),
        ("/requests/:id", people.MOTHER, "/requests", "修改用完时间"),
        ("/requests/:id", people.FAMILY, "/requests"),
        ("/requests/:id", people.FAMILY, "/requests", "收到了"),
        ("/ask", people.MOTHER),
        ("/notices", people.MOTHER),
        ("/notices/:id", people.MOTHER, "/notices"),
        ("/me", people.MOTHER),
        ("/me/name", people.MOTHER),
        ("/me/phone", people.MOTHER),
        ("/me/devices", people.MOTHER),
        ("/me/own", people.MOTHER),
        ("/me/erase", people.MOTHER),
        ("/me/messages", people.MOTHER),
        ("/me/push", people.MOTHER),
        ("/welcome", people.MOTHER),
        ("/waiting", people.MOTHER),
        ("/my-household", people.MOTHER),
        ("/volunteering/apply", people.MOTHER),
        ("/nowhere", people.MOTHER),
    )
)
VOLUNTEER = tuple(
    Shown(*page)
    for page in (
        ("/needs", people.CHEN),
        ("/needs", people.CHEN, "", "我来送"),
        ("/needs/:id", people.CHEN, "/needs"),
        ("/promises", people.CHEN),
        ("/promises/:id", people.CHEN, "/promises"),
        ("/promises/:id", people.CHEN, "/promises", "送到了"),
        ("/promises/:id", people.CHEN, "/promises", "送不了，退回"),
        ("/duties", people.CHEN),
        ("/shifts", people.CHEN),
        ("/shifts/:id", people.CHEN, "/duties"),
        ("/shifts/:id", people.CHEN, "/duties", "退出"),
        ("/shifts/:id", people.CHEN, "/duties", "找人换班"),
        ("/shifts/:id", people.CHEN, "/duties", "扫码签到"),
        ("/shifts/:id", people.ZHOU, "/duties"),
        ("/shifts/:id", people.ZHOU, "/duties", "改交接记录"),
        ("/shifts/:id", crowded.OFFERS, "/duties"),
        ("/shifts/:id", crowded.WAITS, "/duties"),
        ("/shifts/:id", crowded.IS_ASKED_AGAIN, "/duties"),
        ("/shifts/:id", crowded.IS_CALLED_OFF, "/duties"),
        ("/shifts/:id", crowded.WAS_ASKED, "/me/messages"),
        ("/volunteering", people.CHEN),
        ("/volunteering/change", people.CHEN),
        ("/today", people.CHEN),
    )
)
LEADER = tuple(
    Shown(*page)
    for page in (
        ("/board", people.GRID_LEADER),
        ("/board", people.GRID_LEADER, "", "安排"),
        ("/board/:grid", people.GRID_LEADER, "/board"),
        ("/pool/:grid", people.GRID_LEADER, "/board"),
        ("/pool/:grid/:item", people.GRID_LEADER, "/pool/:grid"),
        ("/duty", people.GRID_LEADER),
        ("/duty", people.GRID_LEADER, "", "", (NEXT_WEEK,)),
        ("/duty", people.GRID_LEADER, "", "缺 1 人", (NEXT_WEEK,)),
        ("/duty", people.GRID_LEADER, "", crowded.EVERY_DAY.name, (NEXT_WEEK,)),
        ("/duty/:grid", people.GRID_LEADER, "/board"),
        ("/duty/:grid/new", people.GRID_LEADER, "/duty"),
        ("/duty/:grid/rota", people.GRID_LEADER, "/duty"),
        ("/duty/:grid/rota", people.GRID_LEADER, "/duty", "", ("全选", "先看看")),
        ("/duty/:grid/rotas", people.GRID_LEADER, "/duty"),
        ("/duty/:grid/today", people.GRID_LEADER, "/duty"),
        ("/duty/:grid/hours", people.GRID_LEADER, "/duty"),
        ("/duty/shift/:id", people.GRID_LEADER, "/duty"),
        ("/duty/shift/:id", people.GRID_LEADER, "/duty", "取消这一班"),
        ("/duty/shift/:id/change", people.GRID_LEADER, "/duty/shift/:id"),
        ("/duty/shift/:id/place", people.GRID_LEADER, "/duty/shift/:id"),
        ("/needs", people.GRID_LEADER),
        ("/needs/:id", people.GRID_LEADER, "/needs"),
        ("/people", people.GRID_LEADER),
        ("/grids", people.GRID_LEADER),
        ("/grids/:id", people.GRID_LEADER, "/grids"),
        ("/grids/:id", people.GRID_LEADER, "/grids", "任命"),
        ("/grids/:id", people.GRID_LEADER, "/grids", "分成微网格"),
        ("/households", people.GRID_LEADER),
        ("/households/:id", people.GRID_LEADER, "/households"),
        ("/households/:id", people.GRID_LEADER, "/households", "登记居民"),
        ("/households/:id", people.GRID_LEADER, "/households", "给这一户发邀请码"),
        ("/households/new", people.GRID_LEADER),
        ("/households/liaisons", people.GRID_LEADER),
        ("/households/invitations", people.GRID_LEADER),
        ("/households/import", people.GRID_LEADER),
        ("/volunteers", people.GRID_LEADER),
        ("/volunteers/:id", people.GRID_LEADER, "/volunteers"),
        ("/stock", people.GRID_LEADER),
        ("/stock/:grid", people.GRID_LEADER, "/board"),
        ("/stock/:grid/:item", people.GRID_LEADER, "/stock"),
        ("/items/:grid", people.GRID_LEADER, "/stock"),
        ("/items/:grid/new", people.GRID_LEADER, "/items/:grid"),
        ("/rations/:grid", people.GRID_LEADER, "/stock"),
        ("/notices/ground", people.GRID_LEADER),
        ("/notices/write", people.GRID_LEADER),
        ("/notices/write", people.GRID_LEADER, "", "", ("辟谣 一条传言是真是假，依据是什么",)),
        ("/notices/write", people.GRID_LEADER, "", "", ("行程轨迹 病人去过哪里，请去过的人登记",)),
        ("/notices/:id/desk", people.GRID_LEADER, "/notices/ground"),
        ("/notices/:id/desk", people.GRID_LEADER, "/notices/ground", "发布"),
        ("/notices/:id/desk", people.GRID_LEADER, "/notices/ground", "不要了"),
        ("/notices/:id/change", people.GRID_LEADER, "/notices/:id/desk"),
        ("/notices/settings", people.GRID_LEADER),
        ("/notices/settings", people.GRID_LEADER, "", "绑定一个群"),
        ("/notices/unreached", people.GRID_LEADER),
        ("/notices/:id/unreached", people.LIAISON, "/notices/:id"),
        ("/notices/:id/reach", people.LIAISON, "/notices/:id"),
        ("/notices/:id/unreached", people.LIAISON, "/notices/:id", "不在家"),
        ("/notices/:id/unreached", people.LIAISON, "/notices/:id", "其他情况"),
        ("/me/tokens", people.GRID_LEADER),
        ("/me/tokens", people.GRID_LEADER, "", "新建密钥"),
    )
)
ABOVE = tuple(
    Shown(*page)
    for page in (
        ("/board", people.TOWN_LEADER),
        ("/pool/:grid", people.TOWN_LEADER, "/board"),
        ("/people", people.TOWN_LEADER),
        ("/stock", people.TOWN_LEADER),
        ("/notices/:id/reach", people.TOWN_LEADER, "/notices/:id"),
        ("/notices/:id/reach/:grid", people.TOWN_LEADER, "/notices/:id/reach"),
        ("/notices/:id", people.SECRETARY, "/notices"),
        ("/notices/:id/desk", people.SECRETARY, "/notices/:id"),
        ("/notices/:id/desk", people.SECRETARY, "/notices/:id", "撤回"),
        ("/notices/:id/correct", people.SECRETARY, "/notices/:id/desk"),
        ("/notices/:id/share", people.SECRETARY, "/notices/:id"),
        ("/notices/:id/answers", people.SECRETARY, "/notices/:id/desk"),
        ("/notices/ground", people.OTHER_LEADER),
        ("/notices/:id", people.OTHER_LEADER, "/notices/ground"),
        ("/notices/:id/desk", people.OTHER_LEADER, "/notices/ground"),
        ("/notices/:id/desk", people.OTHER_LEADER, "/notices/ground", "退回修改"),
        ("/notices/settings", people.OTHER_LEADER, "", "不再发到这个群"),
    )
)
EVERY_PAGE = SIGNED_OUT + RESIDENT + VOLUNTEER + LEADER + ABOVE


@cache
def routes() -> frozenset[str]:
    """The routes that the app knows."""
    files = [*PWA.glob("*/routes.ts"), *PWA.glob("*/*/routes.ts")]
    return frozenset(path for file in files for path in re.findall(r"path: '(/[^']*)'", file.read_text()))
