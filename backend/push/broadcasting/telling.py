"""Telling some phones the words of a broadcast, each in the language of its owner."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import orjson

from backend.kit import clock, ids
from backend.kit.words import Language
from backend.push.broadcast_models import Broadcast
from backend.push.broadcasting.phones import Aim
from backend.push.carrying import carriers
from backend.push.carrying.carriers import Brought, CarrierEnded
from backend.push.carrying.loads import Answers, Load, Phone
from backend.push.courier import Answer
from backend.push.encryption import padded
from backend.push.sending import LONGEST_TEXT

Said = list[tuple[Aim, Answer]]

LONGEST = timedelta(days=28)
"""For which a push service is asked to keep a message: what asks for longer some of them refuse."""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of some phones: soon, and late where a push service took its time."""

    aims: Sequence[Aim]
    brought: Brought

    @property
    def soon(self) -> Said:
        return self._said(self.brought.answers)

    @property
    def slow(self) -> list[Aim]:
        return [aim for place, aim in enumerate(self.aims) if place not in self.brought.answers]

    async def late(self) -> Said:
        """What became of the slow ones; nothing where their process died meanwhile."""
        if self.brought.late is None:
            return []
        try:
            return self._said(await self.brought.late)
        except CarrierEnded:
            return []

    def _said(self, answers: Answers) -> Said:
        return [(self.aims[place], answer) for place, answer in answers.items()]


@dataclass(frozen=True, slots=True)
class Texts:
    """What a broadcast says, sealed for nobody yet."""

    texts: list[bytes] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    """Where the text of each language is among them."""

    def place(self, language: str) -> int:
        """The text for a reader: in their language, else in simplified Chinese, else in the first that there is."""
        for one in (language, Language.ZH_HANS.value):
            if one in self.places:
                return self.places[one]
        return 0


def words_of(broadcast: Broadcast) -> Texts:
    """The texts of a broadcast as a service worker reads them."""
    words = Texts()
    for language, (title, text) in broadcast.said.items():
        words.places[language] = len(words.texts)
        words.texts.append(_payload(broadcast, title, text))
    return words


def _payload(broadcast: Broadcast, title: str, text: str) -> bytes:
    return padded(
        orjson.dumps(
            {
                "id": ids.opaque(broadcast.what, broadcast.about),
                "type": broadcast.what,
                "title": title,
                "body": text[:LONGEST_TEXT],
                "link": broadcast.link,
                "tag": broadcast.topic,
            }
        )
    )


async def tell(broadcast: Broadcast, words: Texts, aims: Sequence[Aim]) -> Told:
    """Ring these phones now."""
    if not aims:
        return Told(aims, Brought({}))
    phones = [
        Phone(aim.id.bytes, words.place(aim.language), aim.endpoint, aim.p256dh, aim.auth) for aim in aims
    ]
    left = min(max(broadcast.expires_at - clock.now(), timedelta(0)), LONGEST)
    load = Load(broadcast.topic, int(left.total_seconds()), broadcast.urgent, words.texts, phones)
    return Told(aims, await carriers.present().bring(load))
