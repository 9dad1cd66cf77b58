"""The SQL statements that something costs, and that they are the ones Tortoise writes."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any

from backend.kit import remembered_sql

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


write = remembered_sql.write


def compare_always() -> None:
    """Compare every statement that is taken from memory with the one that Tortoise writes."""
    remembered_sql.write = _write_and_compare


def _write_and_compare(query: Any) -> None:
    write(query)
    if isinstance(query.query, remembered_sql.Written):
        anew = copy(query)
        anew._joined_tables = []
        anew._make_query()
        assert query.query.get_parameterized_sql() == anew.query.get_parameterized_sql()
        assert getattr(query, "_select_related_idx", None) == getattr(anew, "_select_related_idx", None)
