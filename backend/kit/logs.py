"""What a process writes down: what kind of thing went wrong, and where in the code; never what was in somebody's hands.

A database says which row it would not take, and a parser quotes what it could not read: names, numbers, doors. So of
an exception only its kind and its way through the code are written.
"""

import logging
import sys
import traceback
from types import TracebackType

LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def begin() -> None:
    """Write warnings and worse to standard error, those of libraries too."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet(LINE))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


class Discreet(logging.Formatter):
    """Leaves out what exceptions say."""

    def formatException(self, ei: Raised) -> str:  # noqa: N802 -- its name in logging
        parts: list[str] = []
        seen: set[int] = set()
        raised = ei[1]
        while raised is not None and id(raised) not in seen:
            seen.add(id(raised))
            parts.append(_told(raised))
            raised = raised.__cause__ or (None if raised.__suppress_context__ else raised.__context__)
        return "\nafter\n".join(parts)


def _told(raised: BaseException) -> str:
    kind = f"{type(raised).__module__}.{type(raised).__qualname__}"
    within = [_told(one) for one in raised.exceptions] if isinstance(raised, BaseExceptionGroup) else []
    frames = "".join(traceback.format_tb(raised.__traceback__))
    return "\n".join([f"{kind} at", frames.rstrip(), *within])
