"""What happens to shifts by the clock: reminders, the waiting list, waves of asking, who has not come, the end."""

import logging
from datetime import timedelta
from functools import partial
from uuid import UUID

from tortoise.expressions import F

from backend.access import audit
from backend.kit import clock, jobs, lateness, work
from backend.shifts import clockwork, leaving, losing, nearest, places, telling
from backend.shifts.clock_models import AskedToFill, Due, DueKind
from backend.shifts.eligibility import Eligibility
from backend.shifts.models import Shift, ShiftRole, Signup, SignupState

log = logging.getLogger(__name__)

IN_A_WAVE = 5
"""How many are asked for each empty place at a time."""
WAVES = 3
"""After so many the leader is asked."""
LOOKED_AT = 100
"""Of a long waiting list so many are looked through at once."""


@clockwork.does(DueKind.EVENING)
async def remind_the_evening_before(shift: Shift, due: Due) -> None:
    """Tell somebody of tomorrow's shift; in their quiet hours it waits, for it is not near."""
    an_hour_before = shift.starts_at - places.HOUR
    if an_hour_before <= clock.now():
        # Where no worker ran for a while it is not tomorrow any more.
        await remind_an_hour_before(shift, due)
    elif signup := await _still_on(due):
        await telling.of_tomorrow(shift, signup.person_id)
        await places.forget_reminders(signup.id)
        await places.remind(shift, signup.id)


@clockwork.does(DueKind.HOUR)
async def remind_an_hour_before(shift: Shift, due: Due) -> None:
    """Tell somebody that their shift begins, also in their quiet hours."""
    # Where no worker ran for a while it has begun by now: then it is asked who has not come.
    if shift.starts_at > clock.now() and (signup := await _still_on(due)):
        await telling.of_soon(shift, signup.person_id)


async def _still_on(due: Due) -> Signup | None:
    return await Signup.get_or_none(id=due.signup_id, state=SignupState.JOINED, came_at__isnull=True)


@clockwork.does(DueKind.MOVE_UP)
async def move_up(shift: Shift, due: Due) -> None:
    """Give free places to whoever has waited longest and can stand the shift; each is told."""
    role = await ShiftRole.get_or_none(id=due.role_id)
    if role is None or shift.is_over:
        return
    places_left = role.needed - role.taken
    if shift.by_approval:
        # Those who were asked for before may have them yet.
        asked = Signup.filter(role_id=role.id, state=SignupState.ASKED, instead_of_id__isnull=True)
        places_left -= await asked.count()
    if shift.starts_at <= clock.now():
        # Nobody looks out any more for a place that they may be given: whoever can come says so.
        if places_left > 0:
            await _ask_who_wait(shift, role)
        return
    chosen = await _first_who_can(shift, role, places_left)
    await places.hold_people(signup.person_id for signup in chosen)
    eligibility = await Eligibility.of([one.person_id for one in chosen], [shift], [role])
    for signup in chosen:
        if eligibility.refusal(signup.person_id, shift, role):
            # They were put on another shift at this very moment: the next one has it.
            await clockwork.move_up(shift.id, role.id)
        else:
            await _move_up(shift, role, signup)
    if len(chosen) < places_left:
        await leaving.ask_around(shift, role.id)


async def _first_who_can(shift: Shift, role: ShiftRole, number: int) -> list[Signup]:
    """Of those who wait, so many who can stand the shift, whoever has waited longest first."""
    waiting = Signup.filter(role_id=role.id, state=SignupState.WAITING).order_by("asked_at", "id")
    found: list[Signup] = []
    start = 0
    while len(found) < number and (some := await waiting.offset(start).limit(LOOKED_AT)):
        eligibility = await Eligibility.of([one.person_id for one in some], [shift], [role])
        found += [one for one in some if not eligibility.refusal(one.person_id, shift, role)]
        start += LOOKED_AT
    return found[: max(number, 0)]


async def _move_up(shift: Shift, role: ShiftRole, signup: Signup) -> None:
    if shift.by_approval:
        signup.state = SignupState.ASKED
        await telling.of_wish(shift)
    else:
        if not await places.take(role):
            raise RuntimeError("a shift's places changed while it was held")
        signup.state = SignupState.JOINED
        await places.remind(shift, signup.id)
    signup.asked_at = clock.now()
    signup.version += 1
    await signup.save(update_fields=["state", "asked_at", "version"])
    await audit.note(None, "moveUp", "Signup", signup.id)
    await telling.of_moving_up(shift, signup.person_id)
    places.hint(shift, signup.person_id)


async def _ask_who_wait(shift: Shift, role: ShiftRole) -> None:
    """Once a shift has begun its waiting list is over: whoever was on it is asked first, then the nearest."""
    waited = await _first_who_can(shift, role, LOOKED_AT)
    for signup in waited:
        signup.state, signup.asked_at, signup.version = SignupState.LEFT, clock.now(), signup.version + 1
        await signup.save(update_fields=["state", "asked_at", "version"])
    people = [signup.person_id for signup in waited]
    if people:
        await audit.note(None, "askToFill", "Shift", shift.id, wave=0, people=len(people))
        await telling.of_asking(shift, people)
        places.hint(shift, *people)
    await leaving.ask_around(shift, role.id, after=leaving.TO_ANSWER if people else timedelta())


