"""How often something may be tried, in one process and in several."""

import logging

import pytest

from backend.kit import rates
from backend.kit.refusals import TooOften
from tests import databases


async def test_a_sixth_try_of_five_is_one_too_many_and_others_are_not_counted_with_it(engine: str) -> None:
    for _ in range(5):
        await rates.count("5 per hour", "try", "陈丽")
    with pytest.raises(TooOften) as refused:
        await rates.count("5 per hour", "try", "陈丽")
    assert 0 < refused.value.seconds <= 3600
    await rates.count("5 per hour", "try", "王芳")


async def test_without_redis_each_process_counts_for_itself(caplog: pytest.LogCaptureFixture) -> None:
    """Nobody is kept from signing in because hints and limits have no place to meet."""
    with databases.pointing_to("sqlite://unused", "redis://127.0.0.1:1"), caplog.at_level(logging.WARNING):
        async with rates.counting():
            for _ in range(5):
                await rates.count("5 per hour", "try", "陈丽")
            with pytest.raises(TooOften):
                await rates.count("5 per hour", "try", "陈丽")
    assert "Redis is away" in caplog.text
