"""What went wrong, as an error of our tree; and in the log, if its cause would show nowhere else."""

import logging

import msgspec
from starlette.exceptions import HTTPException

from vivavoce.errors import BadRequest, NotFound, TooLarge, VivavoceError
from vivavoce.server.paths import MethodNotAllowed

log = logging.getLogger(__name__)

SERVER_ERROR = 500  # from here on it is no client's fault (RFC 9110, 15.6)
ON_PURPOSE = frozenset({501, 503})  # not here, going down: nothing is broken

# What Starlette raises of its own accord.
KINDS: dict[int, type[VivavoceError]] = {400: BadRequest, 404: NotFound, 405: MethodNotAllowed, 413: TooLarge}


def as_ours(error: BaseException) -> VivavoceError | None:
    """What went wrong as an error of our tree; None when nobody expected it."""
    if isinstance(error, VivavoceError):
        return error
    if isinstance(error, HTTPException):  # Starlette's, of a form it cannot read
        return KINDS.get(error.status_code, VivavoceError)(error.detail)
    if isinstance(error, msgspec.DecodeError):
        return BadRequest(str(error))
    if isinstance(error, RecursionError):  # JSON, a few hundred brackets deep
        return BadRequest("the JSON is nested too deep")
    return None


def tell_cause(id: str, what: str, error: BaseException, *, begun: bool) -> None:
    """Log an error with its traceback if something is broken, or if its client hears nothing of it.

    id: of the request or socket, as the client knows it from ``X-Request-ID``
    what: failed: "POST /tts/bytes", "context 'a'"
    begun: whether an answer had begun, so that the client only sees it break off; false where the protocol has a
        message for errors

    What clients do wrong is theirs to know, and their number has no bounds: of that nothing is logged.
    """
    known = as_ours(error)
    status = SERVER_ERROR if known is None else known.status
    if begun or (status >= SERVER_ERROR and status not in ON_PURPOSE):
        log.error("request %s: %s failed%s", id, what, " after its answer began" if begun else "", exc_info=error)
