"""What a process writes down: what kind of thing went wrong, and where in the code; never what was in somebody's hands.

A database says which row it would not take, and a parser quotes what it could not read: names, numbers, doors. So of
an exception only its kind and its way through the code are written; of what a library says only the first line, for
below it stands what it had in its hands; and a long number, whoever wrote it, is left out.

Each line carries the number of the request or the round that it belongs to. On a terminal it is for reading, elsewhere
one JSON object for programs.
"""

import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType

import orjson

from backend import settings
from backend.kit import traces

LINE = "%(asctime)s %(levelname)s %(name)s%(trace)s: %(message)s"
OURS = "backend"
LONG_NUMBER = re.compile(r"(?<![\w-])(?:\+|%2b)?\d{9,}(?![\w-])", re.IGNORECASE)
"""As long as a phone number, also as it stands in an address; ids are shorter, or have letters or dashes beside their digits."""
LEFT_OUT = "…"

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def begin() -> None:
    """Write warnings and worse to standard error, those of libraries too."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Objects() if _is_for_programs() else Discreet(LINE))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def _is_for_programs() -> bool:
    form = settings.settings().log
    return not sys.stderr.isatty() if form == "auto" else form == "json"


class Discreet(logging.Formatter):
    """Leaves out what exceptions say, and what libraries and long numbers may tell."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 -- its name in logging
        record.message = said(record)
        record.trace = f" [{traces.present()}]" if traces.present() else ""
        return super().formatMessage(record)

    def formatException(self, ei: Raised) -> str:  # noqa: N802 -- its name in logging
        parts: list[str] = []
        seen: set[int] = set()
        raised = ei[1]
        while raised is not None and id(raised) not in seen:
            seen.add(id(raised))
            parts.append(_told(raised))
            raised = raised.__cause__ or (None if raised.__suppress_context__ else raised.__context__)
        return "\nafter\n".join(parts)


class Objects(Discreet):
    """The same as one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "where": record.name,
            "request": traces.present(),
            "said": said(record),
        }
        if record.exc_info and record.exc_info[1]:
            line["error"] = self.formatException(record.exc_info)
        return orjson.dumps({name: value for name, value in line.items() if value}).decode()


def said(record: logging.LogRecord) -> str:
    """What a line says, without what it must not."""
    text = record.getMessage()
    if (record.name or "").partition(".")[0] != OURS:
        text = text.partition("\n")[0]
    return LONG_NUMBER.sub(LEFT_OUT, text)


def _told(raised: BaseException) -> str:
    kind = f"{type(raised).__module__}.{type(raised).__qualname__}"
    within = [_told(one) for one in raised.exceptions] if isinstance(raised, BaseExceptionGroup) else []
    frames = "".join(traceback.format_tb(raised.__traceback__))
    return "\n".join([f"{kind} at", frames.rstrip(), *within])
