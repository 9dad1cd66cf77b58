"""How long everybody helped: how fairly it fell on them, and as a file."""
