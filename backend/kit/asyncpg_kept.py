"""A PostgreSQL engine for Tortoise that keeps its connections as they are.

asyncpg sends four statements along whenever somebody is done with a connection, to undo what they set on it: a second
way to the database for each one that a screen asks. We leave nothing on a connection: a transaction ends before it is
given back (asyncpg looks), and the one lock that outlives a statement is taken and released by `turns`.

Tortoise's migrations know an engine by its module's name: `asyncpg` has to stand in it.
"""

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient


class Connection(asyncpg.Connection):  # type: ignore[misc] # asyncpg tells no types.
    def get_reset_query(self) -> str:
        return ""


class Client(AsyncpgDBClient):
    """Tortoise's client with connections of the kind above."""

    connection_class = Connection


client_class = Client
