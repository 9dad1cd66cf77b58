"""What the phone's own documents about needs cost, for a household, a volunteer and whoever leads."""

import re
from pathlib import Path
from typing import Any

import pytest

from backend.kit import nodes
from backend.supplies import claims, doorstep
from tests.households.builders import household, living
from tests.phones import Phones
from tests.statements import counted
from tests.supplies.asking import named
from tests.supplies.builders import Scene, acting, asked, delivery, share, tins, wanted

FOLDER = Path(__file__).parents[2] / "pwa" / "src" / "supplies"
TEXTS = {
    name: text
    for file in sorted(FOLDER.rglob("documents.ts"))
    for text, name in re.findall(r"`(\s*(?:query|fragment) (\w+).*?)`", file.read_text(), re.S)
}

SCREENS = {
    "MyNeeds": ("mother", {"state": ["OPEN", "PROMISED", "HANDED_OVER"], "first": 20}),
    "MyDoor": ("mother", {}),
    "Catalogue": ("mother", {}),
    "OneNeed": ("mother", {"id": "need"}),
    "NearNeeds": ("chen", {"first": 20}),
    "MyHands": ("chen", {}),
    "MyPromises": ("chen", {"out": True, "first": 30}),
    "OnePromise": ("chen", {"id": "promise"}),
    "PromisedParticulars": ("chen", {"delivery": "promise"}),
    "MyContribution": ("chen", {}),
    "GridNeeds": ("leader", {"grid": "grid", "state": ["OPEN", "PROMISED"], "urgent": False, "first": 20}),
    "FindDoors": ("leader", {"grid": "grid", "search": "3栋"}),
    "OneDoor": ("leader", {"id": "door"}),
}


def whole(name: str) -> str:
    """A document with its fragments, each of them once."""
    found = {name: TEXTS[name]}
    for text in (waiting := [TEXTS[name]]):
        for spread in re.findall(r"\.\.\.(\w+)", text):
            if spread in TEXTS and spread not in found:
                found[spread] = TEXTS[spread]
                waiting.append(TEXTS[spread])
    return "\n".join(found.values())


@pytest.mark.parametrize("name", SCREENS)
async def test_no_screen_costs_more_than_eight_statements(scene: Scene, phones: Phones, name: str) -> None:
    ids = await several_needs(scene)
    viewer, given = SCREENS[name]
    phone = await phones(scene.town.leader if viewer == "leader" else getattr(scene, viewer))
    variables = {argument: _named(value, ids) for argument, value in given.items()}
    with counted() as statements:
        answer = await phone.ask(whole(name), **variables)
    assert all(value is not None for field, value in answer.items() if field != "myWaiting")
    assert len(statements) <= 8, "\n".join(statements)


def _named(value: Any, ids: dict[str, str]) -> Any:
    return ids.get(value, value) if isinstance(value, str) else value


async def several_needs(scene: Scene) -> dict[str, str]:
    """Needs of three households at every step, so that a statement a row would show."""
    chen = await acting(scene.chen)
    neighbours = [await living(await household(scene.town, f"3栋 1单元 {n}01"), "赵") for n in range(1, 4)]
    for mother in (scene.mother, *neighbours):
        request = await asked(_as(scene, mother), await tins(7), await wanted("mask", 5, size="child"))
        await claims.claim(chen, request.id, [await share(request, 2), await share(request, 5, 1)])
        await doorstep.hand_over(chen, await delivery(request, scene.chen), code=request.code)
        await claims.claim(chen, request.id, [await share(request, 1)])
    first = await asked(scene)
    await claims.claim(chen, first.id, [await share(first, 1)])
    return {
        "need": named("SupplyRequest", first),
        "promise": nodes.opaque("Delivery", await delivery(first, scene.chen)),
        "grid": named("Grid", scene.town.east),
        "door": named("Household", scene.home),
    }


def _as(scene: Scene, mother: Any) -> Scene:
    return Scene(scene.town, scene.home, mother, scene.father, scene.zhang, scene.chen)
