"""What one shift writes down, the next confirms."""

from datetime import datetime, timedelta
from uuid import uuid4

from backend.access.models import Person
from backend.kit import clock
from backend.kit.refusals import BadInput, NotFound
from backend.shifts import attendance, planning
from backend.shifts.models import Shift, WorkKind
from tests.community import Town
from tests.phones import Phones
from tests.shifts import builders, documents, duties
from tests.shifts.asking import did, named
from tests.supplies.builders import acting, refused, told

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


async def relay(town: Town) -> tuple[tuple[Shift, Person], tuple[Shift, Person]]:
    """A shift of 陈晨's, and the next at the same place, which is 周舟's."""
    first, chen = await duties.joined(town)
    zhou = await builders.volunteer(town, "周舟")
    then = await builders.shift(town, builders.plan(first.ends_at))
    await builders.joined(zhou, then)
    return (first, chen), (then, zhou)


async def test_what_one_shift_writes_the_next_confirms(town: Town) -> None:
    (first, chen), (_, zhou) = await relay(town)
    clock.advance(5 * HOUR)
    found = await attendance.report(await acting(chen), first.id, " 3 栋老人要送药 ")
    assert (found.report, found.reported_by_id, found.reported_at) == ("3 栋老人要送药", chen.id, clock.now())
    assert (await told(zhou))[-1] == "上一班写了交接记录"
    assert "上一班写了交接记录" not in await told(chen)
    confirmed = await attendance.confirm_report(await acting(zhou), first.id, seen=clock.now())
    assert (confirmed.confirmed_by_id, confirmed.confirmed_at, confirmed.version) == (
        zhou.id,
        clock.now(),
        3,
    )
    before = await builders.everything()
    assert (await attendance.confirm_report(await acting(zhou), first.id, seen=clock.now())).version == 3
    assert await builders.everything() == before


async def test_only_the_next_shift_confirms(town: Town) -> None:
    (first, chen), (then, zhou) = await relay(town)
    wu = await builders.volunteer(town, "吴越")
    await builders.joined(wu, await builders.shift(town, builders.plan(then.ends_at)))
    with refused(NotFound):
        await attendance.confirm_report(await acting(zhou), first.id, seen=clock.now())
    await attendance.report(await acting(chen), first.id, "没事")
    before = await builders.everything()
    for stranger in (chen, wu, town.leader, town.neighbour):
        with refused(NotFound):
            await attendance.confirm_report(await acting(stranger), first.id, seen=clock.now())
    assert await builders.everything() == before


async def test_what_is_written_anew_is_confirmed_anew(town: Town) -> None:
    (first, chen), (_, zhou) = await relay(town)
    await attendance.report(await acting(chen), first.id, "没事")
    await attendance.confirm_report(await acting(zhou), first.id, seen=clock.now())
    found = await attendance.report(await acting(town.leader), first.id, "钥匙在门卫", version=3)
    assert (found.confirmed_at, found.confirmed_by_id, found.reported_by_id) == (None, None, town.leader.id)


async def test_only_who_is_on_a_shift_or_leads_writes_its_report(town: Town) -> None:
    (first, chen), (_, zhou) = await relay(town)
    before = await builders.everything()
    for stranger in (zhou, town.neighbour):
        with refused(NotFound):
            await attendance.report(await acting(stranger), first.id, "没事")
    for written in ("", "字" * 1001):
        with refused(BadInput, field="report"):
            await attendance.report(await acting(chen), first.id, written)
    with refused(NotFound):
        await attendance.report(await acting(chen), uuid4(), "没事")
    assert await builders.everything() == before


async def test_another_place_and_other_work_take_nothing_over(town: Town) -> None:
    first, _ = await duties.joined(town)
    begins: datetime = first.ends_at
    for other in (
        builders.plan(begins, kind=WorkKind.DESK),
        builders.plan(begins - HOUR),
        builders.plan(begins + timedelta(days=30)),
    ):
        await builders.shift(town, other)
    assert await attendance.next_of(first) is None
    cancelled = await builders.shift(town, builders.plan(begins))
    await planning.cancel(await acting(town.leader), cancelled.id)
    assert await attendance.next_of(first) is None
    then = await builders.shift(town, builders.plan(begins + HOUR))
    later = await attendance.next_of(first)
    assert later is not None
    assert later.id == then.id


async def test_whoever_writes_without_signal_overwrites_nobody_unseen(town: Town, phones: Phones) -> None:
    (first, chen), _ = await relay(town)
    wu = await builders.volunteer(town, "吴越")
    await builders.joined(wu, first)
    mine = {"shift": named("Shift", first), "version": first.version}
    await did(await phones(chen), documents.REPORT, **mine, text="钥匙在门卫")
    # Their own they may write anew, before their phone has read the answer.
    await did(await phones(chen), documents.REPORT, **mine, text="钥匙在岗亭")
    before = await builders.everything()
    other = await phones(wu)
    for seen in (first.version, None):
        said = await did(other, documents.REPORT, shift=mine["shift"], version=seen, text="一切正常")
        assert (said["__typename"], said["now"]["report"]["text"]) == ("Changed", "钥匙在岗亭")
    assert await builders.everything() == before
    both = {"shift": mine["shift"], "version": said["version"], "text": "钥匙在岗亭，一切正常"}
    assert (await did(other, documents.REPORT, **both))["report"]["text"] == both["text"]


async def test_nobody_confirms_what_they_have_not_read(town: Town, phones: Phones) -> None:
    (first, chen), (_, zhou) = await relay(town)
    seen = (await attendance.report(await acting(chen), first.id, "没事")).reported_at
    assert seen
    clock.advance(MINUTE)
    again = await attendance.report(await acting(chen), first.id, "3 栋老人要送药")
    before = await builders.everything()
    phone = await phones(zhou)
    yes = {"shift": named("Shift", first), "seen": seen.isoformat()}
    said = await did(phone, documents.CONFIRM_REPORT, **yes)
    assert (said["__typename"], said["message"]) == (
        "ReportChanged",
        "What the shift before wrote was just changed. Read it again, then confirm.",
    )
    assert await builders.everything() == before
    assert again.reported_at
    said = await did(phone, documents.CONFIRM_REPORT, **yes | {"seen": again.reported_at.isoformat()})
    assert said["__typename"] == "Shift"
