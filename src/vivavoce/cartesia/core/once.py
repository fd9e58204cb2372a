"""Streams that can be gone through once."""

from vivavoce.cartesia.core.api_error import bad_request


class Once:
    """Knows whether its end was reached, so that a second pass is told and does not look like silence."""

    _ended = False

    def _once(self) -> None:
        """Raise BadRequestError when its end was reached before."""
        if self._ended:
            raise bad_request("this was gone through to its end before and is not kept: keep what you need of it")
