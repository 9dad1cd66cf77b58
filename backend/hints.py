"""A hint in the words of a subscription's document: worked out once for all who listen with the same document."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import orjson
from strawberry.types import ExecutionResult

from backend.access.context import Context
from backend.kit.live import Change
from backend.schema import schema

REMEMBERED = 1_000
"""Answers that are kept: a few documents, each with the last changes."""


class NotTold(Exception):
    """A document is not one that can be listened with; the errors say why."""

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        super().__init__(errors)
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a client sent to listen."""

    document: str
    variables: str
    """As JSON, so that equal ones are the same."""
    operation: str | None
    is_of_a_program: bool
    """Programs may send documents that are not the app's."""

    @classmethod
    def read(cls, payload: Mapping[str, Any], context: Context) -> "Subscription":
        """The subscription in a message, as it came from this client."""
        variables = json.dumps(payload.get("variables") or {}, sort_keys=True)
        is_of_a_program = context.actor is not None and context.actor.token is not None
        return cls(payload["query"], variables, payload.get("operationName"), is_of_a_program)


_told: dict[tuple[Subscription, Change], bytes] = {}
_working: dict[tuple[Subscription, Change], "asyncio.Task[bytes]"] = {}


async def said(subscription: Subscription, change: Change, context: Context) -> bytes:
    """The payload of a `next` message. It is the same for everybody: a hint says what changed, and to whom it is said
    was looked at before."""
    # A hint is about a row, whoever it concerns.
    key = (subscription, Change(change.what, change.row))
    known = _told.get(key)
    if known is None:
        known = await asyncio.shield(_under_way(*key, context))
        if len(_told) >= REMEMBERED:
            del _told[next(iter(_told))]
        _told[key] = known
    return known


def _under_way(subscription: Subscription, change: Change, context: Context) -> "asyncio.Task[bytes]":
    """The task that works it out for all who wait; it goes on though the first of them is gone."""
    key = (subscription, change)
    task = _working.get(key)
    if task is None or task.get_loop() is not asyncio.get_running_loop():
        task = asyncio.create_task(_worked_out(subscription, replace(context, change=change)))
        task.add_done_callback(lambda _: _working.pop(key, None))
        _working[key] = task
    return task


async def _worked_out(subscription: Subscription, context: Context) -> bytes:
    stream = await schema.stream(
        subscription.document,
        variable_values=json.loads(subscription.variables),
        context_value=context,
        operation_name=subscription.operation,
    )
    async for result in stream:
        return orjson.dumps(_payload(result))
    raise NotTold([])


def _payload(result: ExecutionResult) -> dict[str, Any]:
    errors = [error.formatted for error in result.errors or ()]
    if errors and not result.data:
        raise NotTold([dict(error) for error in errors])
    return {"data": result.data} | ({"errors": errors} if errors else {})
