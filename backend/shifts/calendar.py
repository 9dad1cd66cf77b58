"""My shifts as a calendar that phones follow: behind a secret address, with the time zone written in (RFC 5545)."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from icalendar import Alarm, Calendar, Event
from tortoise.expressions import Q

from backend import settings
from backend.access import audit
from backend.access.actor import Actor
from backend.kit import clock, ids, sealed, work
from backend.kit.refusals import NotFound
from backend.kit.words import Words
from backend.shifts import telling, wording
from backend.shifts.models import BUSY, CalendarFeed, Shift, ShiftState, Signup

PAST = timedelta(days=60)
"""Shifts that were stood stay in the calendar for so long."""
READ_EVERY = timedelta(hours=1)
REFRESH = timedelta(hours=1)
"""How often a calendar is asked to read again; some do so only once a day, whatever is asked."""

TITLE = Words("连心值班", "連心值班", "Lianxin shifts")
SUMMARY = Words("值班：{kind}", "值班：{kind}", "Shift: {kind}")
CANCELLED = Words("已取消：{kind}", "已取消：{kind}", "Cancelled: {kind}")
BRING = Words("要带：{bring}", "要帶：{bring}", "Bring: {bring}")


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
    await CalendarFeed.filter(person_id=actor.person).delete()
    secret = secrets.token_urlsafe(24)
    feed = CalendarFeed(
        id=ids.new(), person_id=actor.person, secret=secret, secret_index=sealed.index("calendar", secret)
    )
    await feed.save(force_create=True)
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
        await CalendarFeed.filter(
            secret_index=sealed.index("calendar", secret), person__erased_at__isnull=True
        )
        .select_related("person")
        .first()
    )
    if feed and (feed.read_at is None or feed.read_at < clock.now() - READ_EVERY):
        await CalendarFeed.filter(id=feed.id).update(read_at=clock.now())
    return feed


async def written(feed: CalendarFeed) -> bytes:
    """Everybody's calendar of their own shifts, in the reader's language."""
    rows = await (
        Signup.filter(Q(state__in=BUSY), person_id=feed.person_id, shift__ends_at__gt=clock.now() - PAST)
        .order_by("shift__starts_at", "id")
        .select_related("shift__grid")
    )
    calendar = Calendar()
    calendar.add("prodid", "-//Lianxin//Shifts//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", TITLE.said())
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", REFRESH)
    for signup in rows:
        calendar.add_component(_event(signup, signup.shift))
    if rows:
        # The rules of each zone that its times are written in, for calendars that know no names of zones.
        calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(signup: Signup, shift: Shift) -> Event:
    here = wording.zone(shift.grid.time_zone)
    is_off = shift.state is ShiftState.CANCELLED
    event = Event()
    event.add("uid", f"{signup.id}@lianxin")
    event.add("dtstamp", clock.now())
    event.add("sequence", signup.version + shift.version)
    event.add("dtstart", shift.starts_at.astimezone(here))
    event.add("dtend", shift.ends_at.astimezone(here))
    summary = (CANCELLED if is_off else SUMMARY).said(kind=wording.KINDS[shift.kind])
    event.add("summary", summary)
    event.add("location", shift.place)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("url", settings.settings().origin + telling.link(shift.id))
    event.add("description", "\n".join(_lines(shift)))
    if not is_off:
        event.add_component(_alarm(summary))
    return event


def _lines(shift: Shift) -> Sequence[str]:
    bring = BRING.said(bring=shift.bring) if shift.bring else ""
    return [line for line in (shift.brief, bring) if line]


def _alarm(summary: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -timedelta(hours=1))
    alarm.add("description", summary)
    return alarm
