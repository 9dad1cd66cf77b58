"""How the hours of shifts go by: all that is written of them lies nearer, or longer ago, from one moment to the next.

The clocks of the server and of every phone go on as they do; nobody waits for half a day.
"""

from datetime import UTC, datetime, timedelta

from tests.e2e.phone import Phone
from tests.e2e.place import Place

TIMES = {
    "shift": ("starts_at", "ends_at", "reported_at", "confirmed_at"),
    "signup": ("asked_at", "asked_again_at", "offered_at", "came_at", "went_at", "late_at", "approved_at"),
    "shift_due": ("due_at",),
    "asked_to_fill": ("asked_at",),
}
NEXT = "SELECT starts_at FROM shift WHERE state = 'PLANNED' AND starts_at > '{}' ORDER BY starts_at LIMIT 1"


def go_by(place: Place, by: timedelta) -> None:
    """So much time passes for every shift."""
    seconds = round(by.total_seconds())
    place.happens(
        *(
            f"UPDATE {table} SET "
            + ", ".join(
                f"{column} = strftime('%Y-%m-%d %H:%M:%S', {column}, '-{seconds} seconds') || '+00:00'"
                for column in columns
            )
            for table, columns in TIMES.items()
        )
    )


def go_by_until(place: Place, left: timedelta) -> None:
    """Time passes until the next shift begins in so long."""
    now = datetime.now(UTC)
    [begins] = place.found(NEXT.format(now.isoformat(" ")))
    go_by(place, datetime.fromisoformat(begins) - now - left)


def are_read_anew(phone: Phone, path: str) -> None:
    """A phone that was here before knows what time has gone by, too."""
    phone.go_to(path)
    phone.page.wait_for_load_state("networkidle")
