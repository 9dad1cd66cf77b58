"""Writing notices: drafts, publishing, correcting and withdrawing."""
