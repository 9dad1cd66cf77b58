"""The kinds of writes that are sent while processes die. One more kind is one more entry of `KINDS`."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

MOST_OPEN = 6
"""Of so many open needs a household rather withdraws one."""
Variables = dict[str, Any]


@dataclass
class Known:
    """What phones have seen by now, and so can speak of."""

    item: str
    grid: str
    homes: list[str]
    shifts: list[tuple[str, str]]
    """Shifts to come, each with a role."""
    needs: dict[str, str] = field(default_factory=dict)
    """Needs that are open, each with its line."""
    notices: list[str] = field(default_factory=list)
    """Notices that are out."""


@dataclass
class Hands:
    """What one person has in hand: what they asked for, promised and joined."""

    chance: random.Random
    known: Known
    needs: list[str] = field(default_factory=list)
    deliveries: list[str] = field(default_factory=list)
    shifts: dict[str, bool] = field(default_factory=dict)
    """Shifts, and whether they are on it now."""
    drafts: list[tuple[str, int]] = field(default_factory=list)
    """Notices that are written, each with its version, and not out yet."""


@dataclass(frozen=True)
class Kind:
    """One kind of write: what is sent, when it can be sent, and what is learnt from its answer."""

    verb: str
    """As the audit trail calls it; it is the mutation's name too."""
    given: str
    """What the mutation takes beside its key: name: Type!, …"""
    answer: str
    """What is asked of the answer, beside its type."""
    next: Callable[[Hands], Variables | None]
    """What this person would send now; None where they cannot."""
    learn: Callable[[Hands, Variables, dict[str, Any]], None]
    has_key: bool = True
    """Whether it is sent under a key, and leaves a deed. What only notes that somebody looked needs neither."""

    @property
    def document(self) -> str:
        names = [part.split(":")[0].strip() for part in self.given.split(",")]
        key = ("$key: UUID!", "key: $key") if self.has_key else ("", "")
        declared = "".join(f"${part.strip()}, " for part in self.given.split(",")) + key[0]
        passed = "".join(f"{name}: ${name}, " for name in names) + key[1]
        return (
            f"mutation ({declared}) {{ done: {self.verb}({passed})"
            f" {{ __typename ... on Refusal {{ message }} {self.answer} }} }}"
        )


def _ask(hands: Hands) -> Variables | None:
    if len(hands.needs) >= MOST_OPEN:
        return None
    lines = [{"item": hands.known.item, "quantity": 5, "answers": [{"question": "what", "answer": "雨衣"}]}]
    runs_out = datetime.now(UTC) + timedelta(days=20)
    return {"input": {"lines": lines, "runsOutAt": runs_out.isoformat(), "note": "放门口"}}


def _asked(hands: Hands, _sent: Variables, need: dict[str, Any]) -> None:
    hands.needs.append(need["id"])
    hands.known.needs[need["id"]] = need["lines"][0]["id"]


def _cancel(hands: Hands) -> Variables | None:
    return {"request": hands.needs.pop(0), "reason": "不用了"} if len(hands.needs) > 2 else None


def _cancelled(hands: Hands, sent: Variables, _need: dict[str, Any]) -> None:
    hands.known.needs.pop(sent["request"], None)


def _claim(hands: Hands) -> Variables | None:
    if not hands.known.needs:
        return None
    need, line = hands.chance.choice(list(hands.known.needs.items()))
    return {"request": need, "lines": [{"line": line, "quantity": hands.chance.randint(1, 2)}]}


def _claimed(hands: Hands, _sent: Variables, need: dict[str, Any]) -> None:
    mine = [one["id"] for one in need["deliveries"] if one["isMine"] and one["state"] == "PROMISED"]
    hands.deliveries += [one for one in mine if one not in hands.deliveries]


def _give_back(hands: Hands) -> Variables | None:
    return {"delivery": hands.deliveries.pop(0), "reason": ""} if len(hands.deliveries) > 2 else None


