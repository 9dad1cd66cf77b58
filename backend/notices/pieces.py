"""The parts of a notice as the graph shows them, each from a row that was read."""

from collections.abc import Sequence

from backend.grids import graph as grids
from backend.grids.graph import Labels
from backend.kit import nodes
from backend.kit.words import Language
from backend.notices import markdown, shown, wording
from backend.notices.below import Row


def best(texts: Sequence[Row], language: Language) -> Row:
    """What a notice says in somebody's language, else in simplified Chinese, else in whichever there is."""
    return wording.best({text["language"]: text for text in texts}, language)


NOTHING = shown.NoticeText(
    language=Language.ZH_HANS, headline="", short="", body="", html="", claim="", source="", reward=""
)
"""Where the document asks for no text."""


def text(row: Row, *, says_html: bool) -> shown.NoticeText:
    """What it says in one language."""
    return shown.NoticeText(
        language=row["language"],
        headline=row["headline"],
        short=row["short"],
        body=row["body"],
        html=markdown.html(row["body"]) if says_html else "",
        claim=row["claim"],
        source=row["source"],
        reward=row["reward"],
    )


def stop(row: Row) -> shown.NoticeStop:
    """One place of a route."""
    return shown.NoticeStop(
        id=nodes.opaque("NoticeStop", row["id"]),
        row=row["id"],
        place=row["place"],
        begins_at=row["begins_at"],
        ends_at=row["ends_at"],
    )


def line(row: Row, known: Labels) -> shown.RelayLine:
    """What a tier added."""
    return shown.RelayLine(grid=grids.grid_of(row, "grid__", known), line=row["line"], at=row["passed_at"])


def turn(row: Row, known: Labels) -> shown.RelayTurn:
    """Where it waits to be passed on."""
    return shown.RelayTurn(
        grid=grids.grid_of(row, "grid__", known), arrived_at=row["arrived_at"], due_at=row["due_at"]
    )


def mine(row: Row) -> shown.MyReceipt:
    """How far it has come in the reader's household."""
    return shown.MyReceipt(
        shown_at=row["shown_at"],
        read_at=row["read_at"],
        answered_at=row["answered_at"],
        signed_at=row["signed_at"],
    )
