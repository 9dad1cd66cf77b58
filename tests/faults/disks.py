"""A small disk that can be filled up."""

import errno
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

PIECE = 4096
"""Bytes; smaller than what any database writes at once."""


@dataclass
class Disk:
    """A disk of its own, mounted at a folder."""

    folder: Path

    def fill(self) -> None:
        """Leave no room at all."""
        with (self.folder / "ballast").open("ab", buffering=0) as ballast:
            for piece in (256 * PIECE, PIECE):
                _fill(ballast.fileno(), piece)

    def free(self) -> None:
        """Have room again."""
        (self.folder / "ballast").unlink()


def _fill(file: int, piece: int) -> None:
    while True:
        try:
            os.write(file, bytes(piece))
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            return


@contextmanager
def mounted(megabytes: int) -> Iterator[Disk]:
    """A disk of so many megabytes; where nobody may mount one, the test is skipped and says so."""
    with tempfile.TemporaryDirectory(prefix="lianxin-") as parent:
        yield from _mounted(Path(parent) / "disk", megabytes)


def _mounted(folder: Path, megabytes: int) -> Iterator[Disk]:
    folder.mkdir()
    asked = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0755", "lianxin-test", str(folder)]
    if os.geteuid() or subprocess.run(asked, capture_output=True, check=False).returncode:
        pytest.skip("a disk that is full needs a small disk, and only root may mount one: run this as root")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
