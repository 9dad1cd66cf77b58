"""How a notice comes down the tiers to its households."""
