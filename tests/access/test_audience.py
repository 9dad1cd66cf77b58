"""One look by path finds the same people as asking each of them."""

import random
from uuid import UUID, uuid4

from backend.access.actor import Actor, Holding
from backend.access.audience import Audience, concerns
from backend.access.models import Role
from backend.kit.live import Change

STEPS = ("aaaaaa", "bbbbbb")
PATHS = [""] + [
    a + b + c + d for a in STEPS for b in ("", *STEPS) for c in ("", *STEPS) for d in ("", *STEPS)
]


def somebody(chance: random.Random) -> Actor:
    posts = tuple(
        Holding(uuid4(), Role.LEADER, uuid4(), chance.choice(PATHS[1:])) for _ in range(chance.randint(0, 2))
    )
    is_program = chance.random() < 0.1
    return Actor(
        id=UUID(int=chance.randint(1, 8)),
        home=chance.choice([None, *PATHS[1:]]),
        holdings=posts,
        token=uuid4() if is_program else None,
    )


def something(chance: random.Random) -> Change:
    people = tuple(UUID(int=chance.randint(1, 8)) for _ in range(chance.randint(0, 3)))
    return Change(
        "Shift",
        uuid4(),
        chance.choice(PATHS),
        people,
        near=chance.random() < 0.5,
        homes=chance.random() < 0.5,
        grounds=tuple(chance.sample(PATHS[1:], chance.randint(0, 2))),
    )


def test_an_audience_is_everybody_whom_a_change_concerns() -> None:
    chance = random.Random(4)
    audience: Audience[int] = Audience()
    for _ in range(300):
        listener = chance.randint(1, 40)
        if chance.random() < 0.3:
            audience.take(listener)
        else:
            audience.put(listener, somebody(chance))
        change = something(chance)
        expected = {one for one, actor in audience.actors.items() if concerns(change, actor)}
        assert audience.of(change) == expected


def test_when_all_have_gone_nothing_of_them_is_kept() -> None:
    chance = random.Random(5)
    audience: Audience[int] = Audience()
    for listener in range(50):
        audience.put(listener, somebody(chance))
        audience.of(something(chance))
    for listener in range(50):
        audience.take(listener)
    assert not audience.actors
    kept = (audience._by_person, audience._by_ground, audience._by_home, audience._by_neighbourhood)
    assert not any(kept)
