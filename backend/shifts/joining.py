"""Joining: who gets a place in a shift, who waits for one, and who is told why not."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tortoise.functions import Count

from backend.access import audit
from backend.access.actor import Actor
from backend.kit import clock
from backend.kit.refusals import NotFound, Refused
from backend.kit.together import Asked, together
from backend.shifts import clockwork, places, telling
from backend.shifts.clock_models import Due, DueKind
from backend.shifts.eligibility import Eligibility
from backend.shifts.models import SIGNED_UP, Shift, ShiftRole, Signup, SignupState
from backend.shifts.refusals import AlreadyJoined, ShiftFull

AT_ONCE = 100
"""How many who join at the same moment are decided together."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which role of which shift somebody would like, and whether they would wait for a place."""

    shift: UUID
    role: UUID
    may_wait: bool = False


@together(AT_ONCE)
async def join(asked: Sequence[Asked[Actor, Wish]]) -> list[Signup | Refused]:
    """Join a shift: at once, when a leader approves, or by the waiting list."""
    shifts = await places.held(one.wish.shift for one in asked)
    roles = {role.id: role for role in await ShiftRole.filter(shift_id__in=list(shifts))}
    await places.hold_people(one.actor.id for one in asked)
    eligibility = await Eligibility.of_actors((one.actor for one in asked), shifts.values(), roles.values())
    waiting = await _waiting(roles)
    door = _Door(eligibility, await _left(eligibility, asked), await _promised_to(waiting), waiting)

    answers = [door.decide(one, shifts.get(one.wish.shift), roles.get(one.wish.role)) for one in asked]

    await _write(door, roles)
    done = [
        (one.actor, answer.id)
        for one, answer in zip(asked, answers, strict=True)
        if isinstance(answer, Signup)
    ]
    await audit.note_all("joinShift", "Signup", done)
    await _tell(door, shifts)
    return answers


async def _left(
    eligibility: Eligibility, asked: Sequence[Asked[Actor, Wish]]
) -> dict[tuple[UUID, UUID], Signup]:
    """The rows of those who had left or were declined, and ask again."""
    stood = [eligibility.signup_of(one.actor.id, one.wish.shift) for one in asked]
    if not (left := [signup for signup, state in filter(None, stood) if state not in SIGNED_UP]):
        return {}
    return {(row.shift_id, row.person_id): row for row in await Signup.filter(id__in=left)}


async def _promised_to(waiting: dict[UUID, int]) -> set[UUID]:
    """Of the roles with a waiting list those whose free places it is just about to be given."""
    if not waiting:
        return set()
    rows = await Due.filter(role_id__in=list(waiting), kind=DueKind.MOVE_UP).values("role_id")
    return {row["role_id"] for row in rows}


async def _waiting(roles: dict[UUID, ShiftRole]) -> dict[UUID, int]:
    rows = (
        await Signup.filter(role_id__in=list(roles), state=SignupState.WAITING)
        .annotate(number=Count("id"))
        .group_by("role_id")
        .values("role_id", "number")
    )
    return {row["role_id"]: row["number"] for row in rows}


class _Door:
    """Lets people in one after the other; what was decided for one counts for the next."""

    def __init__(
        self,
        eligibility: Eligibility,
        left: dict[tuple[UUID, UUID], Signup],
        promised: set[UUID],
        waiting: dict[UUID, int],
    ) -> None:
        self._eligibility = eligibility
        self._left = left
        self._promised = promised
        self._waiting = waiting
        self.taken: Counter[UUID] = Counter()
        self.new: list[Signup] = []
        self.again: list[Signup] = []
        self.joined: list[tuple[Shift, Signup]] = []
        self.concerned: dict[UUID, list[UUID]] = defaultdict(list)
        self.to_approve: set[UUID] = set()
        self.passed: set[UUID] = set()
        """Roles that have a place, which goes to somebody who has waited for it longer."""

    def decide(
        self, one: Asked[Actor, Wish], shift: Shift | None, role: ShiftRole | None
    ) -> Signup | Refused:
        """Their place in the shift, or why they have none."""
        person = one.actor.person
        if shift is None or role is None or role.shift_id != shift.id or person is None:
            return NotFound()
        if self._has_joined(shift, person):
            return AlreadyJoined()
        if refusal := self._eligibility.refusal(person, shift, role):
            return refusal
        state = self._state(shift, role)
        if state is SignupState.WAITING and not one.wish.may_wait:
            return ShiftFull(waiting=self._waiting.get(role.id, 0))
        return self._let_in(shift, role, person, state)

    def _has_joined(self, shift: Shift, person: UUID) -> bool:
        if person in self.concerned.get(shift.id, ()):
            return True
        known = self._eligibility.signup_of(person, shift.id)
        return known is not None and known[1] in SIGNED_UP

    def _state(self, shift: Shift, role: ShiftRole) -> SignupState:
        if role.taken + self.taken[role.id] >= role.needed or role.id in self._promised:
            return SignupState.WAITING
        if not shift.by_approval:
            return SignupState.JOINED
        # Of whom the leader chooses, nobody comes before those who wait to be chosen from.
        return SignupState.WAITING if self._waiting.get(role.id) else SignupState.ASKED

    def _let_in(self, shift: Shift, role: ShiftRole, person: UUID, state: SignupState) -> Signup:
        if signup := self._left.get((shift.id, person)):
            self.again.append(renewed(signup, role.id, state))
        else:
            signup = Signup(shift_id=shift.id, person_id=person, state=state, role_id=role.id)
            self.new.append(signup)
        if state is SignupState.JOINED:
            self.taken[role.id] += 1
            self._eligibility.stands(person, shift)
            self.joined.append((shift, signup))
        elif state is SignupState.WAITING:
            self._waiting[role.id] = self._waiting.get(role.id, 0) + 1
            if role.taken + self.taken[role.id] < role.needed:
                self.passed.add(role.id)
        else:
            self.to_approve.add(shift.id)
        self.concerned[shift.id].append(person)
        return signup


def renewed(signup: Signup, role: UUID, state: SignupState) -> Signup:
    """Somebody who had left stands anew, as if they came for the first time."""
    signup.role_id, signup.state, signup.asked_at = role, state, clock.now()
    signup.left_late, signup.reason, signup.asked_again_at = False, "", None
    signup.offered_at, signup.offered_to_id, signup.instead_of_id = None, None, None
    signup.came_at = signup.went_at = signup.late_at = None
    signup.version += 1
    return signup


async def _write(door: _Door, roles: dict[UUID, ShiftRole]) -> None:
    await places.take_all(door.taken)
    await Signup.bulk_create(door.new)
    for signup in door.again:
        await signup.save()
    await Due.bulk_create(
        due for shift, signup in door.joined for due in places.next_reminder(shift, signup.id)
    )
    for passed in door.passed:
        await clockwork.move_up(roles[passed].shift_id, passed)


async def _tell(door: _Door, shifts: dict[UUID, Shift]) -> None:
    for shift, people in door.concerned.items():
        places.hint(shifts[shift], *people)
    for shift in door.to_approve:
        await telling.of_wish(shifts[shift])
