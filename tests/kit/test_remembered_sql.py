"""SQL is written once for each shape of a query, and is always what Tortoise would have written."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from tortoise.expressions import F, Q, Subquery
from tortoise.functions import Count, Max
from tortoise.queryset import QuerySet

from backend.access.models import Person, Post, Role
from backend.grids.models import Grid, Tier
from backend.kit import clock, query_shapes, remembered_sql
from tests import statements
from tests.community import Town

Values = tuple[Any, ...]
Build = Callable[..., Any]
NOW = datetime.fromisoformat("2020-01-29T11:00:00+00:00")
ONE, OTHER = UUID(int=1), UUID(int=2)

REMEMBERED: dict[str, tuple[Build, Values, Values]] = {
    "one by its id": (lambda a: Grid.get_or_none(id=a), (ONE,), (OTHER,)),
    "rows with those around": (
        lambda a: Post.filter(person_id=a).select_related("grid", "person"),
        (ONE,),
        (OTHER,),
    ),
    "a few columns of a few": (
        lambda a, b: Post.filter(grid_id__in=a, role=b).order_by("-since", "id").values("id", "grid__name"),
        ([ONE, OTHER], Role.LEADER),
        ([OTHER, uuid4()], Role.MEMBER),
    ),
    "one column": (lambda a: Grid.filter(path__gt=a).values_list("id", flat=True), ("a",), ("b",)),
    "either of two": (
        lambda a, b: Post.filter(Q(until__isnull=True) | ~Q(until__lte=a), since__lt=b).values("id"),
        (NOW, NOW),
        (NOW + timedelta(days=1), NOW - timedelta(days=1)),
    ),
    "the same value twice": (lambda a, b: Grid.filter(path__gte=a, path__lte=b), ("a", "a"), ("b", "c")),
    "those that others name": (
        lambda a, b: Grid.filter(
            id__not_in=Subquery(Post.filter(person_id=a).values("grid_id")), name=b
        ).values("id"),
        (ONE, "x"),
        (OTHER, "y"),
    ),
    "another column beside": (
        lambda a: Grid.annotate(held=Subquery(Post.filter(person_id=a).limit(1).values("id"))).values("held"),
        (ONE,),
        (OTHER,),
    ),
    "counted by themselves": (
        lambda a: Grid.annotate(n=Count("id", _filter=Q(name=a))).group_by("tier").values("tier", "n"),
        ("x",),
        ("y",),
    ),
    "whether there is one": (lambda a: Grid.filter(name=a).exists(), ("x",), ("y",)),
    "how many": (lambda a: Grid.filter(parent__name=a).count(), ("x",), ("y",)),
    "a change": (
        lambda a, b: Grid.filter(id=a, version__lte=F("version") + b).update(
            version=F("version") + b, name="n"
        ),
        (ONE, 1),
        (OTHER, 2),
    ),
    "a change by what is around": (
        lambda a, b: Person.filter(grid__name=a).update(language=b),
        ("x", "en"),
        ("y", "zh-Hans"),
    ),
    "those that go": (lambda a: Post.filter(grid__name=a).delete(), ("x",), ("y",)),
    "held still": (lambda a: Grid.filter(id=a).select_for_update(no_key=True).first(), (ONE,), (OTHER,)),
}

WRITTEN_ANEW: dict[str, tuple[Build, Values, Values]] = {
    "a text that is searched for": (lambda a: Grid.filter(name__contains=a), ("x",), ("y",)),
    "a long list": (lambda a: Grid.filter(id__in=[a] * 101), (ONE,), (OTHER,)),
    "the latest": (
        lambda a: Grid.filter(name=a).annotate(last=Max("closed_at")).values("last"),
        ("x",),
        ("y",),
    ),
}

DIFFERENT: dict[str, tuple[Build, Values, Values]] = {
    "nothing or something": (lambda a: Grid.filter(parent_id=a), (ONE,), (None,)),
    "none or some": (lambda a: Grid.filter(id__in=a), ([ONE],), ([],)),
    "some or more": (lambda a: Grid.filter(id__in=a), ([ONE],), ([ONE, OTHER],)),
    "there or not": (lambda a: Grid.filter(closed_at__isnull=a), (True,), (False,)),
    "so many or all": (lambda a: Grid.all().limit(a), (1,), (2,)),
    "one way or the other": (lambda a: Grid.all().order_by(a).values("id"), ("name",), ("-name",)),
    "this or that": (lambda a: Grid.filter(Q(name="x", code="y", join_type=a)), ("AND",), ("OR",)),
    "so or not so": (lambda a: Grid.filter(a), (Q(name="x"),), (~Q(name="x"),)),
    "of one level or another": (lambda a: Grid.filter(a).exists(), (Q(tier=Tier.TOWN),), (Q(name="x"),)),
    "some of it or more": (lambda *a: Grid.filter(id=ONE).only(*a), ("id",), ("id", "name")),
    "set or emptied": (lambda a: Grid.filter(id=ONE).update(closed_at=a), (NOW,), (None,)),
}


def written(build: Build, values: Values) -> Any:
    """The statement of a query, which is compared with Tortoise's own."""
    query = build(*values)
    query._choose_db_if_not_chosen()
    statements._write_and_compare(query)
    return query.query.get_parameterized_sql()


