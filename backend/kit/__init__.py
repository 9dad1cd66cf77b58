"""The ground under every slice; it knows no word of the domain."""
