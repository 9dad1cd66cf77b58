"""A push service, and something that carries what a crowd is told."""

from tests.push.broadcasting.conftest import carrying
from tests.push.conftest import carrier, stand_in

__all__ = ["carrier", "carrying", "stand_in"]
