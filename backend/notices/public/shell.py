"""What every public page is made of: its head with the style inside, our sign, and what it may load."""

import hashlib
import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from backend.kit.words import Language

SIGN = (
    '<svg viewBox="0 0 64 64" aria-hidden="true"><rect width="64" height="64" rx="14" fill="#b3271e"/>'
    '<g fill="none" stroke="#fbfaf7" stroke-width="5" stroke-linecap="round">'
    '<path d="M46 51C35 44 15 34 15 22.5C15 12.5 29.5 12 32 24"/>'
    '<path stroke="#b3271e" stroke-width="10" stroke-linecap="butt" d="M25 46.6C36 39.5 42 33.5 45.5 28.5"/>'
    '<path d="M18 51C29 44 49 34 49 22.5C49 12.5 34.5 12 32 24"/></g></svg>'
)


@dataclass(frozen=True, slots=True)
class Style:
    """How a page looks, inside the page: on a slow line a file of its own would be another way there and back."""

    text: str
    policy: str
    """The Content-Security-Policy that lets this style in, our own pictures, and nothing else."""


@cache
def style(name: str) -> Style:
    """One of our styles, without the blanks that only people need."""
    written = (Path(__file__).parent / name).read_text(encoding="utf-8")
    text = re.sub(r"\s*([{};:,>])\s+", r"\1", re.sub(r"\s+", " ", written)).strip().replace(";}", "}")
    digest = b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Style(
        text,
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'self' data:; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'",
    )


@dataclass(frozen=True, slots=True)
class Head:
    """What a page is called, and what a messenger shows of it."""

    title: str
    short: str
    address: str
    picture: str | None
    is_listed: bool
    """Whether search engines may show it."""
    others: tuple[tuple[str, str], ...] = ()
    """The same for programs: of which kind, and where."""


def page(head: Head, language: Language, look: Style, body: str) -> bytes:
    """A whole page."""
    return (
        f'<!doctype html><html lang="{language.value}"><head><meta charset="utf-8">'
        f"<title>{escape(head.title)}</title>"
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"{''.join(_told(head))}"
        '<link rel="icon" href="/sign.svg">'
        f"<style>{look.text}</style></head><body>{body}</body></html>"
    ).encode()


def _told(head: Head) -> list[str]:
    said = {
        "description": head.short,
        "og:type": "article",
        "og:title": head.title,
        "og:description": head.short,
        "og:url": head.address,
    }
    if head.picture:
        said["og:image"] = head.picture
    if not head.is_listed:
        said["robots"] = "noindex"
    return [
        *(
            f'<meta {"property" if name.startswith("og:") else "name"}="{name}" content="{escape(text)}">'
            for name, text in said.items()
        ),
        *(f'<link rel="alternate" type="{kind}" href="{escape(where)}">' for kind, where in head.others),
    ]
