"""Everything that the client of 2025 can do for speech: cartesia 2.0.17, which speaks version 2024-11-13.

Its scenes stand apart by subject, as do the tests of what they saw.
"""

import stage
from cartesia_2_client import connected
from cartesia_2_errors import ERRORS
from cartesia_2_sockets import AWAITED, SOCKETS
from cartesia_2_speech import SPEECH
from cartesia_2_voices import VOICES

if __name__ == "__main__":
    stage.main(stage.halves(connected, (*VOICES, *SPEECH, *SOCKETS, *ERRORS), awaited=AWAITED))
