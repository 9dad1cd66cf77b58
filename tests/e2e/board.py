"""What the board of whoever leads a grid says."""

import re

from playwright.sync_api import expect

from tests.e2e.phone import Phone


def the_board_says(leader: Phone, *, asked: int, answered: int = 0, unclaimed: int = 0) -> None:
    """The numbers on the leader's board, which nobody refreshes by hand."""
    calls = leader.figure("有呼必应", "Every call answered")
    expect(calls).to_contain_text(re.compile(rf"\D{answered}/ {asked}\D"))
    if asked > answered:
        expect(leader.figure("没人认领", "Not taken yet")).to_contain_text(str(unclaimed))
    waiting = leader.page.get_by_role("list", name=leader.says("先安排这些", "Arrange these first"))
    expect(waiting.get_by_role("article")).to_have_count(unclaimed)
