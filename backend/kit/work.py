"""A unit of work: a verb is done whole or not at all, and once however often a phone sends it.

A verb is an async function whose first argument is the actor. It runs in one transaction and in a task of its
own, so that a lost connection cannot tear it. With `key=` it is answered once: the same key gives the same
answer, and another request under it is refused.
"""

import hashlib
import logging
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Awaitable, Callable, Sequence
from contextvars import ContextVar
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar
from uuid import UUID

import orjson
from tortoise import Tortoise
from tortoise.exceptions import IntegrityError, OperationalError
from tortoise.transactions import in_transaction

from backend.kit import sealed
from backend.kit.cancellation import to_the_end
from backend.kit.models import Answer, Row
from backend.kit.refusals import KeyReused, NotFound, Refused, revive

log = logging.getLogger(__name__)


class Doer(Protocol):
    """Whoever does something; an Actor, or the system itself."""

    @property
    def id(self) -> UUID: ...


P = ParamSpec("P")
D = TypeVar("D", bound=Doer)
T = TypeVar("T")

_afterwards: ContextVar[list[Callable[[], None]] | None] = ContextVar("afterwards", default=None)

DEADLOCK_TRIES = 4
SAID = "Answer.values"


class _AnsweredMeanwhile(Exception):
    """The same key was answered by another process while this one worked."""


def verb(act: Callable[Concatenate[D, P], Awaitable[T]]) -> Callable[Concatenate[D, P], Awaitable[T]]:
    """Make a rule one unit of work. A verb called inside another is part of that one."""

    @wraps(act)
    async def whole(actor: D, /, *given: P.args, **named: P.kwargs) -> T:
        if is_under_way():
            return await act(actor, *given, **named)
        key = named.get("key")
        if not isinstance(key, UUID):
            return await unit(lambda: act(actor, *given, **named))
        asked = fingerprint(act, *given, **{name: value for name, value in named.items() if name != "key"})
        return await _once(actor, key, asked, lambda: act(actor, *given, **named))

    return whole


def is_under_way() -> bool:
    """Whether this is part of a unit of work already."""
    return _afterwards.get() is not None


async def unit(act: Callable[[], Awaitable[T]]) -> T:
    """Run `act` in one transaction, to its end; what it set for afterwards runs when that is committed."""
    return await to_the_end(_unit(act))


async def _unit(act: Callable[[], Awaitable[T]]) -> T:
    for tries_left in reversed(range(DEADLOCK_TRIES)):
        later: list[Callable[[], None]] = []
        token = _afterwards.set(later)
        try:
            async with in_transaction():
                result = await act()
        except OperationalError as error:
            if tries_left and _is_deadlock(error):
                continue
            raise
        finally:
            _afterwards.reset(token)
        _run(later)
        return result
    raise AssertionError("unreachable")


def _is_deadlock(error: OperationalError) -> bool:
    cause = error.args[0] if error.args else None
    return type(cause).__name__ in {"DeadlockDetectedError", "SerializationError"}


def afterwards(act: Callable[[], None]) -> None:
    """Do this when the unit of work is committed, and never if it is not; at once outside of one."""
    later = _afterwards.get()
    if later is None:
        act()
    else:
        later.append(act)


def _run(later: list[Callable[[], None]]) -> None:
    for act in later:
        try:
            act()
        except Exception:
            log.exception("something after a commit failed; the commit holds")


async def _once(actor: Doer, key: UUID, asked: str, act: Callable[[], Awaitable[T]]) -> T:
    async def act_and_note() -> T:
        if known := await Answer.get_or_none(actor=actor.id, key=key):
            repeated: T = await _repeat(known, asked)
            return repeated
        result = await act()
        await _note(actor, key, asked, _row_answer(result))
        return result

    try:
        return await unit(act_and_note)
    except _AnsweredMeanwhile:
        pass
    except Refused as refusal:
        if await _note_refusal(actor, key, asked, refusal):
            raise
    # Of two sendings at once the second may be refused just because the first has done it: what that was told holds.
    answer: T = await _repeat(await Answer.get(actor=actor.id, key=key), asked)
    return answer


async def is_answered(actor: Doer, key: UUID | None) -> bool:
    """Whether this key has its answer already, so that nothing will be done under it again."""
    return key is not None and await Answer.exists(actor=actor.id, key=key)


async def _note(actor: Doer, key: UUID, asked: str, answer: dict[str, Any]) -> None:
    try:
        await Answer.create(actor=actor.id, key=key, asked=asked, answer=answer)
    except IntegrityError as error:
        raise _AnsweredMeanwhile from error


async def _note_refusal(actor: Doer, key: UUID, asked: str, refusal: Refused) -> bool:
    """A refusal is an answer too: it is what the key gets from now on, unless it has another one already."""
    if await is_answered(actor, key):
        return False
    try:
        await unit(lambda: _note(actor, key, asked, _refusal_answer(key, refusal)))
    except _AnsweredMeanwhile:
        return False
    return True


async def _repeat(known: Answer, asked: str) -> Any:
    if known.asked != asked:
        raise KeyReused
    if "refusal" in known.answer:
        raise revive(known.answer["refusal"], _opened(known))
    if known.answer["row"] is None:
        return None
    model = Tortoise.apps["lianxin"][known.answer["model"]]
    if row := await model.get_or_none(id=known.answer["row"]):
        return row
    # It was done, and has been taken away since.
    raise NotFound


def _opened(known: Answer) -> dict[str, Any]:
    """What a refusal said."""
    kept = known.answer["values"]
    if isinstance(kept, dict):
        # From before it was sealed; such rows are gone after a month.
        return kept
    values: dict[str, Any] = orjson.loads(sealed.unseal_bytes(urlsafe_b64decode(kept), SAID, known.key))
    return values


def _row_answer(result: object) -> dict[str, Any]:
    if result is None:
        return {"model": None, "row": None}
    if not isinstance(result, Row):
        raise TypeError(f"a verb with a key answers a row or None, not {type(result).__name__}")
    return {"model": type(result).__name__, "row": str(result.id)}


def _refusal_answer(key: UUID, refusal: Refused) -> dict[str, Any]:
    # It may name somebody: "王芳 already holds this post".
    values = sealed.seal_bytes(orjson.dumps(refusal.values(), default=str), SAID, key)
    return {"refusal": type(refusal).__name__, "values": urlsafe_b64encode(values).decode()}


def fingerprint(act: Callable[..., Any], /, *given: Any, **named: Any) -> str:
    """What was asked, in so few characters that two askings can be compared."""
    said = orjson.dumps([act.__qualname__, given, named], default=str, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(said).hexdigest()


async def known(sent: Sequence[tuple[Doer, UUID]]) -> dict[tuple[UUID, UUID | None], Answer]:
    """Of these actors and their keys those that were answered before."""
    if not sent:
        return {}
    found = await Answer.filter(actor__in=[actor.id for actor, _ in sent], key__in=[key for _, key in sent])
    return {(answer.actor, answer.key): answer for answer in found}


async def repeated(answer: Answer, asked: str) -> Row | Refused | None:
    """What was answered before, be it a row or why not."""
    try:
        row: Row | None = await _repeat(answer, asked)
    except Refused as refusal:
        return refusal
    return row


async def note_all(answers: Sequence[tuple[Doer, UUID, str, Row | Refused]]) -> None:
    """Keep what each of these keys was answered, in the present unit of work."""
    await Answer.bulk_create(
        Answer(
            actor=actor.id,
            key=key,
            asked=asked,
            answer=_refusal_answer(key, said) if isinstance(said, Refused) else _row_answer(said),
        )
        for actor, key, asked, said in answers
    )
