"""The rota maker: whatever it is asked, it breaks no limit and treats alike those who can come at the same times."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given

from backend.shifts.rota.fair import WhyOpen
from backend.shifts.rota.roster import Candidate, Slot
from tests.shifts.sharing import MOST, Asked, hours_in_fullest_day, rested, rotas, stretch, thoroughly


@thoroughly
@given(rotas())
def test_nobody_stands_too_much_or_when_they_cannot(asked: Asked) -> None:
    given_ = asked.given(asked.shared())
    for one in asked.people:
        mine = given_[one.person]
        assert len(set(mine)) == len(mine)
        assert set(mine) <= one.can
        new = [asked.slots[at].time for at in mine]
        assert all(rested(first, second) for first, second in combinations(new, 2))
        assert all(rested(first, second) for first in new for second in one.stands)
        assert all(hours_in_fullest_day(time, [*new, *one.stands]) <= MOST for time in new)


def spread(numbers: Iterable[int]) -> int:
    counted = list(numbers)
    return max(counted) - min(counted)


@thoroughly
@given(rotas())
def test_nights_and_weekends_fall_alike_on_those_with_the_same_time(asked: Asked) -> None:
    given_ = asked.given(asked.shared())
    for group in asked.alike():
        assert spread(sum(asked.slots[at].is_night for at in given_[one]) for one in group) <= 1
        assert spread(sum(asked.slots[at].is_weekend for at in given_[one]) for one in group) <= 1


@thoroughly
@given(rotas())
def test_it_says_which_places_stay_open_and_the_same_again(asked: Asked) -> None:
    sharing = asked.shared()
    missing = [slot.number - len(there) for slot, there in zip(asked.slots, sharing.people, strict=True)]
    assert sharing.open_places == missing
    assert min(missing) >= 0
    assert sorted(sharing.why) == [at for at, number in enumerate(missing) if number]
    assert asked.shared() == sharing


@thoroughly
@given(rotas())
def test_no_place_is_open_that_somebody_could_simply_take(asked: Asked) -> None:
    sharing = asked.shared()
    given_ = asked.given(sharing)
    for at, why in sharing.why.items():
        time = asked.slots[at].time
        able = [one for one in asked.people if at in one.can and at not in given_[one.person]]
        stood = {one.person: [asked.slots[mine].time for mine in given_[one.person]] for one in able}
        fit = [
            one
            for one in able
            if all(rested(time, other) for other in [*stood[one.person], *one.stands])
            and hours_in_fullest_day(time, [time, *stood[one.person], *one.stands]) <= MOST
        ]
        assert (why is WhyOpen.TOO_LONG) == (time.length > MOST)
        assert (why is WhyOpen.NO_TIME) == (not able and time.length <= MOST)
        assert (why is WhyOpen.FAIRNESS) == bool(fit)
        # Whoever could take it has had their share of what it is.
        if fit:
            assert asked.slots[at].is_night or asked.slots[at].is_weekend


def daily(weeks: int, *shifts: tuple[int, int, int]) -> list[Slot]:
    """So many weeks of the same shifts a day: from which hour, for how many hours, how many people."""
    return [
        Slot(stretch(24 * day + begins, hours), number, begins >= 20, day % 7 >= 5)
        for day in range(7 * weeks)
        for begins, hours, number in shifts
    ]


ONE_EACH = ((8, 12, 1), (20, 12, 1))
TWO_BY_DAY = ((8, 12, 2), (20, 12, 1))
TWO_EACH = ((8, 12, 2), (20, 12, 2))
DESK = (9, 8, 1)


@pytest.mark.parametrize("weeks", [1, 4, 12])
@pytest.mark.parametrize("desk", [(), (DESK,)], ids=["", "desk"])
@pytest.mark.parametrize("shifts", [ONE_EACH, TWO_BY_DAY, TWO_EACH], ids=["1+1", "2+1", "2+2"])
def test_eight_people_fill_two_shifts_a_day(
    shifts: tuple[tuple[int, int, int], ...], desk: tuple[tuple[int, int, int], ...], weeks: int
) -> None:
    asked = Asked(daily(weeks, *shifts, *desk), people(8))
    sharing = asked.shared()
    assert not any(sharing.open_places)
    assert sharing.why == {}
    hours = [
        sum((asked.slots[at].time.length for at in mine), timedelta())
        for mine in asked.given(sharing).values()
    ]
    assert max(hours) - min(hours) <= MOST


@pytest.mark.parametrize(("many", "shifts"), [(3, ONE_EACH), (5, TWO_BY_DAY), (6, TWO_EACH)])
def test_as_few_people_as_can_be_fill_twelve_weeks(
    many: int, shifts: tuple[tuple[int, int, int], ...]
) -> None:
    assert not any(Asked(daily(12, *shifts), people(many)).shared().open_places)


def people(many: int) -> list[Candidate]:
    """People who can come at any time."""
    always = frozenset(range(1000))
    return [Candidate(UUID(int=number), always) for number in range(1, many + 1)]


def test_a_place_stays_open_rather_than_that_one_stands_both_nights() -> None:
    night, day, night_after = (
        Slot(stretch(20, 12), 1, is_night=True),
        Slot(stretch(32, 12), 1),
        Slot(stretch(44, 12), 1, is_night=True),
    )
    asked = Asked([night, day, night_after], people(2))
    sharing = asked.shared()
    # One of the two could stand both nights while the other stands the day between them.
    assert sharing.why == {2: WhyOpen.FAIRNESS}
    assert [len(mine) for mine in asked.given(sharing).values()] == [1, 1]


def test_a_night_more_falls_on_who_had_fewer_lately() -> None:
    nights = [Slot(stretch(24 * day + 20, 12), 1, is_night=True) for day in range(3)]
    always = frozenset(range(3))
    for before in ((5, 0), (0, 5)):
        crew = [Candidate(UUID(int=at), always, nights_before=had) for at, had in enumerate(before)]
        asked = Asked(nights, crew)
        assert [len(mine) for mine in asked.given(asked.shared()).values()] == [
            1 + (not had) for had in before
        ]


def test_the_reason_is_said_for_each_open_place() -> None:
    times = [stretch(0, 8), stretch(10, 8), stretch(100, 8), stretch(200, 13)]
    asked = Asked([Slot(time, 1 + (at == 2)) for at, time in enumerate(times)], people(1))
    sharing = asked.shared()
    assert sharing.open_places == [0, 1, 1, 1]
    assert sharing.why == {1: WhyOpen.REST, 2: WhyOpen.NO_TIME, 3: WhyOpen.TOO_LONG}


def test_nobody_is_there_for_a_rota_of_nobody() -> None:
    assert Asked(daily(1, *ONE_EACH), []).shared().open_places == [1] * 14
