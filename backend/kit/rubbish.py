"""How often a process looks for what nobody needs any more, and only counting does not find."""

import gc

YOUNG = 10_000
"""So many new things stand around before it is looked whether any is rubbish. Python's 700 are less than a few answers
that are being put together; with three hundred of them under way a busy server spent an eighth of its time looking."""
OFTEN = 5
"""Each so many looks at the new ones those that stayed are looked at too. More seldom is cheaper, but everything stands
still meanwhile: with 50,000 and 20 for two thirds of a second, with these for a fifth at the most."""


def look_seldom() -> None:
    """What is loaded by now stays, and is never looked through again; new things are looked at seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, OFTEN, OFTEN)
