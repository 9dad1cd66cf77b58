"""What is about to be written of receipts, and by how much the tallies of their grids change with it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from backend.kit import metrics, sql, work
from backend.notices.reach import hints, tallies
from backend.notices.reach.homes import Home
from backend.notices.reach_models import Receipt, Via

RECEIPTS = metrics.counted(
    "receipts", "Households that a notice has reached, by what did.", via=[via.value for via in Via]
)


class Book:
    """Receipts of one notice, changed one after the other and written at once; their tallies are held."""

    def __init__(self, notice: UUID, at: datetime) -> None:
        self._notice = notice
        self._at = at
        self._before: dict[UUID, Counter[str]] = {}
        self._new: list[Receipt] = []
        self._fresh: set[UUID] = set()
        self._further: defaultdict[tuple[str, ...], list[UUID]] = defaultdict(list)
        self._homes: dict[UUID, Home] = {}
        self._joined: Counter[UUID] = Counter()
        """Households by grid that are counted with their receipt, as they were not there before."""

    def sees(self, home: Home, columns: Sequence[str], via: Via) -> None:
        """A household has come so far with it; what it saw before stays as it was."""
        self._homes[home.household] = home
        receipt = home.receipt
        if receipt is None:
            receipt = home.receipt = Receipt(
                notice_id=self._notice,
                household_id=home.household,
                grid_id=home.grid,
                via=via,
                reached_at=self._at,
            )
            self._new.append(receipt)
            self._fresh.add(receipt.id)
            self._before[home.household] = Counter()
            self._joined[home.grid] += home.came_since
        elif home.household not in self._before:
            self._before[home.household] = tallies.marks(receipt)
        missing = tuple(column for column in columns if getattr(receipt, column) is None)
        for column in missing:
            setattr(receipt, column, self._at)
        if missing and receipt.id not in self._fresh:
            self._further[missing].append(receipt.id)

    async def write(self) -> None:
        """Write what has changed, and tell the screens that show these figures."""
        await Receipt.bulk_create(self._new)
        work.afterwards(self._count)
        for columns, rows in self._further.items():
            set_to = ", ".join(f"{column} = ?" for column in columns)
            statement = f"UPDATE receipt SET {set_to} WHERE id IN ({sql.places(rows)})"
            await sql.run(statement, *([self._at] * len(columns)), *rows)
        changes: defaultdict[UUID, Counter[str]] = defaultdict(Counter)
        for grid, number in self._joined.items():
            changes[grid]["households"] += number
        for household, before in self._before.items():
            receipt = self._homes[household].receipt
            if receipt is not None:
                changes[receipt.grid_id].update(tallies.marks(receipt))
                changes[receipt.grid_id].subtract(before)
        await tallies.add(self._notice, changes)
        hints.reached(self._notice, [home.path for home in self._homes.values()])

    def _count(self) -> None:
        for receipt in self._new:
            RECEIPTS.add(via=receipt.via.value)
