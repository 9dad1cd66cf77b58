"""A program in a test: it asks with a leader's key, without a cookie or a header of our page."""

from backend.access import tokens
from backend.access.models import Person
from backend.grids.models import Grid
from tests import community
from tests.phones import Phone, Phones


async def program(phones: Phones, maker: Person, ground: Grid, *, may_write: bool = False) -> Phone:
    """A program that reads, or also writes, on a grid's ground."""
    fresh = await tokens.make(await community.actor(maker), ground.id, "报表", may_write=may_write, days=30)
    return await with_key(phones, fresh.secret)


async def with_key(phones: Phones, secret: str) -> Phone:
    """A program that was given this key."""
    made = await phones()
    made.headers = {"authorization": f"Bearer {secret}", "content-type": "application/json"}
    return made
