"""Who is told what about a shift; neutral words, for they may stand on a locked screen."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from backend.access.models import Role
from backend.grids import finding
from backend.kit import clock, nodes
from backend.kit.words import Words
from backend.push import outbox
from backend.push.models import Kind
from backend.shifts import messages, places, wording
from backend.shifts.models import Shift, Signup, SignupState

RINGS = timedelta(hours=12)
"""What begins within so long may ring in quiet hours, too."""
ANSWER = (Role.LEADER, Role.MEMBER)
"""Who sets the shifts of a grid and answers for them."""


def link(shift: UUID) -> str:
    """The page of a shift."""
    return f"/shifts/{nodes.opaque('Shift', shift)}"


async def leaders(shift: Shift, *besides: UUID | None) -> list[UUID]:
    """Who answers for the grid of this shift, or for the nearest one above that has somebody."""
    return await finding.nearest(shift.grid.path, *ANSWER, besides=besides)


async def _tell(
    shift: Shift,
    people: Iterable[UUID],
    title: Words,
    text: Words,
    *,
    urgent: bool = False,
    number: int = 1,
    expires: datetime | None = None,
    by_itself: bool = False,
) -> None:
    await outbox.queue(
        people,
        Kind.SHIFT,
        title,
        text,
        link=link(shift.id),
        # What is told by itself takes the place of nothing else about the shift, nor does that of it.
        about=None if by_itself else shift.id,
        # Nobody is woken for what is days away.
        urgent=urgent and shift.starts_at - clock.now() <= RINGS,
        values={
            "when": wording.when(shift.starts_at, shift.ends_at, shift.grid.time_zone),
            "place": shift.place,
            "number": number,
        },
        expires=expires or shift.ends_at,
    )


async def of_wish(shift: Shift) -> None:
    """Tell whoever answers for the grid that somebody waits for their yes."""
    await _tell(shift, await leaders(shift), messages.WISH, messages.PLEASE_APPROVE)


async def of_decision(shift: Shift, person: UUID, *, accepted: bool) -> None:
    """Tell somebody what the leader decided about their wish."""
    if accepted:
        await _tell(shift, [person], messages.APPROVED, messages.YOU_ARE_ON, urgent=True)
    else:
        await _tell(shift, [person], messages.DECLINED, messages.NO_NEED)


async def of_assigning(shift: Shift, person: UUID) -> None:
    """Tell somebody that a leader put them on a shift."""
    await _tell(shift, [person], messages.ASSIGNED, messages.YOU_ARE_ON, urgent=True)


async def of_contact(shifts: Sequence[Shift], *, besides: UUID) -> None:
    """Tell whoever is named to be called about shifts that they are, once, and who sees their number."""
    named: dict[UUID, list[Shift]] = {}
    for shift in shifts:
        if shift.contact_id != besides:
            named.setdefault(shift.contact_id, []).append(shift)
    texts = messages.CALL_YOU, messages.CALL_YOU_OF_MANY
    await _tell_once(named, messages.CONTACT, texts, by_itself=True)


async def of_taking_off(shift: Shift, person: UUID) -> None:
    """Tell somebody that a leader took them off a shift."""
    await _tell(shift, [person], messages.TAKEN_OFF, messages.NO_NEED, urgent=True)


async def of_moving_up(shift: Shift, person: UUID) -> None:
    """Tell somebody that they have a place now; or that a leader decides whether they have."""
    await _tell(
        shift,
        [person],
        messages.MOVED_UP,
        messages.LEADER_DECIDES if shift.by_approval else messages.YOU_ARE_ON,
        urgent=True,
    )


async def of_change(shifts: Sequence[Shift], *, has_moved: bool, besides: UUID) -> None:
    """Tell everybody concerned once that shifts were changed, and ask who has not said yet that they still come."""
    theirs = await _theirs(shifts, besides)
    # This takes the place of what nobody was told yet: whoever was asked before is asked now, too.
    to_say = Signup.filter(
        shift_id__in=[shift.id for shift in shifts], state=SignupState.JOINED, asked_again_at__isnull=False
    )
    asked = {(row["person_id"], row["shift_id"]) for row in await to_say.values("person_id", "shift_id")}
    still = {
        person: mine
        for person, changed in theirs.items()
        if (mine := [shift for shift in changed if (person, shift.id) in asked])
    }
    others = {person: changed for person, changed in theirs.items() if person not in still}
    await _tell_once(still, messages.MOVED, (messages.STILL, messages.STILL_OF_MANY), urgent=True)
    await _tell_once(others, messages.CHANGED, (messages.WHERE, messages.WHERE_OF_MANY), urgent=has_moved)


async def _theirs(shifts: Sequence[Shift], besides: UUID | None = None) -> dict[UUID, list[Shift]]:
    """Everybody concerned, and in which of these shifts, in their order."""
    theirs: dict[UUID, list[Shift]] = {}
    on_them = await places.people_of([shift.id for shift in shifts])
    for shift in shifts:
        for person in on_them.get(shift.id, []):
            if person != besides:
                theirs.setdefault(person, []).append(shift)
    return theirs


async def _tell_once(
    theirs: Mapping[UUID, Sequence[Shift]],
    title: Words,
    texts: tuple[Words, Words],
    *,
    urgent: bool = False,
    by_itself: bool = False,
) -> None:
    """Tell each person once, however many of these shifts are theirs: of one, or of the first and how many."""
    alike: dict[tuple[UUID, int], tuple[Shift, list[UUID]]] = {}
    for person, shifts in theirs.items():
        alike.setdefault((shifts[0].id, len(shifts)), (shifts[0], []))[1].append(person)
    one, many = texts
    for (_, number), (first, people) in alike.items():
        text = one if number == 1 else many
        await _tell(first, people, title, text, urgent=urgent, number=number, by_itself=by_itself)


async def of_cancelling(shifts: Sequence[Shift], *, besides: UUID) -> list[UUID]:
    """Tell everybody concerned once which shifts of theirs were cancelled, the first by its time; answers who it is."""
    theirs = await _theirs(shifts)
    told = {person: cancelled for person, cancelled in theirs.items() if person != besides}
    await _tell_once(told, messages.CANCELLED, (messages.NO_NEED, messages.NO_NEED_OF_MANY), urgent=True)
    return list(theirs)


async def of_ending(shift: Shift, came: Iterable[UUID], others: Iterable[UUID], *, besides: UUID) -> None:
    """Tell whoever stands a shift that it ends now and what they have helped counts; and others that they need not come."""
    expires = clock.now() + outbox.WORTH_TELLING
    for people, text in ((came, messages.HOURS_COUNT), (others, messages.NO_NEED)):
        told = [person for person in people if person != besides]
        await _tell(shift, told, messages.ENDED, text, urgent=True, expires=expires)


async def of_leaving(shift: Shift, *, is_late: bool, besides: UUID | None = None) -> None:
    """Tell whoever answers for the grid that a place fell empty."""
    told = await leaders(shift, besides)
    await _tell(
        shift, told, messages.LEFT_LATE if is_late else messages.LEFT, messages.SEE_WHO, urgent=is_late
    )


async def of_offer(shift: Shift, people: Iterable[UUID]) -> None:
    """Ask these people whether they take over somebody's place."""
    await _tell(shift, people, messages.OFFERED, messages.CAN_YOU)


