"""Who can help, with what, when, and how far they go."""
