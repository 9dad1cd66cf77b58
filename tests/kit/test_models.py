"""A new row is the one that Tortoise would make, only sooner."""

from typing import Any
from uuid import uuid4

import pytest
from tortoise import Tortoise
from tortoise.models import Model

from backend.access.models import Deed, Person
from backend.kit import clock, ids
from backend.kit.models import Answer, Row, _columns
from backend.shifts.clock_models import Due
from backend.shifts.models import Shift, Signup, SignupState


def by_tortoise(model: type[Row], **given: Any) -> dict[str, Any]:
    row = model.__new__(model)
    Model.__init__(row, **given)
    return row.__dict__


@pytest.mark.usefixtures("embedded")
def test_every_row_is_made_as_tortoise_makes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    same = uuid4()
    monkeypatch.setattr(ids.uuid_utils.compat, "uuid7", lambda: same)
    models = [model for model in Tortoise.apps["lianxin"].values() if issubclass(model, Row)]
    assert len(models) > 30
    for model in models:
        assert model().__dict__ == by_tortoise(model), model.__name__


@pytest.mark.usefixtures("embedded")
def test_values_are_read_as_tortoise_reads_them() -> None:
    given: dict[str, Any] = {
        "id": uuid4(),
        "shift_id": str(uuid4()),
        "role_id": uuid4(),
        "person_id": uuid4(),
        "state": "JOINED",
        "minutes": "90",
        "asked_at": clock.now().isoformat(),
        "came_at": None,
    }
    made = Signup(**given)
    assert made.__dict__ == by_tortoise(Signup, **given)
    assert (made.state, made.minutes) == (SignupState.JOINED, 90)


@pytest.mark.usefixtures("embedded")
def test_what_is_no_column_is_left_to_tortoise() -> None:
    person = Person(name="王芳")
    with pytest.raises(Exception, match="save"):
        Signup(person=person)
    with pytest.raises(ValueError, match="state is non nullable field"):
        Signup(state=None)
    assert "name" in Person(name="王芳", nonsense=1).__dict__


@pytest.mark.usefixtures("embedded")
def test_what_a_storm_writes_is_made_the_short_way() -> None:
    for model in (Answer, Deed, Due, Shift, Signup):
        assert len(_columns(model, len(model._meta.fields_db_projection))) >= 6
