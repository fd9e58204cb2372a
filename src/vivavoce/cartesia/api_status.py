"""Types of the server's status."""

from vivavoce.cartesia.model import Model


class ApiInfo(Model):
    """Whether the server is well, and its version."""

    ok: bool
    version: str
