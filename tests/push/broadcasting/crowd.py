"""A crowd without a town: people in a row, each with a phone, and a message for all of them."""

from asyncio import Task, create_task
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from backend.access.models import Person
from backend.kit import ids, work
from backend.kit.words import Language
from backend.push.broadcast_models import Broadcast, Chunk, Remainder
from backend.push.broadcasting import broadcasts, crowds
from backend.push.broadcasting.crowds import Stretch
from backend.push.carrying.carrier import Carrier
from backend.push.carrying.carriers import Brought
from backend.push.carrying.loads import Answers, Load
from backend.push.courier import Courier
from backend.push.models import Kind
from tests.push.builders import subscribed
from tests.push.stand_in import Handset, StandIn

SAID = {Language.ZH_HANS: ("停水", "今晚八点停水"), Language.EN: ("Water off", "No water from eight tonight")}
ABOUT = UUID(int=7)
END = "~"
"""Sorts after everybody."""


@dataclass
class Row:
    """People who stand in a row; where somebody stands is six digits."""

    people: list[Person] = field(default_factory=list)
    handsets: list[Handset] = field(default_factory=list)

    async def grow(self, service: StandIn, number: int) -> "Row":
        """So many more people join it, each with a phone."""
        for _ in range(number):
            person, handset = await Person.create(name="住户"), service.handset()
            await subscribed(person, handset)
            self.people.append(person)
            self.handsets.append(handset)
        return self

    @property
    def heard(self) -> list[int]:
        """How often each phone was told."""
        return [len(handset.received) for handset in self.handsets]

    async def _people(self, stretch: Stretch, after: UUID | None, most: int) -> list[UUID]:
        standing = sorted(
            person.id
            for place, person in enumerate(self.people)
            if stretch.begins <= f"{place:06}" < stretch.before and (after is None or person.id > after)
        )
        return standing[:most]

    async def _beginnings(self, stretch: Stretch, size: int) -> list[str]:
        return [f"{place:06}" for place in range(size, len(self.people), size)]

    def register(self) -> None:
        crowds.register("row", people=self._people, beginnings=self._beginnings)


class Here:
    """Carries in this process, where the clock stands still."""

    at_once = 2

    def __init__(self, courier: Courier) -> None:
        self._carrier = Carrier(courier)
        self.going: set[Task[Answers]] = set()

    async def bring(self, load: Load) -> Brought:
        answers, slow = await self._carrier.bring(load)
        if not slow:
            return Brought(answers)
        late = create_task(self._carrier.wait(slow))
        self.going.add(late)
        return Brought(answers, late)


async def tell(
    *, kind: Kind = Kind.NOTICE, urgent: bool = False, expires: datetime | None = None
) -> Broadcast:
    """Queue the message for the whole row."""
    return await work.unit(
        lambda: broadcasts.queue(
            crowd="row",
            stretches=[("", END)],
            kind=kind,
            what="Notice",
            about=ABOUT,
            said=SAID,
            link="/notices/7",
            topic="7",
            urgent=urgent,
            expires=expires,
        )
    )


async def counts() -> dict[str, int]:
    """What became of all phones so far, without what is nought."""
    figures = await broadcasts.figures(ABOUT)
    names = (*Chunk.OUTCOMES, "waiting")
    return {name: number for name in names if (number := getattr(figures, name))}


async def rows() -> tuple[int, int, int]:
    """Broadcasts and chunks that are not done, and phones to be tried again."""
    return (
        await Broadcast.filter(done_at__isnull=True).count(),
        await Chunk.filter(done_at__isnull=True).count(),
        await Remainder.all().count(),
    )


def opaque() -> str:
    return ids.opaque("Notice", ABOUT)