async def of_taking(shift: Shift, giver: UUID, *, besides: UUID) -> None:
    """Tell whoever offered their place, and whoever answers for the grid, that it was taken."""
    await of_handing_over(shift, giver)
    told = [person for person in await leaders(shift, besides) if person != giver]
    await _tell(shift, told, messages.CHANGED_HANDS, messages.WHERE)


async def of_wish_to_take(shift: Shift, giver: UUID) -> None:
    """Tell whoever answers for the grid that they decide who stands it; and whose place it is that it is theirs until then."""
    await _tell(shift, [giver], messages.TAKER, messages.UNTIL_YES)
    await _tell(shift, await leaders(shift), messages.TO_APPROVE, messages.PLEASE_APPROVE)


async def of_handing_over(shift: Shift, giver: UUID) -> None:
    """Tell somebody that another has their place now."""
    await _tell(shift, [giver], messages.HANDED_OVER, messages.WHERE, urgent=True)


async def of_still_yours(shift: Shift, giver: UUID) -> None:
    """Tell somebody that whoever asked for their place does not get it."""
    await _tell(shift, [giver], messages.STILL_YOURS, messages.GOES_ON)


async def of_keeping(shift: Shift, person: UUID) -> None:
    """Tell somebody that the place that they asked for is not to be had any more."""
    await _tell(shift, [person], messages.KEPT, messages.NO_NEED)


async def of_asking(shift: Shift, people: Iterable[UUID]) -> None:
    """Ask the nearest who are free to fill a place that fell empty."""
    await _tell(shift, people, messages.ASKED, messages.CAN_YOU, urgent=True)


async def of_empty_place(shift: Shift) -> None:
    """Tell the leader that nobody was found."""
    await _tell(shift, await leaders(shift), messages.EMPTY, messages.NOBODY_FREE, urgent=True)


async def of_tomorrow(shift: Shift, person: UUID) -> None:
    """Remind somebody the evening before."""
    await _tell(shift, [person], messages.COMING, messages.WHERE)


async def of_soon(shift: Shift, person: UUID) -> None:
    """Remind somebody an hour before."""
    await _tell(shift, [person], messages.SOON, messages.WHERE, urgent=True)


async def of_lateness(shift: Shift, missing: list[UUID]) -> None:
    """Ask those who have not come where they are, and tell whoever answers for the grid."""
    await _tell(shift, missing, messages.LATE, messages.PLEASE_COME, urgent=True)
    # Where it is the leader who has not come, somebody above has to know.
    told = await leaders(shift, *missing)
    await _tell(shift, told, messages.NOT_COME, messages.SEE_WHO, urgent=True)


async def of_report(shift: Shift, people: Iterable[UUID], *, besides: UUID) -> None:
    """Tell the people of the next shift that there is something to read."""
    await _tell(
        shift, [person for person in people if person != besides], messages.REPORTED, messages.PLEASE_READ
    )


async def of_rota(rota: UUID, people: Iterable[UUID]) -> None:
    """Tell everybody on a rota once, however many shifts they have in it."""
    await outbox.queue(people, Kind.SHIFT, messages.ROTA, messages.SEE_YOURS, link="/duties", about=rota)
