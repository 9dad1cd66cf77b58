"""Shifts as screens show them: what is read, and what of it each reader may see."""
