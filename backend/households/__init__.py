"""Doors, who lives behind them, and what matters when help is needed."""
