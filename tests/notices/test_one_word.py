"""A household reads the same word for the same thing in the app, on the public page and on the wall."""

import re
from pathlib import Path

import pytest

from backend.kit.words import Language, Words
from backend.notices import wording
from backend.notices.public import parts
from backend.notices.reach import sheets

SCREENS = Path(__file__).parent.parent.parent / "pwa/src/words"


def shown(language: Language, name: str, folder: str = "notices") -> dict[str, str]:
    """What the app calls the members of something."""
    written = (SCREENS / folder / f"{language.value}.ts").read_text(encoding="utf-8")
    block = re.search(rf"\b{name}(?:: Record<\w+, string> =|:) {{(.*?)}}", written, re.DOTALL)
    assert block, name
    return dict(re.findall(r"(\w+): '([^']+)'", block[1]))


@pytest.mark.parametrize("language", list(Language))
def test_kinds_verdicts_and_audiences_are_called_alike_everywhere(language: Language) -> None:
    kinds: dict[str, Words] = {kind.value: said for kind, said in wording.KINDS.items()}
    verdicts: dict[str, Words] = {verdict.value: said for verdict, said in wording.VERDICTS.items()}
    audiences: dict[str, Words] = {one.value: said for one, said in wording.AUDIENCES.items()}
    for name, said in {"kinds": kinds, "verdicts": verdicts, "audiences": audiences}.items():
        assert {member: one.text(language) for member, one in said.items()} == shown(language, name)


@pytest.mark.parametrize("language", list(Language))
def test_a_reward_is_called_alike_everywhere(language: Language) -> None:
    written = (SCREENS / "notices" / f"{language.value}.ts").read_text(encoding="utf-8")
    assert parts.REWARD.text(language, reward="${what}") in written


@pytest.mark.parametrize("language", list(Language))
def test_tiers_are_called_alike_everywhere(language: Language) -> None:
    said = {tier.value: words.text(language) for tier, words in sheets.TIERS.items()}
    assert said == shown(language, "tier", "posts")
