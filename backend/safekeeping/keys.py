"""The file of the keys, changed by whoever runs the place: a key more, a key that seals from now on, old keys less."""

import json
import os
from pathlib import Path
from typing import Any

from backend import secret_keys, settings
from backend.kit import sealed

MOST = 255


class GivenFromOutside(Exception):
    """The keys come from LIANXIN_SECRETS: whoever sets that changes them there."""


class NoNumberLeft(Exception):
    """Keys are numbered up to 255; old ones must go first."""


def add(*, to_seal: bool) -> int:
    """Add a key; it seals from now on, or only opens until `use_newest`. Answers its number."""
    kept = _read()
    numbers = [int(number) for number in kept["sealing_keys"]]
    fresh = max(numbers) + 1
    if fresh > MOST:
        raise NoNumberLeft
    if not to_seal:
        kept["seal_with"] = kept.get("seal_with") or max(numbers)
    kept["sealing_keys"][str(fresh)] = secret_keys.fresh_key()
    _write(kept)
    return fresh


def use_newest() -> int:
    """Have the newest key seal from now on. Answers its number."""
    if not os.environ.get("LIANXIN_SECRETS"):
        kept = _read()
        if kept.pop("seal_with", None):
            _write(kept)
    return sealed.newest_key()


def drop_old() -> list[int]:
    """Take away all keys but the one that seals. Answers the numbers of those that went."""
    kept, newest = _read(), sealed.newest_key()
    old = [number for number in kept["sealing_keys"] if int(number) != newest]
    for number in old:
        del kept["sealing_keys"][number]
    if old:
        _write(kept)
    return sorted(map(int, old))


def _file() -> Path:
    if os.environ.get("LIANXIN_SECRETS"):
        raise GivenFromOutside
    settings.secret()
    return settings.secrets_file()


def _read() -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(_file().read_text())
    return kept


def _write(kept: dict[str, Any]) -> None:
    """The file is the old one or the new one, whole, whatever happens meanwhile: it opens everything there is."""
    secret_keys.Secrets.model_validate(kept)
    file = _file()
    draft = file.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    with draft.open("w") as written:
        written.write(json.dumps(kept, indent=1))
        written.flush()
        os.fsync(written.fileno())
    draft.replace(file)
    sealed.look_for_new_keys()
