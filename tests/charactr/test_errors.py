"""Errors of the clients: their classes, codes and words."""

import pickle

from vivavoce.charactr_api import ConnectionClosedError, UnknownError
from vivavoce.charactr_api.sdk.errors import api_error, bad_request, close_error, refusal


def test_refusals_have_a_code_and_a_message() -> None:
    error = refusal(404, b'{"message": "there is no voice 7"}')
    assert (type(error).__name__, error.code, error.message) == ("ClientError", 404, "there is no voice 7")
    assert str(error) == "[404] there is no voice 7"
    assert (refusal(502, b"<h1>Bad gateway</h1>").message, refusal(500, b"").message) == (
        "<h1>Bad gateway</h1>",
        "the server said no more",
    )
    assert refusal(404, b'{"error": {"message": "nothing is there", "type": "x"}}').message == "nothing is there"
    assert refusal(404, b'{"error": "not_found: nothing is there"}').message == "not_found: nothing is there"
    assert refusal(404, b'{"error": {}}').message == "the server said no more"
    assert isinstance(refusal(302, b""), UnknownError)
    assert close_error(1000, "") is None


def test_errors_survive_pickling() -> None:
    for error in (
        bad_request("no"),
        api_error(404, "no voice"),
        api_error(503, "later"),
        close_error(4404, "no voice"),
        close_error(1011, "broke"),
        close_error(3000, "what"),
        UnknownError("what"),
        ConnectionClosedError(),
    ):
        assert error is not None
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again), again.code, again.message) == (
            type(error),
            str(error),
            error.code,
            error.message,
        )
