"""People: who somebody is, how they sign in, what posts they hold, what they may see, and what they did."""
