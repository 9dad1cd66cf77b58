"""What people type, without what nobody can see: blanks around it, control characters, marks that turn text round."""

import unicodedata

JOINERS = {"\u200c", "\u200d"}
"""Invisible, but some scripts and faces (👨‍👩‍👧) are written with them."""
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def line(text: str) -> str:
    """One line, with a single blank wherever there were some."""
    seen = text if text.isprintable() else "".join(map(_visible, text)).strip("".join(JOINERS))
    return " ".join(seen.split())


def lines(text: str) -> str:
    """The same of a text that may have several lines; they stay."""
    return "\n".join(line(one) for one in text.strip().splitlines()).strip()


def indented(text: str) -> str:
    """The same of a text in which the blanks before a line mean something, such as Markdown."""
    shown = ("".join(map(_visible, one)).rstrip() for one in text.splitlines())
    return "\n".join(shown).strip("\n")


def figures(text: str) -> str:
    """Figures as somebody typed them, wide ones (１２３) and blanks included, as plain ones."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def defused(text: str) -> str:
    """One line for a sheet, so that no program takes it for something to calculate."""
    seen = line(text)
    return f"'{seen}" if seen.startswith(STARTS_A_FORMULA) else seen


def _visible(character: str) -> str:
    # PostgreSQL keeps no NUL, and a mark that turns text round would write one name so that another is read.
    if character.isspace() or character in JOINERS:
        return character
    return "" if unicodedata.category(character) in {"Cc", "Cf", "Cs"} else character
