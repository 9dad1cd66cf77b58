"""What must be so once everything has calmed down: each write once and whole, and nothing left lying."""

import asyncio
from collections import Counter, defaultdict
from datetime import timedelta

from tortoise.connection import get_connection

from backend import app
from backend.access import chain
from backend.access.models import Deed
from backend.households.models import Resident
from backend.kit import clock, nodes
from backend.kit.models import Answer
from backend.notices.reach_models import NoticeContact, Receipt
from backend.push import courier, delivery
from backend.push.broadcast_models import Chunk
from backend.push.models import Kind, Message, State, Subscription
from backend.shifts.models import SIGNED_UP, Shift, ShiftRole, Signup, SignupState
from backend.supplies.models import (
    Delivery,
    DeliveryPart,
    DeliveryState,
    RequestLine,
    Step,
    SupplyRequest,
    TimelineStep,
)
from tests.faults import writes
from tests.faults.phones import Write
from tests.faults.place import Place, opened
from tests.push.stand_in import StandIn
from tests.shifts import builders as shifts

assert app.__name__


async def everything(place: Place, push: StandIn) -> None:
    """Look at all rows of a place whose processes have ended."""
    async with opened(place.url, place.redis, push):
        await is_sound()
        await is_there_once(place.writes)
        await is_whole()
        await is_carried_on(push)


async def is_sound() -> None:
    """The database finds nothing wrong with itself, and no constraint is broken."""
    connection = get_connection("default")
    if connection.capabilities.dialect == "sqlite":
        [found] = await connection.execute_query_dict("PRAGMA integrity_check")
        assert list(found.values()) == ["ok"]
        assert await connection.execute_query_dict("PRAGMA foreign_key_check") == []
        return
    checks = await connection.execute_query_dict(
        "SELECT conrelid::regclass::text AS at, pg_get_constraintdef(oid) AS says FROM pg_constraint WHERE contype = 'c'"
        " AND connamespace = 'public'::regnamespace"
    )
    for check in checks:
        rule = check["says"].removeprefix("CHECK ")
        [row] = await connection.execute_query_dict(
            f"SELECT count(*) AS broken FROM {check['at']} WHERE NOT {rule}"
        )
        assert row["broken"] == 0, check


async def is_there_once(sent: list[Write]) -> None:
    """What was acknowledged is there once: its key with its answer, and one deed for each that was done."""
    await _was_noted([one for one in sent if one.is_done and one.kind is writes.READ])
    sent = [one for one in sent if one.kind.has_key]
    keys = {str(row["key"]) for row in await Answer.all().values("key")}
    assert [one for one in sent if one.is_acknowledged and one.key not in keys] == []
    assert keys <= {one.key for one in sent}
    kinds = {one.kind.verb for one in sent}
    deeds = await Deed.filter(verb__in=kinds, actor__in={one.person for one in sent}).values("actor", "verb")
    done = Counter((one.person, one.kind.verb) for one in sent if one.is_done)
    found = Counter((deed["actor"], deed["verb"]) for deed in deeds)
    assert (found - done, done - found) == (Counter(), Counter())


async def _was_noted(reads: list[Write]) -> None:
    """Whatever somebody read counts for their household."""
    homes = dict(
        await Resident.filter(person_id__in={one.person for one in reads}).values_list(
            "person_id", "household_id"
        )
    )
    noted = await Receipt.filter(read_at__isnull=False).values_list("notice_id", "household_id")
    assert {(nodes.row_of("Notice", one.variables["notice"]), homes[one.person]) for one in reads} <= set(
        noted
    )


async def is_whole() -> None:
    """No unit of work is half done: what belongs together is there together."""
    await _needs_are_whole()
    await _promises_add_up()
    await _shifts_add_up()
    await _calls_are_whole()


async def _needs_are_whole() -> None:
    needs = await SupplyRequest.all().values_list("id", flat=True)
    once = dict.fromkeys(needs, 1)
    assert Counter(await RequestLine.all().values_list("request_id", flat=True)) == once
    asked = TimelineStep.filter(kind=Step.ASKED)
    assert Counter(await asked.values_list("request_id", flat=True)) == once
    deeds = Deed.filter(verb=writes.ASK.verb)
    assert Counter(await deeds.values_list("row", flat=True)) == once
    # The leader is told of each, whatever became of it later.
    assert set(await Message.filter(kind=Kind.REQUEST).values_list("about", flat=True)) == set(needs)


async def _promises_add_up() -> None:
    promised: dict[object, int] = defaultdict(int)
    out = await Delivery.filter(state=DeliveryState.PROMISED).values_list("id", flat=True)
    for part in await DeliveryPart.filter(delivery_id__in=out).values("line_id", "quantity"):
        promised[part["line_id"]] += part["quantity"]
    lines = await RequestLine.all().values("id", "promised", "quantity")
    assert {line["id"]: line["promised"] for line in lines if line["promised"]} == promised
    assert all(0 <= line["promised"] <= line["quantity"] for line in lines)
    assert await Delivery.all().count() == await Deed.filter(verb=writes.CLAIM.verb).count()
    assert await TimelineStep.filter(kind=Step.CLAIMED).count() == await Delivery.all().count()


async def _shifts_add_up() -> None:
    joined = Counter(await Signup.filter(state=SignupState.JOINED).values_list("role_id", flat=True))
    for role in await ShiftRole.all().values("id", "taken", "needed"):
        assert role["taken"] == joined[role["id"]] <= role["needed"]
    assert await Signup.filter(state__in=SIGNED_UP).count() <= await Shift.all().count() * 100


async def _calls_are_whole() -> None:
    told = await NoticeContact.all().values_list("notice_id", "household_id")
    assert len(told) == await Deed.filter(verb=writes.CONTACT.verb).count()
    reached = await Receipt.all().values_list("notice_id", "household_id")
    assert len(reached) == len(set(reached))
    assert set(told) <= set(reached)


async def is_carried_on(push: StandIn) -> None:
    """Whatever somebody had begun when they died is done by another: nothing stays leased, unsent or unchained."""
    lease = clock.now() + delivery.LEASE
    assert await Message.filter(state=State.WAITING, due_at__gt=lease).count() == 0
    assert await Chunk.filter(done_at__isnull=True, due_at__gt=lease).count() == 0
    clock.advance(delivery.LEASE + timedelta(minutes=1))
    async with courier.working() as carrier:
        # What takes longer than a round is waited for beside it, and given up where the courier goes home.
        while await delivery.deliver() or carrier.errands:
            await asyncio.gather(*carrier.errands)
    await shifts.gone()
    while await chain.chain_deeds():
        pass
    assert await Message.filter(state=State.WAITING).count() == 0
    assert (await chain.verify()).is_whole
    assert await Deed.filter(number__isnull=True).count() == 0
    await _rang(push)


async def _rang(push: StandIn) -> None:
    """Whoever has a phone that rings was told everything, and the push service took it at least once."""
    for phone in await Subscription.all():
        told = await Message.filter(person_id=phone.person_id).values("id", "state")
        assert {row["state"] for row in told} <= {State.ACCEPTED}
        received = {said["id"] for said in push.handsets[phone.endpoint].said}
        assert {nodes.opaque("Message", row["id"]) for row in told} <= received
