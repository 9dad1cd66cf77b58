"""Evening out hours: whoever has the most hands a shift to whoever has the least, or swaps it for a shorter one."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from backend.shifts.rota.roster import Member, Patience, Roster, is_fair


def even_out(roster: Roster, patience: Patience, within: timedelta) -> None:
    """Bring the hours of people who can come at the same times within so much of each other, as far as it goes."""
    for group in roster.groups:
        while _apart(group) > within and _is_evener(roster, group, patience):
            pass


def _apart(group: Sequence[Member]) -> timedelta:
    lengths = [one.length for one in group]
    return max(lengths) - min(lengths)


def _is_evener(roster: Roster, group: Sequence[Member], patience: Patience) -> bool:
    """Whether one change was found that brings the two furthest apart nearer together."""
    ranked = sorted(group, key=lambda one: one.length)
    least, most = ranked[0], ranked[-1]
    return any(
        _changes(roster, most, least, given, taken, patience)
        for given, taken in _changeable(roster, most, least)
    )


def _changeable(roster: Roster, most: Member, least: Member) -> Iterator[tuple[int, int | None]]:
    """What one could give the other, and get for it: nothing where that can be."""
    slots = roster.slots
    gifts = [at for at in sorted(most.slots) if at not in least.slots]
    yield from ((at, None) for at in gifts)
    for given in gifts:
        for taken in sorted(least.slots - most.slots):
            gain = slots[given].time.length - slots[taken].time.length
            if timedelta() < gain < most.length - least.length:
                yield given, taken


def _changes(
    roster: Roster, most: Member, least: Member, given: int, taken: int | None, patience: Patience
) -> bool:
    """Whether they made this change; where it would not be lawful or fair all is as it was."""
    if not patience.spend():
        return False
    moves = [(most, least, given)] if taken is None else [(most, least, given), (least, most, taken)]
    for giver, _, at in moves:
        roster.take_back(giver, at)
    is_lawful = all(roster.fits(taker, at) for _, taker, at in moves)
    for _, taker, at in moves:
        roster.give(taker, at)
    if is_lawful and is_fair(most.group):
        return True
    for giver, taker, at in moves:
        roster.take_back(taker, at)
        roster.give(giver, at)
    return False
