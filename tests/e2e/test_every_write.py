"""Whatever somebody can do with the app is done once through the real screen, so that nothing only looks done."""

import json
import re
from importlib import import_module
from pathlib import Path

from backend.pages import built_pwa


def test_each_of_the_apps_writes_is_driven_through_the_screen_by_a_story() -> None:
    texts: list[str] = list(json.loads((built_pwa() / "documents.json").read_text()).values())
    there = {found[1] for text in texts if (found := re.match(r"mutation (\w+)", text))}
    stories = [
        story
        for file in sorted(Path(__file__).parent.glob("test_*.py"))
        for story in vars(import_module(f"tests.e2e.{file.stem}")).values()
    ]
    assert there
    assert set().union(*(getattr(story, "writes", frozenset()) for story in stories)) == there
