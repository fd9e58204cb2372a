"""The charactr (Gemelo) protocol: its table of operations, and who answers them."""

from vivavoce.server.charactr.routes import DIALECT

__all__ = ["DIALECT"]
