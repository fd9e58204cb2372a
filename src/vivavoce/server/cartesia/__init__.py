"""Cartesia's protocol, served; ``routes`` has the table of all that it has."""

from vivavoce.server.cartesia.routes import DIALECT

__all__ = ["DIALECT"]
