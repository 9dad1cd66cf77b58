"""The SQL statements that something costs."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

LOG = logging.getLogger("tortoise.db_client")
"""Where Tortoise says every statement, on either engine."""


class _Noting(logging.Handler):
    def __init__(self, noted: list[str]) -> None:
        super().__init__()
        self.noted = noted

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if said.startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
            self.noted.append(said)


@contextmanager
def counted() -> Iterator[list[str]]:
    """What is sent to the database while this is open."""
    noted: list[str] = []
    handler, level = _Noting(noted), LOG.level
    LOG.addHandler(handler)
    LOG.setLevel(logging.DEBUG)
    try:
        yield noted
    finally:
        LOG.removeHandler(handler)
        LOG.setLevel(level)