@pytest.fixture(autouse=True)
def nothing_is_known(engine: str) -> Any:
    with patch.dict(remembered_sql._known, clear=True):
        yield


@pytest.mark.parametrize("name", REMEMBERED)
async def test_a_query_of_a_known_shape_is_not_written_again(name: str) -> None:
    build, first, then = REMEMBERED[name]
    sql, values = written(build, first)
    assert list(remembered_sql._known.values()) != [None]
    query = build(*then)
    with patch.object(type(query), "_make_query", side_effect=AssertionError):
        query._choose_db_if_not_chosen()
        statements.write(query)
    assert query.query.get_parameterized_sql() != (sql, values)
    assert written(build, then)[0] == sql


@pytest.mark.parametrize("name", WRITTEN_ANEW)
async def test_what_is_not_known_is_always_written_by_tortoise(name: str) -> None:
    build, *given = WRITTEN_ANEW[name]
    for values in given:
        written(build, values)
    assert set(remembered_sql._known.values()) <= {None}


@pytest.mark.parametrize("name", DIFFERENT)
async def test_what_decides_the_sql_is_part_of_the_shape(name: str) -> None:
    build, *given = DIFFERENT[name]
    for values in (*given, *reversed(given)):
        written(build, values)
    assert len(remembered_sql._known) == 2


async def test_rows_are_read_through_what_is_remembered(town: Town) -> None:
    for grid in (town.east, town.west):
        assert (await Grid.get(id=grid.id)).name == grid.name
        [row] = await Grid.filter(path=grid.path).values("id", "tier", "created_at")
        assert (row["id"], row["tier"]) == (grid.id, grid.tier)
        assert isinstance(row["created_at"], datetime)
        posts = await Post.filter(grid_id=grid.id).select_related("grid")
        assert {post.grid.name for post in posts} <= {grid.name}
        assert await Grid.filter(id=grid.id).update(version=F("version") + 1, closed_at=clock.now()) == 1
        assert (await Grid.get(id=grid.id)).version == grid.version + 1


async def test_a_statement_that_differs_from_tortoise_s_is_not_taken() -> None:
    wrong = remembered_sql.Remembered("SELECT 1", [], None)
    with patch.object(remembered_sql, "_with_places", return_value=wrong):
        written(lambda: Grid.filter(name="x"), ())
    assert list(remembered_sql._known.values()) == [None]


async def test_no_more_is_remembered_than_there_is_room_for() -> None:
    with patch.object(remembered_sql, "MOST", 3):
        for length in range(1, 9):
            written(lambda length=length: Grid.filter(id__in=[ONE] * length), ())
            assert len(remembered_sql._known) <= 3


LOOKED_AT = {
    *("model", "_q_objects", "_annotations", "update_kwargs", "_limit", "_offset", "_orderings", "_distinct"),
    *("_group_bys", "_fields_for_select", "fields", "_select_related", "_select_for_update"),
    *("_select_for_update_nowait", "_select_for_update_skip_locked", "_select_for_update_no_key"),
    "_select_for_update_of",
}
WITHOUT_INFLUENCE = {
    # Made while the SQL is written.
    *("query", "_joined_tables", "_select_related_idx", "values"),
    # Where it is sent, and what is done with the rows.
    *("_db", "_capabilities", "_single", "_raise_does_not_exist", "_flat"),
    *("_prefetch_map", "_prefetch_queries"),
    # Made of the annotations or of what is looked at; MySQL's; not in use.
    *("_fields_for_select_list", "_fields_to_select_sql"),
    *("_custom_filters", "_force_indexes", "_use_indexes", "_filter_kwargs", "_having"),
}


@pytest.mark.parametrize("kind", query_shapes.KINDS, ids=lambda kind: kind.__name__)
async def test_nothing_of_a_query_is_overlooked(kind: type[QuerySet[Grid]]) -> None:
    """A new version of Tortoise may have something more that decides the SQL."""
    slots = {name for base in kind.__mro__ for name in base.__dict__.get("__slots__", ())}
    assert slots - LOOKED_AT - WITHOUT_INFLUENCE == set()