def _nothing(_hands: Hands, _sent: Variables, _answer: dict[str, Any]) -> None:
    pass


def _join(hands: Hands) -> Variables | None:
    free = [one for one in hands.known.shifts if not hands.shifts.get(one[0])]
    if not free:
        return None
    shift, role = hands.chance.choice(free)
    return {"shift": shift, "role": role, "mayWait": True}


def _leave(hands: Hands) -> Variables | None:
    on = [shift for shift, is_on in hands.shifts.items() if is_on]
    return {"shift": hands.chance.choice(on), "reason": ""} if len(on) > 1 else None


def _stands(is_on: bool) -> Callable[[Hands, Variables, dict[str, Any]], None]:
    def learn(hands: Hands, sent: Variables, _shift: dict[str, Any]) -> None:
        hands.shifts[sent["shift"]] = is_on

    return learn


def _draft(hands: Hands) -> Variables | None:
    text = {"language": "ZH_HANS", "headline": "停水通知", "body": "明天上午停水。"}
    return {"grid": hands.known.grid, "input": {"kind": "BULLETIN", "texts": [text]}}


def _drafted(hands: Hands, _sent: Variables, notice: dict[str, Any]) -> None:
    hands.drafts.append((notice["id"], notice["version"]))


def _publish(hands: Hands) -> Variables | None:
    if not hands.drafts:
        return None
    notice, version = hands.drafts.pop(0)
    return {"notice": notice, "version": version}


def _published(hands: Hands, sent: Variables, _notice: dict[str, Any]) -> None:
    hands.known.notices.append(sent["notice"])


def _read(hands: Hands) -> Variables | None:
    return {"notice": hands.chance.choice(hands.known.notices)} if hands.known.notices else None


def _call(hands: Hands) -> Variables | None:
    if not hands.known.notices:
        return None
    home, notice = hands.chance.choice(hands.known.homes), hands.chance.choice(hands.known.notices)
    return {"notice": notice, "household": home, "outcome": "TOLD_AT_DOOR"}


NODE = "... on Node { id }"
LINES = NODE + " ... on SupplyRequest { lines { id } deliveries { id isMine state } }"
ASK = Kind("requestSupplies", "input: RequestSuppliesInput!", LINES, _ask, _asked)
CANCEL = Kind("cancelSupplyRequest", "request: ID!, reason: String!", NODE, _cancel, _cancelled)
CLAIM = Kind("claimSupplies", "request: ID!, lines: [ShareInput!]!", LINES, _claim, _claimed)
GIVE_BACK = Kind("giveBackDelivery", "delivery: ID!, reason: String!", NODE, _give_back, _nothing)
JOIN = Kind("joinShift", "shift: ID!, role: ID!, mayWait: Boolean!", NODE, _join, _stands(True))
LEAVE = Kind("leaveShift", "shift: ID!, reason: String!", NODE, _leave, _stands(False))

VERSION = NODE + " ... on Notice { version }"
DRAFT = Kind("draftNotice", "grid: ID!, input: DraftNoticeInput!", VERSION, _draft, _drafted)
PUBLISH = Kind("publishNotice", "notice: ID!, version: Int!", NODE, _publish, _published)
SHOWN = Kind("recordShown", "notice: ID!", NODE, _read, _nothing, has_key=False)
READ = Kind("recordRead", "notice: ID!", NODE, _read, _nothing, has_key=False)
CONTACT = Kind("recordContact", "notice: ID!, household: ID!, outcome: ContactOutcome!", "", _call, _nothing)

KINDS: dict[str, tuple[Kind, ...]] = {
    "household": (ASK, ASK, CANCEL, SHOWN, READ),
    "leader": (DRAFT, PUBLISH, CONTACT, CONTACT),
    "volunteer": (CLAIM, GIVE_BACK, JOIN, LEAVE),
}
"""Who sends what; what stands twice is sent twice as often."""
