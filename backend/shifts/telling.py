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
from backend.shifts import places, wording
from backend.shifts.models import Shift, Signup, SignupState

RINGS = timedelta(hours=12)
"""What begins within so long may ring in quiet hours, too."""
ANSWER = (Role.LEADER, Role.MEMBER)
"""Who sets the shifts of a grid and answers for them."""

WISH = Words("有人想来值班", "有人想來值班", "Somebody would like to join a shift")
PLEASE_APPROVE = Words(
    "{when}。请打开看看，同意或婉拒。",
    "{when}。請打開看看，同意或婉拒。",
    "{when}. Open it to approve or decline.",
)
APPROVED = Words("您的值班报名通过了", "您的值班報名通過了", "You have a place on the shift")
DECLINED = Words("这次值班人手已安排好", "這次值班人手已安排好", "This shift has enough people")
ASSIGNED = Words("给您排了一个班", "給您排了一個班", "You were put on a shift")
TAKEN_OFF = Words("您的一个班已另作安排", "您的一個班已另作安排", "A shift of yours was arranged otherwise")
MOVED_UP = Words("候补轮到您了", "候補輪到您了", "You moved up from the waiting list")
LEADER_DECIDES = Words(
    "{when}，{place}。有位置了，请等网格长答复。",
    "{when}，{place}。有位置了，請等網格長答覆。",
    "{when}, {place}. A place came free; the leader will answer you.",
)
YOU_ARE_ON = Words(
    "{when}，{place}。来不了请早点退出。",
    "{when}，{place}。來不了請早點退出。",
    "{when}, {place}. If you cannot come, leave it early.",
)
NO_NEED = Words(
    "{when}。这一班不用来了，谢谢您。",
    "{when}。這一班不用來了，謝謝您。",
    "{when}. You need not come to this one. Thank you.",
)
NO_NEED_OF_MANY = Words(
    "{when} 和之后的班，一共 {number} 个，都不用来了，谢谢您。",
    "{when} 和之後的班，一共 {number} 個，都不用來了，謝謝您。",
    "{when} and those after it, {number} in all: you need not come. Thank you.",
)
ENDED = Words("值班提前结束了", "值班提前結束了", "A shift ended early")
HOURS_COUNT = Words(
    "{when}，{place}。辛苦了！到现在的工时照算，打开看看。",
    "{when}，{place}。辛苦了！到現在的工時照算，打開看看。",
    "{when}, {place}. Thank you! Your hours until now count; open this to see.",
)
MOVED = Words(
    "值班时间改了，请确认", "值班時間改了，請確認", "A shift of yours was moved: do you still come?"
)
STILL = Words(
    "现在是 {when}，{place}。请打开确认还来不来。",
    "現在是 {when}，{place}。請打開確認還來不來。",
    "It is now {when}, {place}. Open this to say whether you come.",
)
STILL_OF_MANY = Words(
    "一共 {number} 个班，第一个现在是 {when}，{place}。请打开，逐个确认还来不来。",
    "一共 {number} 個班，第一個現在是 {when}，{place}。請打開，逐個確認還來不來。",
    "{number} of them; the first is now {when}, {place}. Open them to say whether you come.",
)
CHANGED = Words("值班安排有变动", "值班安排有變動", "A shift of yours was changed")
CANCELLED = Words("值班取消了", "值班取消了", "A shift was cancelled")
LEFT = Words("有人退出值班", "有人退出值班", "Somebody left a shift")
LEFT_LATE = Words("有人临时退出值班", "有人臨時退出值班", "Somebody left a shift shortly before it begins")
SEE_WHO = Words(
    "{when}，{place}。打开看看还缺几个人。",
    "{when}，{place}。打開看看還缺幾個人。",
    "{when}, {place}. Open this to see how many more are needed.",
)
OFFERED = Words(
    "有人想换班，您能来吗？", "有人想換班，您能來嗎？", "Somebody offers their shift: can you come?"
)
ASKED = Words(
    "急：值班缺人，您能来吗？", "急：值班缺人，您能來嗎？", "Urgent: a shift needs somebody. Can you come?"
)
CAN_YOU = Words(
    "{when}，{place}。能来请打开点一下。",
    "{when}，{place}。能來請打開點一下。",
    "{when}, {place}. Open this and tap if you can.",
)
HANDED_OVER = Words("有人接了您的班", "有人接了您的班", "Somebody has taken your shift")
TO_APPROVE = Words("有人想接别人的班", "有人想接別人的班", "Somebody would take over a shift")
TAKER = Words("有人愿意接您的班", "有人願意接您的班", "Somebody would take your shift")
UNTIL_YES = Words(
    "{when}，{place}。等网格长同意；同意以前，还是您来。",
    "{when}，{place}。等網格長同意；同意以前，還是您來。",
    "{when}, {place}. The leader has to agree; until then you come.",
)
STILL_YOURS = Words("您的班还没有人接", "您的班還沒有人接", "Your shift is still yours")
GOES_ON = Words(
    "{when}，{place}。还是您来，别人也还可以来接。",
    "{when}，{place}。還是您來，別人也還可以來接。",
    "{when}, {place}. You come; others can still take it over.",
)
KEPT = Words("您想接的班已经有人来", "您想接的班已經有人來", "Somebody stands the shift that you would take")
EMPTY = Words("急：值班还缺人", "急：值班還缺人", "Urgent: a shift still lacks somebody")
NOBODY_FREE = Words(
    "{when}，{place}。附近的人问过了，还没人能来，请您安排。",
    "{when}，{place}。附近的人問過了，還沒人能來，請您安排。",
    "{when}, {place}. Those nearby were asked and nobody has come forward. Please find somebody.",
)
# Whose quiet hours it came in reads it on the day itself: when that is stands in the text.
COMING = Words("提醒：您快要值班了", "提醒：您快要值班了", "Reminder: you stand a shift soon")
SOON = Words("提醒：一小时后值班", "提醒：一小時後值班", "Reminder: your shift begins in an hour")
WHERE_OF_MANY = Words(
    "一共 {number} 个班，第一个是 {when}，{place}。",
    "一共 {number} 個班，第一個是 {when}，{place}。",
    "{number} of them; the first is {when}, {place}.",
)
WHERE = Words("{when}，{place}。", "{when}，{place}。", "{when}, {place}.")
LATE = Words("您的班已经开始", "您的班已經開始", "Your shift has begun")
PLEASE_COME = Words(
    "{place}。到了请扫码签到；来不了请给网格长打电话。",
    "{place}。到了請掃碼簽到；來不了請給網格長打電話。",
    "{place}. Scan the code when you are there; if you cannot come, call the leader.",
)
NOT_COME = Words("有人值班还没到", "有人值班還沒到", "Somebody has not come to a shift")
REPORTED = Words("上一班写了交接记录", "上一班寫了交接記錄", "The shift before has left you a report")
PLEASE_READ = Words("请打开看过，再点确认。", "請打開看過，再點確認。", "Please read it, then confirm.")


