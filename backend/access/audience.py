"""Who may know of a change: found by the paths that they answer for, and not by asking everybody."""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from typing import Any, Generic, TypeVar
from uuid import UUID

from backend.access.actor import Actor
from backend.kit import live
from backend.kit.live import Change

L = TypeVar("L", bound=Hashable)

NEAR = 2 * live.STEP
"""Whoever lives in the same district or town lives near: their paths share the first two steps."""


def concerns(change: Change, actor: Actor) -> bool:
    """Whether this actor may know of a change: it is theirs, on their ground, or open to their neighbours."""
    if actor.person in change.people:
        return True
    if any(map(actor.answers_for, change.grounds)):
        return True
    if not change.path:
        return False
    if change.homes and actor.home and actor.home.startswith(change.path):
        return True
    return actor.answers_for(change.path) or (change.near and _are_near(change.path, actor.home))


def _are_near(path: str, home: str | None) -> bool:
    return home is not None and path[:NEAR] == home[:NEAR]


class Audience(Generic[L]):
    """All who listen, with who they are; answers the question of `concerns` for all of them in one look."""

    def __init__(self) -> None:
        self.actors: dict[L, Actor] = {}
        self._by_person: defaultdict[UUID, set[L]] = defaultdict(set)
        self._by_ground: defaultdict[str, set[L]] = defaultdict(set)
        self._by_home: defaultdict[str, set[L]] = defaultdict(set)
        """By the path of the home and of everything above it."""
        self._by_neighbourhood: defaultdict[str, set[L]] = defaultdict(set)

    def put(self, listener: L, actor: Actor) -> None:
        """Somebody listens, or is known anew: with other posts, or at another home."""
        if self.actors.get(listener) == actor:
            return
        self.take(listener)
        self.actors[listener] = actor
        for places, name in self._places(actor):
            places[name].add(listener)

    def take(self, listener: L) -> None:
        """Somebody listens no longer."""
        actor = self.actors.pop(listener, None)
        if actor is None:
            return
        for places, name in self._places(actor):
            places[name].discard(listener)
            if not places[name]:
                del places[name]

    def of(self, change: Change) -> set[L]:
        """Everybody who may know of it."""
        found: set[L] = set()
        for person in change.people:
            found |= self._by_person.get(person, set())
        for ground in {*change.grounds, *filter(None, [change.path])}:
            for end in range(0, len(ground) + 1, live.STEP):
                found |= self._by_ground.get(ground[:end], set())
        if not change.path:
            return found
        if change.homes:
            found |= self._by_home.get(change.path, set())
        if change.near:
            found |= self._by_neighbourhood.get(change.path[:NEAR], set())
        return found

    def _places(self, actor: Actor) -> Iterator[tuple[defaultdict[Any, set[L]], Any]]:
        """Where somebody stands: in which index, under which name."""
        if actor.person is not None:
            yield self._by_person, actor.person
        for path in set(actor.reach()):
            yield self._by_ground, path
        if actor.home is not None:
            yield self._by_neighbourhood, actor.home[:NEAR]
            for end in range(live.STEP, len(actor.home) + 1, live.STEP):
                yield self._by_home, actor.home[:end]
