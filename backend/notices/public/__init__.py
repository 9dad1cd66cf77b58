"""What everybody may read of a notice without signing in: a page, a poster, a card, a feed, and CAP for programs."""
