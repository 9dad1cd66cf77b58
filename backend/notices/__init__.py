"""Notices: what to read, whom it has reached, and whom it has not."""
