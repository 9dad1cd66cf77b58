"""Going the rounds by hand, as a worker does by itself."""

from datetime import timedelta

from backend.kit import clock
from backend.push.broadcast_models import Chunk
from backend.push.broadcasting import chunks, rounds


async def done() -> None:
    """Until nothing is due."""
    while await rounds.tell_crowds() or await rounds.try_again():
        pass


async def done_after(seconds: float) -> None:
    """Until nothing is due, so much later."""
    clock.advance(timedelta(seconds=seconds))
    await done()


async def taken() -> Chunk:
    """A chunk that this worker has now; whole ones are cut first."""
    while whole := await chunks.take(only_whole=True):
        await chunks.go_along(whole)
    chunk = await chunks.take()
    assert chunk is not None
    return chunk


async def tell_one() -> None:
    """Take one chunk and go along it."""
    await chunks.go_along(await taken())
