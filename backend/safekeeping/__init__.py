"""Keeping what a place holds: backups, moving to another database, new keys."""