ROTA = Words("新的排班出来了", "新的排班出來了", "A new rota is out")
SEE_YOURS = Words(
    "打开看看您的班次；来不了的请早点换班。",
    "打開看看您的班次；來不了的請早點換班。",
    "Open this to see your shifts; hand over early what you cannot stand.",
)


def link(shift: UUID) -> str:
    """The page of a shift."""
    return f"/shifts/{nodes.opaque('Shift', shift)}"


async def leaders(shift: Shift, besides: UUID | None = None) -> list[UUID]:
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
) -> None:
    await outbox.queue(
        people,
        Kind.SHIFT,
        title,
        text,
        link=link(shift.id),
        about=shift.id,
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
    await _tell(shift, await leaders(shift), WISH, PLEASE_APPROVE)


async def of_decision(shift: Shift, person: UUID, *, accepted: bool) -> None:
    """Tell somebody what the leader decided about their wish."""
    await _tell(shift, [person], APPROVED if accepted else DECLINED, YOU_ARE_ON if accepted else NO_NEED)


async def of_assigning(shift: Shift, person: UUID) -> None:
    """Tell somebody that a leader put them on a shift."""
    await _tell(shift, [person], ASSIGNED, YOU_ARE_ON)


async def of_taking_off(shift: Shift, person: UUID) -> None:
    """Tell somebody that a leader took them off a shift."""
    await _tell(shift, [person], TAKEN_OFF, NO_NEED)


async def of_moving_up(shift: Shift, person: UUID) -> None:
    """Tell somebody that they have a place now; or that a leader decides whether they have."""
    await _tell(shift, [person], MOVED_UP, LEADER_DECIDES if shift.by_approval else YOU_ARE_ON, urgent=True)


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
    await _tell_once(still, MOVED, (STILL, STILL_OF_MANY), urgent=True)
    await _tell_once(others, CHANGED, (WHERE, WHERE_OF_MANY), urgent=has_moved)


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
    theirs: Mapping[UUID, Sequence[Shift]], title: Words, texts: tuple[Words, Words], *, urgent: bool
) -> None:
    """Tell each person once, however many of these shifts are theirs: of one, or of the first and how many."""
    alike: dict[tuple[UUID, int], tuple[Shift, list[UUID]]] = {}
    for person, shifts in theirs.items():
        alike.setdefault((shifts[0].id, len(shifts)), (shifts[0], []))[1].append(person)
    one, many = texts
    for (_, number), (first, people) in alike.items():
        await _tell(first, people, title, one if number == 1 else many, urgent=urgent, number=number)


