"""The round that carries messages to phones."""

from backend.kit import jobs


@jobs.every(5.0)
async def deliver() -> int:
    """Send what is due."""
    return 0
