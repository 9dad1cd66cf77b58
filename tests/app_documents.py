"""The documents that the built app sends."""

import json
from functools import cache

from backend.pages import built_pwa

OPENING = ("OneNotice", "RecordRead")
"""What a phone sends when somebody opens a notice and reads it to its end: a story in a real browser holds it to that."""


@cache
def text(name: str) -> str:
    """The text of one of them, as it is sent."""
    documents: dict[str, str] = json.loads((built_pwa() / "documents.json").read_text())
    [found] = [
        text for text in documents.values() if text.split(maxsplit=1)[1].startswith((f"{name}(", f"{name}{{"))
    ]
    return found
