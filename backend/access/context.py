"""What a resolver knows of whoever asks."""

from dataclasses import dataclass, field
from typing import Any

from starlette.requests import HTTPConnection

from backend.access.actor import Actor
from backend.kit.words import Language


@dataclass(slots=True)
class Context:
    """One operation: who asks, in which language, and what to set on the answer."""

    actor: Actor | None
    language: Language
    connection: HTTPConnection
    cookies: list[str] = field(default_factory=list)
    """Set-Cookie headers of the answer."""

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
