"""How many requests are answered at the same time: as many as leave no queue standing.

A burst is let in and worked off. Where the typical request has waited too long for a while, there is more to do than
can be done, and to take it all would make everybody wait for ever; then fewer are let in, and the others are told at
once to come back (the idea of CoDel: what counts is a queue that stands, not how long it once was).
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from backend.kit.urgency import Urgency

MOST = 320
"""Requests inside at the most, however fast they go."""
BURST = 1280
"""And for a moment, where it was not full for a while: a disk that stands still for 1.6 s while a district opens a notice."""
MOMENT = 3.0
"""Seconds in which a burst comes and is worked off."""
CALM = 10.0
"""Seconds for which it was not full before there is room for a burst: where it always is, more inside only wait longer."""
LEAST = 32
"""So many are let in however slow they go: fewer keep neither the processors nor the database busy, and where a machine
is slow because of something else, fewer would be no quicker."""
RESERVED = 8
"""Of those who come in (sign-in), so many are let in though the room is full."""
WINDOW = 0.1
"""Seconds after which it is judged again."""
TARGET = 0.2
"""Seconds that the typical request may take."""
CROWDED = 0.03
"""Seconds that it takes where there is more to do than time, though not too much yet."""
PATIENCE = 0.5
"""Seconds for which it may take longer: a burst, a checkpoint of the database."""
SMALLER = 0.75
LARGER = 1.05
EMPTIER = 1.5
"""What the room becomes by, where it was too full, full, and not even full."""
SOONEST = 2
LATEST = 60
"""Seconds after which whoever is sent away is asked to come back."""
SPREAD = 8
"""Seconds over which they are spread, for each that is sent away while one is answered."""
SMOOTHING = 0.2


@dataclass(eq=False, slots=True)
class Ticket:
    """One request: inside from when all of it is here until its answer begins."""

    is_entering: bool = False
    since: float = 0.0


class Room:
    """Who is inside, and how many may be."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self.most = float(MOST)
        self.answered = 0
        self.sent_away = 0
        self.coming = 0
        """Let in at the door in this moment, and not inside yet."""
        self._inside: set[Ticket] = set()
        self._entering = 0
        self._waits: list[float] = []
        self._waited = 0.0
        """What the typical request waited when that was last judged."""
        self._fullest = 0
        self._judged_at = now()
        self._too_long_since: float | None = None
        self._full_at = self._burst_until = self._judged_at - CALM
        self._rates = (0.0, 0.0)
        self._counted = (0, 0)

    @property
    def inside(self) -> int:
        """How many are being answered now."""
        return len(self._inside)

    def is_crowded(self) -> bool:
        """Whether people wait here so long that what can wait should."""
        self._judge()
        return bool(self._inside) and self._waited > CROWDED

    def has_place(self) -> bool:
        """Whether anybody may come in, whatever they want."""
        self._judge()
        inside = len(self._inside) + self.coming
        return inside < self.most or (inside < BURST and self.most >= MOST and self._is_burst())

    def all_are_in(self) -> None:
        """Whoever was let in at the door is inside by now, or has gone elsewhere."""
        self.coming = 0

    def admits(self, urgency: Urgency) -> bool:
        """Whether this may come in."""
        if self.has_place() or urgency is Urgency.HELP:
            return True
        return urgency is Urgency.ENTERING and self._entering < RESERVED

    def enter(self, ticket: Ticket) -> None:
        """Begin to answer a request."""
        ticket.since = self._now()
        self._inside.add(ticket)
        self._entering += ticket.is_entering
        self._fullest = max(self._fullest, len(self._inside))

    def leave(self, ticket: Ticket) -> None:
        """A request is answered, or gone; to say so again changes nothing."""
        if ticket not in self._inside:
            return
        self._inside.discard(ticket)
        self._entering -= ticket.is_entering
        self.answered += 1
        self._waits.append(self._now() - ticket.since)

    def send_away(self) -> int:
        """Count one that may not come in; the seconds after which it may try again, different for each."""
        self.sent_away += 1
        answered, sent_away = self._rates
        spread = SPREAD * sent_away / max(answered, 1.0)
        # Chance that spreads; nobody gains by guessing it.
        return random.randint(  # noqa: S311
            SOONEST, int(min(LATEST, 2 * SOONEST + spread))
        )

    def _is_burst(self) -> bool:
        """Whether the room, which is as large as can be and full, was not full for a while."""
        now = self._now()
        if now >= self._full_at + CALM:
            self._burst_until = now + MOMENT
        self._full_at = now
        return now < self._burst_until

    def _judge(self) -> None:
        now = self._now()
        if now < self._judged_at + WINDOW:
            return
        self._waited = waited = self._typical(now)
        if waited <= TARGET:
            self._too_long_since = None
            self._grow()
        elif self._too_long_since is None or now < self._burst_until:
            self._too_long_since = now
        elif now >= self._too_long_since + PATIENCE:
            # What is inside already takes its time: judged again only when that is gone.
            self._too_long_since = now - PATIENCE + min(waited, PATIENCE)
            self.most = max(LEAST, SMALLER * min(self.most, self._fullest))
        self._count(now - self._judged_at)
        self._waits.clear()
        self._fullest = len(self._inside)
        self._judged_at = now

    def _typical(self, now: float) -> float:
        """Seconds that the typical request of this window waited; where none was answered, waits."""
        waits = self._waits or [now - ticket.since for ticket in self._inside]
        return median(waits) if waits else 0.0

    def _grow(self) -> None:
        by = LARGER if self._fullest >= self.most / 2 else EMPTIER
        self.most = min(MOST, max(self.most + 1, self.most * by))

    def _count(self, seconds: float) -> None:
        counted = (self.answered, self.sent_away)
        weight = 1 - (1 - SMOOTHING) ** (seconds / WINDOW)
        self._rates = (
            self._rates[0] + weight * ((counted[0] - self._counted[0]) / seconds - self._rates[0]),
            self._rates[1] + weight * ((counted[1] - self._counted[1]) / seconds - self._rates[1]),
        )
        self._counted = counted


of_this_process = Room()
"""Shedding lets people into it, and whatever can wait looks whether it is crowded."""
