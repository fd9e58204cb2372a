"""OpenAI's speech routes, served; ``routes`` has the table of all that there is."""

from vivavoce.server.openai.routes import DIALECT

__all__ = ["DIALECT"]
