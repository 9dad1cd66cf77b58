"""Letters for picture cards: what this computer has that can write Chinese.

None comes with us: one is 8 MB or more, and nearly every computer on which people read Chinese has some.
"""

from functools import cache
from pathlib import Path

from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

from backend import settings

KNOWN = (
    # Debian and Ubuntu (fonts-noto-cjk), Fedora, Alpine, Arch.
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-{}.ttc", 2),
    ("/usr/share/fonts/google-noto-cjk/NotoSansCJK-{}.ttc", 2),
    ("/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-{}.ttc", 2),
    ("/usr/share/fonts/noto/NotoSansCJK-{}.ttc", 2),
    ("/usr/share/fonts/noto-cjk/NotoSansCJK-{}.ttc", 2),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
    ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0),
    ("/usr/share/fonts/wqy-microhei/wqy-microhei.ttc", 0),
    # macOS, Windows.
    ("/System/Library/Fonts/PingFang.ttc", 0),
    ("/System/Library/Fonts/STHeiti Medium.ttc", 0),
    ("C:/Windows/Fonts/msyh.ttc", 0),
)
"""Where systems keep them, and which of several in one file is for simplified Chinese; `{}` is the weight."""


@cache
def of(size: int, *, bold: bool = False) -> FreeTypeFont | None:
    """Letters of this size in pixels, heavier ones where there are some; None where no font can write Chinese."""
    for path, number in _places("Bold" if bold else "Regular"):
        if Path(path).is_file():
            return ImageFont.truetype(path, size, index=number)
    return of(size) if bold else None


def _places(weight: str) -> list[tuple[str, int]]:
    if named := settings.settings().card_font:
        return [(named, 0)]
    return [(path.format(weight), number) for path, number in KNOWN]
