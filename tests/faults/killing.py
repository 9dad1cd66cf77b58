"""Killing processes of a place at random moments while people write, and looking at what is left."""

import asyncio
import random

from tests.faults import looking
from tests.faults.place import Place
from tests.push.stand_in import StandIn

LONGEST = 0.15
"""Seconds that a process lives on at the most, once a few more writes were acknowledged."""
MORE = 3
"""Writes that are acknowledged between two deaths at the least."""
REPEATED = 40
"""Writes that are sent once more in the end."""


async def survive(place: Place, push: StandIn, kills: int, seed: int) -> None:
    """Have processes die so often, then everything must be as it was said to be."""
    chance = random.Random(seed)
    await place.start()
    place.begin()
    for _ in range(kills):
        await place.acknowledged(MORE)
        await asyncio.sleep(chance.uniform(0, LONGEST))
        victim = chance.choice(place.processes)
        await victim.kill()
        await place.start_one(victim)
    await place.acknowledged(MORE)
    await place.finish()
    await place.repeat(REPEATED)
    assert place.unclean == []
    await place.end()
    await looking.everything(place, push)
