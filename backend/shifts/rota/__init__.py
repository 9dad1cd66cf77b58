"""Rotas (排班): a day's shifts for some weeks, shared out fairly."""