async def of_cancelling(shifts: Sequence[Shift], *, besides: UUID) -> list[UUID]:
    """Tell everybody concerned once which shifts of theirs were cancelled, the first by its time; answers who it is."""
    theirs = await _theirs(shifts)
    told = {person: cancelled for person, cancelled in theirs.items() if person != besides}
    await _tell_once(told, CANCELLED, (NO_NEED, NO_NEED_OF_MANY), urgent=True)
    return list(theirs)


async def of_ending(shift: Shift, came: Iterable[UUID], others: Iterable[UUID], *, besides: UUID) -> None:
    """Tell whoever stands a shift that it ends now and what they have helped counts; and others that they need not come."""
    expires = clock.now() + outbox.WORTH_TELLING
    for people, text in ((came, HOURS_COUNT), (others, NO_NEED)):
        told = [person for person in people if person != besides]
        await _tell(shift, told, ENDED, text, urgent=True, expires=expires)


async def of_leaving(shift: Shift, *, is_late: bool, besides: UUID | None = None) -> None:
    """Tell whoever answers for the grid that a place fell empty."""
    told = await leaders(shift, besides)
    await _tell(shift, told, LEFT_LATE if is_late else LEFT, SEE_WHO, urgent=is_late)


async def of_offer(shift: Shift, people: Iterable[UUID]) -> None:
    """Ask these people whether they take over somebody's place."""
    await _tell(shift, people, OFFERED, CAN_YOU)


async def of_taking(shift: Shift, giver: UUID, *, besides: UUID) -> None:
    """Tell whoever offered their place, and whoever answers for the grid, that it was taken."""
    await _tell(shift, [giver, *await leaders(shift, besides)], HANDED_OVER, WHERE)


async def of_wish_to_take(shift: Shift, giver: UUID) -> None:
    """Tell whoever answers for the grid that they decide who stands it; and whose place it is that it is theirs until then."""
    await _tell(shift, [giver], TAKER, UNTIL_YES)
    await _tell(shift, await leaders(shift), TO_APPROVE, PLEASE_APPROVE)


async def of_handing_over(shift: Shift, giver: UUID) -> None:
    """Tell somebody that the leader gave their place to whoever asked for it."""
    await _tell(shift, [giver], HANDED_OVER, WHERE)


async def of_still_yours(shift: Shift, giver: UUID) -> None:
    """Tell somebody that whoever asked for their place does not get it."""
    await _tell(shift, [giver], STILL_YOURS, GOES_ON)


async def of_keeping(shift: Shift, person: UUID) -> None:
    """Tell somebody that the place that they asked for is not to be had any more."""
    await _tell(shift, [person], KEPT, NO_NEED)


async def of_asking(shift: Shift, people: Iterable[UUID]) -> None:
    """Ask the nearest who are free to fill a place that fell empty."""
    await _tell(shift, people, ASKED, CAN_YOU, urgent=True)


async def of_empty_place(shift: Shift) -> None:
    """Tell the leader that nobody was found."""
    await _tell(shift, await leaders(shift), EMPTY, NOBODY_FREE, urgent=True)


async def of_tomorrow(shift: Shift, person: UUID) -> None:
    """Remind somebody the evening before."""
    await _tell(shift, [person], COMING, WHERE)


async def of_soon(shift: Shift, person: UUID) -> None:
    """Remind somebody an hour before."""
    await _tell(shift, [person], SOON, WHERE, urgent=True)


async def of_lateness(shift: Shift, missing: list[UUID]) -> None:
    """Ask those who have not come where they are, and tell whoever answers for the grid."""
    await _tell(shift, missing, LATE, PLEASE_COME, urgent=True)
    told = [person for person in await leaders(shift) if person not in missing]
    await _tell(shift, told, NOT_COME, SEE_WHO, urgent=True)


async def of_report(shift: Shift, people: Iterable[UUID], *, besides: UUID) -> None:
    """Tell the people of the next shift that there is something to read."""
    await _tell(shift, [person for person in people if person != besides], REPORTED, PLEASE_READ)


async def of_rota(rota: UUID, people: Iterable[UUID]) -> None:
    """Tell everybody on a rota once, however many shifts they have in it."""
    await outbox.queue(people, Kind.SHIFT, ROTA, SEE_YOURS, link="/duties", about=rota)
