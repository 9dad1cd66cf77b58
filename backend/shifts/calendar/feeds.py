"""My shifts as a calendar that phones follow: behind a secret address, with the time zone written in (RFC 5545)."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, vDuration
from tortoise.expressions import Q

from backend import settings
from backend.access import audit
from backend.access.actor import Actor
from backend.access.models import Person
from backend.kit import clock, sealed, work
from backend.kit.refusals import NotFound
from backend.kit.words import Words
from backend.shifts import telling, wording
from backend.shifts.calendar import zones
from backend.shifts.models import BUSY, CalendarFeed, Shift, ShiftState, Signup

PAST = timedelta(days=60)
"""Shifts that were stood stay in the calendar for so long."""
READ_EVERY = timedelta(hours=1)
"""How exactly it is kept when a calendar last read."""
PURPOSE = "calendar"
"""Under which the fingerprints of secrets are made."""
REFRESH = timedelta(hours=1)
"""How often a calendar is asked to read again; some do so only once a day, whatever is asked."""
AHEAD = timedelta(hours=1)
"""So long before a shift the phone rings."""

TITLE = Words("连心值班", "連心值班", "Lianxin shifts")
SUMMARY = Words("值班：{kind}", "值班：{kind}", "Shift: {kind}")
CANCELLED = Words("已取消：{kind}", "已取消：{kind}", "Cancelled: {kind}")
BRING = Words("要带：{bring}", "要帶：{bring}", "Bring: {bring}")
OPEN = Words("换班、退出或签到：{link}", "換班、退出或簽到：{link}", "Hand over, leave or check in: {link}")


def address(secret: str) -> str:
    """Where a calendar reads."""
    return f"{settings.settings().origin}/calendar/{secret}.ics"


async def of(actor: Actor) -> CalendarFeed | None:
    """The actor's feed, if they made one."""
    return await CalendarFeed.get_or_none(person_id=actor.person)


@work.verb
async def make(actor: Actor, *, key: UUID | None = None) -> CalendarFeed:
    """Make a secret address for the actor's shifts; one that was there before stops working."""
    if actor.person is None:
        raise NotFound
    # Two phones at the same moment: one of them waits here, and its address is the one that works.
    await Person.filter(id=actor.id).select_for_update(no_key=True).only("id").first()
    feed = await of(actor) or CalendarFeed(person_id=actor.person)
    feed.secret = secrets.token_urlsafe(24)
    feed.secret_index = sealed.index(PURPOSE, feed.secret)
    feed.created_at, feed.read_at = clock.now(), None
    await feed.save()
    await audit.note(actor, "makeCalendarFeed", "CalendarFeed", feed.id)
    return feed


@work.verb
async def revoke(actor: Actor, *, key: UUID | None = None) -> None:
    """The secret address works no longer; calendars that follow it keep what they have read."""
    if not await CalendarFeed.filter(person_id=actor.person).delete():
        raise NotFound
    await audit.note(actor, "revokeCalendarFeed", "CalendarFeed")


async def followed(secret: str) -> CalendarFeed | None:
    """The feed behind a secret address, with its person; noted as read, give or take an hour."""
    feed = (
        await CalendarFeed.filter(secret_index=sealed.index(PURPOSE, secret), person__erased_at__isnull=True)
        .select_related("person")
        .first()
    )
    if feed and (feed.read_at is None or feed.read_at < clock.now() - READ_EVERY):
        await CalendarFeed.filter(id=feed.id).update(read_at=clock.now())
    return feed


async def written(feed: CalendarFeed) -> bytes:
    """Somebody's calendar of their own shifts, in the language of whoever is spoken to."""
    rows = await (
        Signup.filter(Q(state__in=BUSY), person_id=feed.person_id, shift__ends_at__gt=clock.now() - PAST)
        .order_by("shift__starts_at", "id")
        .select_related("shift__grid")
    )
    calendar = Calendar()
    calendar.add("prodid", "-//Lianxin//Shifts//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", TITLE.said())
    calendar.add("x-wr-calname", TITLE.said())
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    for signup in rows:
        calendar.add_component(_event(signup, signup.shift))
    calendar.subcomponents[:0] = _zones(calendar, [signup.shift for signup in rows])
    return calendar.to_ical()


def _zones(calendar: Calendar, shifts: list[Shift]) -> list[Timezone]:
    """The rules of each zone that its times are written in, for calendars that know no names of zones.

    One that has no shifts in it has those of the place: an empty calendar is none to some phones.
    """
    years = [shift.starts_at.year for shift in shifts] or [clock.now().year]
    names = sorted(calendar.get_missing_tzids()) or [settings.settings().time_zone]
    return [zones.rules(name, min(years) - 1, max(years) + 1) for name in names]


def _event(signup: Signup, shift: Shift) -> Event:
    here = wording.zone(shift.grid.time_zone)
    is_off = shift.state is ShiftState.CANCELLED
    link = settings.settings().origin + telling.link(shift.id)
    summary = (CANCELLED if is_off else SUMMARY).said(kind=wording.KINDS[shift.kind])
    event = Event()
    event.add("uid", f"{signup.id}@lianxin")
    # Not the moment of reading: what did not change is to be the same, byte for byte.
    event.add("dtstamp", max(signup.asked_at, shift.created_at))
    event.add("sequence", signup.version + shift.version)
    event.add("dtstart", _on_wall(shift.starts_at, here))
    event.add("dtend", _on_wall(shift.ends_at, here))
    event.add("summary", summary)
    event.add("location", shift.place)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("url", link)
    event.add("description", "\n".join(_lines(shift, link)))
    if not is_off:
        event.add_component(_alarm(summary))
    return event


def _on_wall(at: datetime, here: ZoneInfo) -> datetime:
    local = at.astimezone(here)
    # In the night in which an hour comes twice, its name means the first; the second can only be said in UTC.
    return at.astimezone(UTC) if local.fold else local


def _lines(shift: Shift, link: str) -> Iterator[str]:
    if shift.state is ShiftState.CANCELLED and shift.reason:
        yield shift.reason
    if shift.brief:
        yield shift.brief
    if shift.bring:
        yield BRING.said(bring=shift.bring)
    yield OPEN.said(link=link)


def _alarm(summary: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -AHEAD)
    alarm.add("description", summary)
    return alarm
