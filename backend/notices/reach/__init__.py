"""Whom a notice has reached, and whom it has not: receipts, counts by grid, the clock, and the list for the door."""
