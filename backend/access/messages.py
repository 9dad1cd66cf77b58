"""How somebody is told that something happened to their account.

Push, which stands on access and knows how to reach a phone, registers itself as the carrier.
"""

from collections.abc import Awaitable, Callable
from uuid import UUID

from backend.kit.words import Words

Carrier = Callable[[UUID, Words, Words, str], Awaitable[None]]
"""Takes the person, a title, a text and the page of the app that it is about."""

_carriers: list[Carrier] = []


def carried_by(carrier: Carrier) -> Carrier:
    """Register who carries these messages."""
    _carriers.append(carrier)
    return carrier


async def tell(person: UUID, title: Words, text: Words, link: str) -> None:
    """Tell somebody, when the present unit of work is committed."""
    for carry in _carriers:
        await carry(person, title, text, link)
