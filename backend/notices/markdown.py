"""What a notice says, written with few marks (Markdown), as a page shows it: no HTML, no pictures, no odd links."""

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

GOOD_LINK = re.compile(r"(?:https://|tel:\+?[0-9-]+$|mailto:)", re.IGNORECASE)
FIRST = 3
"""In the app the page and the notice have headings of their own above those of the text."""
KNOWN = 500
"""Texts whose HTML stays at hand: what goes out is read thousands of times within minutes."""


@lru_cache(KNOWN)
def html(text: str, first: int = FIRST) -> str:
    """The text as a piece of a page; whatever somebody wrote, it holds nothing that runs.

    Its uppermost headings are those of level `first`, whichever marks somebody used for them.
    """
    tokens = _parser.parse(text)
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    top = min((int(token.tag[1]) for token in headings), default=1)
    for token in headings:
        token.tag = f"h{min(first + int(token.tag[1]) - top, first + 1)}"
    return str(_parser.renderer.render(tokens, _parser.options, {})).strip()


def plain(text: str) -> str:
    """The text without its marks, a paragraph a line, as programs that know no pages read it."""
    paragraphs = [
        "".join(_said(inline) for inline in block.children or [])
        for block in _parser.parse(text)
        if block.type == "inline"
    ]
    return "\n".join(paragraphs)


def rows(text: str) -> list[str]:
    """The text as it stands on paper, a paragraph a line, and a line for each row of a table."""
    made: list[str] = []
    in_table = False
    for block in _parser.parse(text):
        if block.type == "tr_open":
            made.append("")
        in_table = (in_table or block.type == "table_open") and block.type != "table_close"
        if block.type == "inline":
            said = "".join(map(_said, block.children or []))
            if in_table:
                made[-1] += said
            else:
                made += said.split("\n")
    return made


def _said(token: Token) -> str:
    return "\n" if token.type in {"softbreak", "hardbreak"} else token.content


def _is_good(url: str) -> bool:
    return bool(GOOD_LINK.match(url.strip()))


def _made() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")
    # A picture would ask another server for itself, and tell it who reads.
    parser.disable(["image", "html_block", "html_inline"])
    parser.validateLink = _is_good  # type: ignore[method-assign]
    return parser


_parser = _made()
