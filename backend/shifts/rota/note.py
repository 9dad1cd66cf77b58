"""A rota in a few sentences: whether every place is filled, how fair it is, and why a place stays open."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from backend.kit.words import Words
from backend.shifts import wording
from backend.shifts.limits import Stretch
from backend.shifts.rota.fair import Sharing, WhyOpen
from backend.shifts.rota.roster import Candidate

NAMED = 3
"""So many shifts are named for each reason; of the others it is said how many there are."""

FULL = Words("{shifts} 个班次都排满了。", "{shifts} 個班次都排滿了。", "All {shifts} shifts are filled.")
OPEN = Words("还有 {open} 个位置没有人。", "還有 {open} 個位置沒有人。", "Places still open: {open}.")
FAIR = Words(
    "时间相同的人，夜班和周末班最多差一个。",
    "時間相同的人，夜班和週末班最多差一個。",
    "People with the same time differ by one night and one weekend shift at most.",
)
BUSY = Words(
    "有人这段时间还有别的班，这次排得少些。",
    "有人這段時間還有別的班，這次排得少些。",
    "Some stand other shifts at that time, and have fewer hours in this.",
)
BECAUSE = {
    WhyOpen.TOO_LONG: Words(
        "{shifts}：一个人值不了这么久，请分成几班。",
        "{shifts}：一個人值不了這麼久，請分成幾班。",
        "{shifts}: nobody may stand that long; make several shifts of it.",
    ),
    WhyOpen.NO_TIME: Words(
        "{shifts}：选中的人里没有别人有空。",
        "{shifts}：選中的人裡沒有別人有空。",
        "{shifts}: nobody else you chose has time.",
    ),
    WhyOpen.REST: Words(
        "{shifts}：有空的人前后有别的班，要让他们休息。",
        "{shifts}：有空的人前後有別的班，要讓他們休息。",
        "{shifts}: whoever has time stands another shift too near, and needs to rest.",
    ),
    WhyOpen.FAIRNESS: Words(
        "{shifts}：能来的人，夜班或周末班已经轮过了。",
        "{shifts}：能來的人，夜班或週末班已經輪過了。",
        "{shifts}: whoever could come has had their share of nights or weekends.",
    ),
}
MORE = Words(
    "{shifts}等 {number} 班", "{shifts}等 {number} 班", "{shifts} and others, {number} shifts in all"
)
NEXT = Words(
    "保存后大家都能报名；也可以多选几个人，再排一次。",
    "儲存後大家都能報名；也可以多選幾個人，再排一次。",
    "Once it is saved everybody can join these; or choose more people and try again.",
)


def of(sharing: Sharing, time_zone: str, candidates: Sequence[Candidate] = ()) -> Words:
    """What a leader is told of a rota before it is saved."""
    how_fair = [FAIR, BUSY] if _has_less_for_other_shifts(sharing, candidates) else [FAIR]
    if not sharing.why:
        return _one_after_the_other([FULL.filled(shifts=len(sharing.slots)), *how_fair])
    reasons = [
        BECAUSE[why].filled(shifts=_named(times, time_zone))
        for why in WhyOpen
        if (times := [sharing.slots[at].time for at, said in sharing.why.items() if said is why])
    ]
    return _one_after_the_other([OPEN.filled(open=sum(sharing.open_places)), *reasons, *how_fair, NEXT])


def _has_less_for_other_shifts(sharing: Sharing, candidates: Sequence[Candidate]) -> bool:
    """Whether somebody who stands other shifts meanwhile is more than a shift behind whoever has most."""
    hours: Counter[UUID] = Counter()
    for slot, there in zip(sharing.slots, sharing.people, strict=True):
        for person in there:
            hours[person] += round(slot.time.length / timedelta(minutes=1))
    begins = min(slot.time.begins for slot in sharing.slots)
    ends = max(slot.time.ends for slot in sharing.slots)
    longest = round(max(slot.time.length for slot in sharing.slots) / timedelta(minutes=1))
    most = max(hours.values(), default=0)
    return any(
        most - hours[one.person] > longest
        and any(time.begins < ends and begins < time.ends for time in one.stands)
        for one in candidates
    )


def _named(times: Sequence[Stretch], time_zone: str) -> Words:
    """When these shifts are; the first of them, where they are many."""
    said = [wording.when(time.begins, time.ends, time_zone) for time in times[:NAMED]]
    named = Words(
        "、".join(one.zh_hans for one in said),
        "、".join(one.zh_hant for one in said),
        "; ".join(one.en for one in said),
    )
    return named if len(times) <= NAMED else MORE.filled(shifts=named, number=len(times))


def _one_after_the_other(sentences: Iterable[Words]) -> Words:
    said = list(sentences)
    return Words(
        "".join(one.zh_hans for one in said),
        "".join(one.zh_hant for one in said),
        " ".join(one.en for one in said),
    )
