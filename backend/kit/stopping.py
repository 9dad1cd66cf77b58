"""Whether this process was told to end: it then tells whoever asks to go elsewhere, and ends what it has begun."""

import threading

_told = threading.Event()


def begin() -> None:
    """This process was told to end."""
    _told.set()


def is_under_way() -> bool:
    """Whether it was."""
    return _told.is_set()


def forget() -> None:
    """As if nobody had told it."""
    _told.clear()
