"""Where the hosted service is. To speak to another server, give the client ``base_url``."""

from enum import Enum

API_URL = "https://api.gemelo.ai"
WS_API_URL = "wss://api.gemelo.ai"


class ApiVersion(Enum):
    """The version of the protocol."""

    V1 = "v1"
