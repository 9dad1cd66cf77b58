"""The migrations and the models say the same."""

from backend import database


async def test_every_model_has_its_migration(engine: str) -> None:
    assert await database.drift() == [], "write it: make migration NAME=what_changed"
