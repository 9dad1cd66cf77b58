"""The process beside ours that seals messages; see encryption.py."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence

from backend.push import encryption
from backend.push.encryption import LENGTH, Plain


class Sealer:
    """Seals messages for phones in a process of its own, which starts with the first and again if it dies."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._turn = asyncio.Lock()

    async def seal(self, messages: Sequence[Plain]) -> list[bytes]:
        """The bodies of some messages, in order; an empty one where the phone's keys are no keys."""
        async with self._turn:
            process = await self._running()
            try:
                return await self._asked(process, messages)
            except BaseException:
                # A cancelled or broken exchange leaves answers in the pipe that belong to nobody.
                await self._end()
                raise

    async def close(self) -> None:
        """End the process."""
        async with self._turn:
            await self._end()

    async def _running(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            # -P: the folder of the file, with our models.py and rules.py, is no place to import from.
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-P", encryption.__file__, stdin=PIPE, stdout=PIPE
            )
        return self._process

    async def _asked(self, process: Process, messages: Sequence[Plain]) -> list[bytes]:
        asking, answers = process.stdin, process.stdout
        assert asking is not None and answers is not None  # noqa: S101, PT018 -- both are pipes, see above
        asking.write(b"".join(map(encryption.frame, messages)))
        bodies = []
        for _ in messages:
            [length] = LENGTH.unpack(await answers.readexactly(LENGTH.size))
            bodies.append(await answers.readexactly(length))
        return bodies

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            process.kill()
        await process.wait()
