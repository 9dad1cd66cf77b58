"""What is asked at every request and by every round is found by an index, however long the tables grow."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from tortoise.backends.sqlite.client import SqliteClient
from tortoise.connection import get_connection

from backend.access import devices
from backend.access.models import Role
from backend.grids import finding
from backend.kit import clock
from backend.notices.channels import crowds
from backend.notices.kinds import Audience
from backend.push import readers
from backend.push.broadcast_models import Broadcast
from backend.push.broadcasting import broadcasts, chunks, phones, remainders
from backend.push.broadcasting.crowds import Stretch
from backend.push.models import Kind
from backend.shifts import eligibility, rules
from backend.shifts.hours import fairness
from backend.shifts.rota import rotas
from backend.shifts.screens import reading
from backend.shifts.screens.reading import EVERYTHING
from backend.supplies import counting
from backend.supplies.models import TimelineStep
from backend.volunteers import rules as volunteers
from backend.volunteers import shown
from backend.volunteers.models import Volunteer
from tests import community
from tests.community import Town
from tests.shifts import builders as shifts
from tests.shifts.crews import template
from tests.volunteers.builders import volunteer


@contextmanager
def statements() -> Iterator[list[str]]:
    """Everything that is asked while this is open."""
    asked: list[str] = []

    def noting(ask: Any) -> Any:
        async def note(self: SqliteClient, query: str, *given: Any) -> Any:
            asked.append(query)
            return await ask(self, query, *given)

        return note

    with (
        patch.object(SqliteClient, "execute_query", noting(SqliteClient.execute_query)),
        patch.object(SqliteClient, "execute_query_dict", noting(SqliteClient.execute_query_dict)),
    ):
        yield asked


async def looked_through(asked: list[str]) -> list[str]:
    """The tables of which a statement reads every row."""
    connection = get_connection("default")
    plans = [
        await connection.execute_query_dict(f"EXPLAIN QUERY PLAN {query}", [""] * query.count("?"))
        for query in asked
    ]
    return [step["detail"] for plan in plans for step in plan if step["detail"].startswith("SCAN ")]


@pytest.mark.parametrize("engine", ["embedded"], indirect=True)
async def test_no_table_is_looked_through(town: Town) -> None:
    leader, helper = await community.actor(town.leader), await community.resident("张明", town.east)
    await volunteer(helper, town.leader)
    shift = await shifts.shift(town)
    await shifts.joined(helper, shift)
    with statements() as asked:
        await finding.nearest(town.east.path, Role.LEADER, besides=[town.member.id])
        await volunteers.near(town.east.path)
        await readers.of([town.leader.id])
        await devices.visible(leader)
        await counting.calls([(town.east.path, 30)])
        await counting.pooled(town.east.path)
        await shown.one(leader, (await Volunteer.get(person_id=helper.id)).id)
        await TimelineStep.filter(person_id=town.leader.id)
        await fairness.of_grid(leader, town.east.id, clock.now(), clock.now() + timedelta(days=7))
        await rotas.plan(leader, town.east.id, template([helper], by_hours=True))
        for actor in (leader, await community.actor(helper)):
            standing = await eligibility.standing_of(actor)
            found = rules.visible(actor, standing.grounds).filter(rules.between(clock.now()))
            rows = await found.order_by("starts_at", "id").limit(30).values(*reading.columns(EVERYTHING))
            await reading.shifts(actor, rows, EVERYTHING, standing)
    assert len(asked) >= 15
    assert await looked_through(asked) == []


@pytest.mark.parametrize("engine", ["embedded"], indirect=True)
async def test_a_crowd_is_found_without_looking_through_a_table(town: Town) -> None:
    ground = Stretch(*crowds.stretch(town.east.path, covers_below=True), crowds.given([]))
    some = Stretch(ground.begins, ground.before, crowds.given(list(Audience)))
    told = Broadcast(kind=Kind.NOTICE, crowd=crowds.HOUSEHOLDS, about=town.east.id)
    with statements() as asked:
        await crowds.beginnings(ground, 300)
        for stretch in (ground, some):
            await crowds.people(stretch, town.leader.id, 300)
        await phones.of([town.leader.id], told)
        await phones.again([town.leader.id], told)
        for whole in (True, False):
            await chunks.take(only_whole=whole)
        await chunks.due().exists()
        await chunks.close_what_is_over()
        await remainders._take()
        await broadcasts.figures(town.east.id)
        await broadcasts.stop(town.east.id)
    assert len(asked) >= 15
    assert await looked_through(asked) == []
