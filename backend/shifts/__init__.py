"""Shifts: hands needed at a time and place, who has a place in them, and how they were stood."""
