"""Everything that today's client can do for speech: cartesia 4.2.0, which speaks version 2026-08-14.

Its scenes stand apart by subject, as do the tests of what they saw.
"""

import stage
from cartesia_4_client import connected
from cartesia_4_errors import ERRORS
from cartesia_4_sockets import SOCKETS
from cartesia_4_speech import SPEECH
from cartesia_4_voices import VOICES

if __name__ == "__main__":
    stage.main(stage.halves(connected, (*VOICES, *SPEECH, *SOCKETS, *ERRORS)))