@clockwork.does(DueKind.WAVE)
async def ask_the_nearest(shift: Shift, due: Due) -> None:
    """Ask the nearest who are free whether they can fill an empty place; after the last wave, the leader."""
    role = await ShiftRole.get_or_none(id=due.role_id)
    if role is None or role.is_full or shift.is_over or not leaving.is_near(shift):
        return
    wishes = Signup.filter(role_id=role.id, state=SignupState.ASKED, instead_of_id__isnull=True)
    places_left = role.free - await wishes.count()
    if places_left <= 0:
        # Enough have come forward: a leader says yes or no to them before anybody else is asked.
        await _later(shift, role, due.turn)
        return
    asked, answering = await _to_ask(shift, role, places_left)
    if due.turn > WAVES or not (asked or answering):
        await telling.of_empty_place(shift)
        return
    if asked:
        await _ask(shift, role, asked, due.turn)
    await _later(shift, role, due.turn + 1)


async def _later(shift: Shift, role: ShiftRole, turn: int) -> None:
    at = clock.now() + leaving.TO_ANSWER
    await clockwork.at(Due(shift_id=shift.id, role_id=role.id, kind=DueKind.WAVE, turn=turn, due_at=at))


async def _to_ask(shift: Shift, role: ShiftRole, places_left: int) -> tuple[list[UUID], int]:
    """Who is asked next, and how many were asked for another place just now, who could answer still."""
    rows = await AskedToFill.filter(role_id=role.id).values("person_id", "asked_at")
    before = {row["person_id"]: row["asked_at"] for row in rows}
    able, since = await nearest.free(shift, role), clock.now() - leaving.TO_ANSWER
    answering = sum(before[person] > since for person in able if person in before)
    number = max(IN_A_WAVE * places_left - answering, 0)
    return [person for person in able if person not in before][:number], answering


async def _ask(shift: Shift, role: ShiftRole, asked: list[UUID], turn: int) -> None:
    await AskedToFill.bulk_create(
        AskedToFill(role_id=role.id, person_id=person, wave=turn) for person in asked
    )
    await audit.note(None, "askToFill", "Shift", shift.id, wave=turn, people=len(asked))
    await telling.of_asking(shift, asked)


@clockwork.does(DueKind.LATE)
async def mark_late(shift: Shift, due: Due) -> None:
    """Note who has not come, ask them where they are, and tell the leader."""
    missing = await Signup.filter(
        shift_id=shift.id,
        state=SignupState.JOINED,
        came_at__isnull=True,
        late_at__isnull=True,
        # Whoever was given a place since then is looked for in their own time.
        asked_at__lte=clock.now() - places.LATE_AFTER,
    )
    if not missing or shift.kind.is_remote:
        return
    await Signup.filter(id__in=[one.id for one in missing]).update(
        late_at=clock.now(), version=F("version") + 1
    )
    await audit.note(None, "markLate", "Shift", shift.id, people=len(missing))
    await telling.of_lateness(shift, [one.person_id for one in missing])
    places.hint(shift, *(one.person_id for one in missing))


@clockwork.does(DueKind.CLOSE)
async def close(shift: Shift, due: Due) -> None:
    """After the end: whoever came has gone, whoever never came is written down as missing; the leader approves hours."""
    holding = await Signup.filter(shift_id=shift.id, state=SignupState.JOINED)
    for signup in holding:
        if signup.came_at:
            signup.count(shift, signup.came_at, shift.ends_at)
        else:
            signup.state, signup.minutes = SignupState.MISSED, 0
        signup.offered_at, signup.offered_to_id = None, None
        signup.version += 1
        await signup.save()
    waiting = Signup.filter(shift_id=shift.id, state__in=[SignupState.WAITING, SignupState.ASKED])
    await waiting.update(
        state=SignupState.LEFT, instead_of_id=None, asked_at=clock.now(), version=F("version") + 1
    )
    await audit.note(None, "closeShift", "Shift", shift.id, people=len(holding))
    # Whoever stood nothing here has rested: they may have a place that they wait for elsewhere.
    await clockwork.move_up_elsewhere(one.person_id for one in holding if not one.came_at)
    places.hint(shift, *(one.person_id for one in holding))


lateness.watched("shifts", lambda: Due.filter(due_at__lte=clock.now()), "due_at")


@jobs.every(60.0)
async def let_go_who_cannot() -> int:
    """Give to others the places of those who cannot stand their shifts any more."""
    return sum([await _try(*one) for one in await losing.lost()])


async def _try(signup: UUID, shift: UUID) -> int:
    try:
        return await work.unit(partial(losing.let_go, signup, shift))
    except Exception:
        log.exception("a lost place was not given to others; it is tried again with the next round")
        return 0
