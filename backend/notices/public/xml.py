"""Writing XML for programs: elements in their order, and nothing in them that XML cannot hold."""

import re
from collections.abc import Iterable
from datetime import datetime
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(name: str, text: str | None = None, **attributes: str) -> Element:
    """An element with a text, or to be filled."""
    made = Element(name, {key: NOT_XML.sub("", value) for key, value in attributes.items()})
    if text is not None:
        made.text = NOT_XML.sub("", text)
    return made


def filled(name: str, inside: Iterable[Element], **attributes: str) -> Element:
    """An element with others inside."""
    made = element(name, **attributes)
    made.extend(inside)
    return made


def written(root: Element) -> bytes:
    """The whole document."""
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="utf-8") + b"\n"


def instant(at: datetime, here: ZoneInfo) -> str:
    """A moment by the clock there, to the second: 2020-01-29T19:00:00+08:00."""
    return at.astimezone(here).replace(microsecond=0).isoformat()
