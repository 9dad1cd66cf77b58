"""Messages to phones: whom, when, by which channel, and whether they arrived."""
