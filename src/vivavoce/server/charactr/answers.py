"""What every handler of the charactr protocol needs: formats by name, and errors on the wire."""

from starlette.requests import HTTPConnection
from starlette.responses import Response

from vivavoce.dialects import charactr as wire
from vivavoce.dsp.formats import Format, named
from vivavoce.errors import BadRequest, NotImplementedHere, VivavoceError
from vivavoce.server.sending import FINAL, answer

FORMAT = "wav"
RATE = 24_000  # samples per second, where nobody asks for another


def format_of(wanted: wire.ConversionQuery, rate: int = RATE) -> Format:
    """The format that is asked for.

    rate: where none is asked for; the format gets it, or the nearest that it has
    raises: BadRequest for a format there is not, and for a rate that it has not got
    """
    name, told = wanted.format or FORMAT, rate if wanted.sr is None else wanted.sr
    try:
        return named(name, told, exact=wanted.sr is not None)
    except BadRequest as error:
        raise BadRequest(f"format={name}&sr={told}: {error}") from error


def check_save(save: bool | None) -> None:
    """Raises NotImplementedHere for what is to be saved."""
    if save:
        raise NotImplementedHere("this server keeps no files: leave save out, and keep what is answered")


def refusal(connection: HTTPConnection, error: VivavoceError) -> Response:
    """The error as the protocol puts it."""
    response = answer(wire.error_object(error), error.status)
    response.headers.update(FINAL.get(error.status, {}))
    return response


def closing(error: VivavoceError) -> tuple[int, str]:
    """The error as it closes a socket."""
    return wire.close_code(error), wire.reason_of(str(error) or type(error).__name__)
