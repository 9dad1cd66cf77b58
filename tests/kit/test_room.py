"""A room lets in as many as leave no queue standing: bursts are worked off, and what is too much is sent away."""

import pytest

from backend.kit import room as rooms
from backend.kit.room import Room, Ticket
from backend.kit.urgency import Urgency


class Clock:
    def __init__(self) -> None:
        self.time = 1_000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def room(clock: Clock) -> Room:
    return Room(clock)


def entered(room: Room, urgency: Urgency = Urgency.USUAL) -> Ticket:
    ticket = Ticket(urgency is Urgency.ENTERING)
    room.enter(ticket)
    return ticket


def served(room: Room, clock: Clock, seconds: float, *, each: float, at_once: int = 50) -> None:
    """For so long, so many at a time are inside, and each of them waits so long."""
    until = clock.time + seconds
    while clock.time < until:
        tickets = [entered(room) for _ in range(at_once) if room.has_place()]
        clock.time += each
        for ticket in tickets:
            room.leave(ticket)
    room.has_place()


def test_a_quick_server_lets_everybody_in(room: Room, clock: Clock) -> None:
    served(room, clock, 5, each=0.05)
    assert room.most == rooms.MOST
    assert room.inside == 0


def test_a_burst_is_worked_off_and_nobody_sent_away(room: Room, clock: Clock) -> None:
    burst = [entered(room) for _ in range(rooms.MOST)]
    for ticket in burst:
        clock.time += 0.002
        room.leave(ticket)
        assert room.admits(Urgency.USUAL)
    assert room.most == rooms.MOST


def test_a_disk_that_stands_still_for_a_moment_sends_nobody_away(room: Room, clock: Clock) -> None:
    waiting = []
    for _ in range(rooms.BURST):
        clock.time += 0.001
        assert room.admits(Urgency.USUAL)
        waiting.append(entered(room))
    assert not room.admits(Urgency.USUAL)
    for ticket in waiting:
        clock.time += 0.001
        room.leave(ticket)
        assert room.admits(Urgency.USUAL)
    assert room.most == rooms.MOST


def test_where_it_is_full_again_and_again_there_is_no_room_for_a_burst(room: Room, clock: Clock) -> None:
    def filled() -> list[Ticket]:
        inside = []
        while room.admits(Urgency.USUAL):
            inside.append(entered(room))
        return inside

    def emptied(inside: list[Ticket]) -> None:
        for ticket in inside:
            room.leave(ticket)

    first = filled()
    assert len(first) == rooms.BURST
    clock.time += rooms.MOMENT
    emptied(first)
    for _ in range(3):
        clock.time += rooms.CALM / 2
        again = filled()
        assert len(again) == rooms.MOST
        emptied(again)
    clock.time += rooms.CALM
    assert len(filled()) == rooms.BURST


def test_a_room_that_became_smaller_takes_no_burst(room: Room, clock: Clock) -> None:
    served(room, clock, 10, each=0.4, at_once=200)
    clock.time += rooms.CALM
    inside = 0
    while room.admits(Urgency.USUAL):
        entered(room)
        inside += 1
    assert inside <= rooms.MOST


def test_a_queue_that_stands_makes_the_room_smaller_until_it_is_gone(room: Room, clock: Clock) -> None:
    served(room, clock, 10, each=0.4, at_once=200)
    assert room.most == rooms.LEAST
    inside = [entered(room) for _ in range(int(room.most) + 1)]
    assert not room.admits(Urgency.USUAL)
    for ticket in inside:
        room.leave(ticket)
    assert room.admits(Urgency.USUAL)


def test_it_grows_again_when_requests_go_quickly(room: Room, clock: Clock) -> None:
    served(room, clock, 10, each=0.4, at_once=200)
    small = room.most
    served(room, clock, 0.2, each=0.05, at_once=4)
    assert small < room.most < rooms.MOST
    served(room, clock, 30, each=0.05, at_once=4)
    assert room.most == rooms.MOST


def test_where_nothing_is_answered_at_all_it_becomes_small_too(room: Room, clock: Clock) -> None:
    for _ in range(200):
        entered(room)
    for _ in range(100):
        clock.time += 0.1
        room.has_place()
    assert room.most <= 200 * rooms.SMALLER
    assert not room.admits(Urgency.USUAL)


def test_a_few_slow_ones_among_many_quick_ones_change_nothing(room: Room, clock: Clock) -> None:
    slow = [entered(room) for _ in range(20)]
    served(room, clock, 5, each=0.05)
    for ticket in slow:
        room.leave(ticket)
    assert room.most == rooms.MOST


def test_help_comes_in_always_and_some_who_sign_in(room: Room) -> None:
    room.most = 3
    for _ in range(3):
        entered(room)
    assert not room.admits(Urgency.USUAL)
    assert room.admits(Urgency.HELP)
    for _ in range(rooms.RESERVED):
        assert room.admits(Urgency.ENTERING)
        last = entered(room, Urgency.ENTERING)
    assert not room.admits(Urgency.ENTERING)
    assert room.admits(Urgency.HELP)
    room.leave(last)
    assert room.admits(Urgency.ENTERING)


def test_leaving_twice_is_leaving_once(room: Room) -> None:
    ticket = entered(room)
    room.leave(ticket)
    room.leave(ticket)
    assert (room.inside, room.answered) == (0, 1)


def test_the_more_are_sent_away_the_later_and_the_wider_apart_they_come_back(
    room: Room, clock: Clock
) -> None:
    few = [room.send_away() for _ in range(50)]
    assert rooms.SOONEST <= min(few) < max(few) <= 2 * rooms.SOONEST
    for _ in range(100):
        clock.time += rooms.WINDOW
        for _ in range(4):
            room.send_away()
        room.leave(entered(room))
        room.has_place()
    many = [room.send_away() for _ in range(500)]
    assert min(many) >= rooms.SOONEST
    assert 20 < max(many) <= rooms.LATEST


def test_a_room_is_crowded_while_people_wait_longer_than_a_moment(room: Room, clock: Clock) -> None:
    served(room, clock, 1, each=rooms.CROWDED / 2)
    inside = entered(room)
    clock.time += rooms.WINDOW
    room.leave(entered(room))
    assert not room.is_crowded()

    served(room, clock, 1, each=rooms.CROWDED * 2)
    assert room.is_crowded()
    room.leave(inside)
    assert not room.is_crowded()
