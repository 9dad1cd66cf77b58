"""What a resolver knows of whoever asks."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from starlette.requests import HTTPConnection
from strawberry.dataloader import DataLoader

from backend.access.actor import Actor
from backend.kit.live import Change
from backend.kit.words import Language

K = TypeVar("K")
V = TypeVar("V")

NOTHING = Change("")


@dataclass(slots=True)
class Context:
    """One operation: who asks, in which language, and what to set on the answer."""

    actor: Actor | None
    language: Language
    connection: HTTPConnection
    headers: list[tuple[str, str]] = field(default_factory=list)
    """What the answer carries besides what every answer does."""
    change: Change = NOTHING
    """Of a subscription: what it is to tell."""
    _loaders: dict[Any, DataLoader[Any, Any]] = field(default_factory=dict)

    def loader(self, read: Callable[[list[K]], Awaitable[list[V]]]) -> DataLoader[K, V]:
        """Collects what the rows of this operation ask for; `read` then answers all of them in one statement."""
        if read not in self._loaders:
            self._loaders[read] = DataLoader(load_fn=read)
        return self._loaders[read]

    @property
    def me(self) -> Actor:
        """The actor of a field whose gate asks for one."""
        if self.actor is None:
            raise RuntimeError("a field without a gate asked who is there")
        return self.actor

    @property
    def address(self) -> str:
        """The address that asks, for limits."""
        return str(self.connection.scope.get("lianxin.address", ""))

    def __getitem__(self, name: str) -> Any:
        return getattr(self, name)
