"""What can be wrong with a file of grids, and what to do about it."""

from dataclasses import dataclass

from backend.grids import paths
from backend.grids.models import Tier
from backend.kit.words import Words


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one line of a file."""

    line: int
    reason: Words


class BadFile(Exception):
    """A file of which nothing was loaded."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = sorted(faults, key=lambda fault: fault.line)


BOM = Words(
    "文件开头带有 BOM。请用记事本打开，另存为，编码选“UTF-8”（不是“带 BOM 的 UTF-8”）。",
    "檔案開頭帶有 BOM。請用記事本開啟，另存新檔，編碼選「UTF-8」（不是「具有 BOM 的 UTF-8」）。",
    'The file begins with a BOM. Open it in a text editor and save it as "UTF-8", not "UTF-8 with BOM".',
)
UTF_16 = Words(
    "文件是 UTF-16 编码。请用记事本打开，另存为，编码选“UTF-8”。",
    "檔案是 UTF-16 編碼。請用記事本開啟，另存新檔，編碼選「UTF-8」。",
    'The file is in UTF-16. Open it in a text editor and save it as "UTF-8".',
)
GB18030 = Words(
    "文件看来是 GB18030（GBK）编码，从这一行起读不出来。请用记事本打开，另存为，编码选“UTF-8”。",
    "檔案看來是 GB18030（GBK）編碼，從這一行起讀不出來。請用記事本開啟，另存新檔，編碼選「UTF-8」。",
    'The file seems to be in GB18030 (GBK); from this line on it cannot be read. Open it in a text editor and save it as "UTF-8".',
)
NOT_UTF_8 = Words(
    "从这一行起不是 UTF-8 编码。请用记事本打开，另存为，编码选“UTF-8”。",
    "從這一行起不是 UTF-8 編碼。請用記事本開啟，另存新檔，編碼選「UTF-8」。",
    'From this line on the file is not in UTF-8. Open it in a text editor and save it as "UTF-8".',
)


def not_csv(said: str) -> Words:
    return Words(f"这一行不是 CSV：{said}", f"這一行不是 CSV：{said}", f"This line is not CSV: {said}")


def missing_column(name: str, wanted: str) -> Words:
    return Words(
        f"缺少列 {name}。第一行应为：{wanted}",
        f"缺少欄位 {name}。第一行應為：{wanted}",
        f"The column {name} is missing. The first line should be: {wanted}",
    )


def doubled_column(name: str) -> Words:
    return Words(
        f"列 {name} 出现了两次。", f"欄位 {name} 出現了兩次。", f"The column {name} stands there twice."
    )


def too_short(cells: int, width: int) -> Words:
    return Words(
        f"这一行只有 {cells} 列，应有 {width} 列。",
        f"這一行只有 {cells} 欄，應有 {width} 欄。",
        f"This line has {cells} cells; it needs {width}.",
    )


def empty(name: str) -> Words:
    return Words(f"{name} 是空的。", f"{name} 是空的。", f"{name} is empty.")


def too_long(name: str, most: int) -> Words:
    return Words(
        f"{name} 超过 {most} 个字。",
        f"{name} 超過 {most} 個字。",
        f"{name} is longer than {most} characters.",
    )


def unknown_tier(said: str, known: str) -> Words:
    return Words(
        f"没有“{said}”这个层级，可用：{known}",
        f"沒有「{said}」這個層級，可用：{known}",
        f'There is no tier "{said}". Use one of: {known}',
    )


def doubled_code(code: str, first: int) -> Words:
    return Words(
        f"编码 {code} 在第 {first} 行已经用过。",
        f"編碼 {code} 在第 {first} 行已經用過。",
        f"The code {code} stands in line {first} already.",
    )


TOO_DEEP = Words(
    f"层级太深，最多 {paths.DEEPEST} 层。",
    f"層級太深，最多 {paths.DEEPEST} 層。",
    f"Too deep: at most {paths.DEEPEST} grids one below another.",
)


def no_parent(code: str) -> Words:
    return Words(
        f"上级编码 {code} 不在文件里，也没有登记过。",
        f"上級編碼 {code} 不在檔案裡，也沒有登記過。",
        f"The parent code {code} is neither in the file nor known.",
    )


def circle(code: str) -> Words:
    return Words(
        f"{code} 的上级绕了一圈又回到它自己。",
        f"{code} 的上級繞了一圈又回到它自己。",
        f"The parents of {code} lead round to itself.",
    )


def wrong_tier(name: str, tier: Tier, above: str, above_tier: Tier) -> Words:
    said, above_said = tier.value.lower(), above_tier.value.lower()
    return Words(
        f"“{name}”（{said}）不能放在“{above}”（{above_said}）下面。",
        f"「{name}」（{said}）不能放在「{above}」（{above_said}）下面。",
        f"{name} ({said}) cannot stand below {above} ({above_said}).",
    )


def closed_parent(name: str) -> Words:
    return Words(
        f"上级“{name}”已经关闭，请先重新启用。",
        f"上級「{name}」已經關閉，請先重新啟用。",
        f"The parent {name} is closed. Open it again first.",
    )
