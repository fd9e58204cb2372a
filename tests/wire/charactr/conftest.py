"""What the tests of this protocol share."""

import pytest

from tests.wire.charactr.exact import tone_voice
from tests.wire.live import Live


@pytest.fixture(scope="session")
def tone(server: Live) -> int:
    """The number of a voice that speaks in tones."""
    return tone_voice(server)
