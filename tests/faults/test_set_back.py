"""A clock that was a day ahead and is set right: nothing waits for that day to come, and nothing is told twice."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest

from backend import app
from backend.access.models import CodeOnItsWay
from backend.kit import clock, rates, setback
from backend.kit.refusals import TooOften
from backend.push import courier, delivery, vapid
from backend.push.courier import Rest
from backend.push.models import Message, State
from backend.shifts.clock_models import Due, DueKind
from tests.community import Town
from tests.push import builders
from tests.push.stand_in import StandIn
from tests.shifts import builders as shifts

assert app.__name__, "it loads all who have something to mend"
AHEAD = timedelta(hours=25)
pytestmark = pytest.mark.usefixtures("engine", "started_anew")


@pytest.fixture
def started_anew() -> Iterator[None]:
    """As if this process had just started, before the test and after it."""
    setback.forget()
    yield
    setback.forget()


@pytest.fixture
async def push(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[StandIn]:
    """A push service to which this place sends."""
    from backend import settings

    async with StandIn().serving() as service:
        monkeypatch.setenv("LIANXIN_PUSH_HOSTS", f'["{service.host}"]')
        settings.settings.cache_clear()
        async with courier.working():
            yield service


async def go_ahead() -> None:
    """The clock goes a day ahead, and the process sees it."""
    await setback.look()
    clock.advance(AHEAD)
    await setback.look()


async def set_right() -> None:
    """The clock is set right, and the process sees it."""
    clock.advance(-AHEAD)
    await setback.look()


async def test_a_message_that_was_taken_before_is_sent_at_once_and_only_once(
    town: Town, push: StandIn
) -> None:
    handset = push.handset()
    await builders.subscribed(town.leader, handset)
    await builders.told(town.leader)
    await go_ahead()
    await delivery._take()
    await set_right()
    assert await delivery.deliver() == 1
    assert (await Message.get()).state is State.ACCEPTED
    assert len(handset.received) == 1
    clock.advance(AHEAD)
    assert await delivery.deliver() == 0
    assert len(handset.received) == 1


async def test_a_message_that_was_written_meanwhile_is_sent_at_once(town: Town, push: StandIn) -> None:
    handset = push.handset()
    await builders.subscribed(town.leader, handset)
    await go_ahead()
    await builders.told(town.leader)
    await set_right()
    assert await delivery.deliver() == 1
    assert len(handset.received) == 1


async def test_a_process_that_starts_after_it_mends_the_same(town: Town) -> None:
    clock.advance(AHEAD)
    await builders.told(town.leader)
    await delivery._take()
    clock.advance(-AHEAD)
    setback.forget()
    await setback.look()
    assert (await Message.get()).due_at == clock.now()


async def test_what_waits_for_a_push_service_that_asked_for_a_rest_is_left_alone(town: Town) -> None:
    await builders.told(town.leader)
    rest = clock.now() + courier.LONGEST_REST
    await Message.all().update(attempts=1, due_at=rest)
    await setback.look()
    assert (await Message.get()).due_at == rest


async def test_a_code_is_sent_at_once(town: Town) -> None:
    await go_ahead()
    expires = clock.now() + timedelta(minutes=10)
    await CodeOnItsWay.create(phone="+8613800000001", text="told", expires_at=expires)
    await set_right()
    assert (await CodeOnItsWay.get()).due_at == clock.now()


async def test_a_free_place_is_given_at_once_and_reminders_keep_their_hour(town: Town) -> None:
    shift = await shifts.shift(town)
    before = await shifts.dues(shift)
    await go_ahead()
    role = await shifts.role_of(shift)
    await Due.create(shift_id=shift.id, role_id=role.id, kind=DueKind.MOVE_UP, due_at=clock.now())
    await set_right()
    assert sorted(await shifts.dues(shift), key=lambda due: due[1]) == [
        (DueKind.MOVE_UP, clock.now()),
        *before,
    ]


async def test_nobody_is_kept_from_trying_by_tries_of_a_time_to_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("time.time", lambda: clock.now().timestamp())
    await go_ahead()
    await rates.count("1 per hour", "tried", "王芳")
    with pytest.raises(TooOften):
        await rates.count("1 per hour", "tried", "王芳")
    await set_right()
    await rates.count("1 per hour", "tried", "王芳")


async def test_a_push_service_is_not_left_in_peace_for_a_day(town: Town) -> None:
    rest = Rest(clock.now() + AHEAD + courier.LONGEST_REST, 1)
    assert not rest.holds_at(clock.now())
    assert rest.holds_at(clock.now() + AHEAD)


async def test_no_push_service_gets_a_token_that_holds_for_longer_than_it_may() -> None:
    clock.advance(AHEAD)
    ahead = vapid.authorization("https://push.example")
    clock.advance(-AHEAD)
    assert vapid.authorization("https://push.example") != ahead


async def test_a_clock_that_goes_on_mends_nothing(town: Town) -> None:
    await setback.look()
    clock.advance(AHEAD)
    await builders.told(town.leader)
    [taken] = await delivery._take()
    leased = (await Message.get(id=taken.id)).due_at
    await setback.look()
    assert (await Message.get(id=taken.id)).due_at == leased == clock.now() + delivery.LEASE
