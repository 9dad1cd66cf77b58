"""The code in which a notice's public address ends: short, and without letters that look like figures."""

import secrets

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 10


def fresh() -> str:
    """A new code."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
