"""How many connections the operating system lets this process hold open."""

import resource

ENOUGH = 65_536
"""For every screen that one process can serve, and for its own files."""


def raise_limit() -> int:
    """Take as many as we may without asking: shells and services often start us with 1,024. How many there are now."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = ENOUGH if hard == resource.RLIM_INFINITY else min(hard, ENOUGH)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        return wanted
    return soft
