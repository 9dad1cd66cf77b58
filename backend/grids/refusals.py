"""Why the tree of grids stays as it is."""

import strawberry

from backend.kit.refusals import Refused
from backend.kit.words import Words


class CodeTaken(Refused):
    """Another grid already has this code."""

    code: str = strawberry.field(description="The code.")
    holder: str = strawberry.field(description="The grid that has it.")
    words = Words(
        "编码 {code} 已经是“{holder}”的，请换一个。",
        "編碼 {code} 已經是「{holder}」的，請換一個。",
        "The code {code} already belongs to {holder}. Please choose another one.",
    )


class NameTaken(Refused):
    """A grid right beside it already has this name."""

    name: str = strawberry.field(description="The name.")
    words = Words(
        "这里已经有“{name}”了，请换一个名字。",
        "這裡已經有「{name}」了，請換一個名字。",
        "There already is a grid called {name} here. Please choose another name.",
    )


class GridClosed(Refused):
    """The grid is closed; nothing stands on it any more."""

    name: str = strawberry.field(description="Its name.")
    words = Words(
        "“{name}”已经关闭，请先重新启用它。",
        "「{name}」已經關閉，請先重新啟用它。",
        "{name} is closed. Open it again first.",
    )


class WrongTier(Refused):
    """A grid cannot stand below one of a lower level."""

    above: str = strawberry.field(description="The grid that it would stand below.")
    words = Words(
        "这个层级不能放在“{above}”下面，请选更低的层级或另一个上级。",
        "這個層級不能放在「{above}」下面，請選更低的層級或另一個上級。",
        "This level cannot stand below {above}. Please choose a lower level, or another grid above.",
    )


class TooDeep(Refused):
    """Too many grids would stand one below another."""

    most: int = strawberry.field(description="How many may stand one below another.")
    words = Words(
        "最多 {most} 层，请放到高一些的网格下面。",
        "最多 {most} 層，請放到高一些的網格下面。",
        "There can be at most {most} levels. Please put it below a higher grid.",
    )


class BelowItself(Refused):
    """A grid cannot be moved to where it, or something below it, stands."""

    name: str = strawberry.field(description="Its name.")
    words = Words(
        "“{name}”不能移到自己下面，请选别的上级。",
        "「{name}」不能移到自己下面，請選別的上級。",
        "{name} cannot be moved below itself. Please choose another grid above.",
    )


class GridInUse(Refused):
    """Something still stands on this grid; it can be closed when that has been moved."""

    count: int = strawberry.field(description="How many there are.")
    what: strawberry.Private[Words]
    words = Words(
        "这里还有 {count} {what}，请先移走再关闭。",
        "這裡還有 {count} {what}，請先移走再關閉。",
        "Still here: {what} ({count}). Move them first, then close it.",
    )


class SeatTaken(Refused):
    """Somebody already holds this post."""

    holder: str = strawberry.field(description="Who holds it.")
    words = Words(
        "{holder} 已经在这个岗位上，请先换人，或结束这个岗位。",
        "{holder} 已經在這個崗位上，請先換人，或結束這個崗位。",
        "{holder} already holds this post. Replace them, or end that post first.",
    )


class AppointedFromAbove(Refused):
    """A grid's leader is appointed by the leader of a grid above it."""

    words = Words(
        "网格长由上级网格长任命，请联系上一级。",
        "網格長由上級網格長任命，請聯絡上一級。",
        "A grid's leader is appointed by a leader above. Please ask one of them.",
    )


class LastLeader(Refused):
    """Nobody above could appoint the next leader, so this one hands over before they go."""

    words = Words(
        "上面没有别的网格长了，请先换人，交给接任的人。",
        "上面沒有別的網格長了，請先換人，交給接任的人。",
        "There is no leader above. First replace yourself: hand over to whoever comes next.",
    )


class NoSuchCode(Refused):
    """No grid has this code."""

    code: str
    words = Words(
        "没有编码为 {code} 的网格。请先用 lianxin import grids 加载。",
        "沒有編碼為 {code} 的網格。請先用 lianxin import grids 載入。",
        "No grid has the code {code}. Load the place first: lianxin import grids FILE.csv",
    )
