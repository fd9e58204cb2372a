"""From any older schema, or none, to this version's. Loads Alembic."""

import threading

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

# Alembic keeps what it is doing in globals of its modules: one upgrade at a time in a process.
ALONE = threading.Lock()


def upgrade(connection: Connection) -> None:
    """Run the migrations that are missing, in the transaction the connection is in; none when none is missing."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "vivavoce.store:migrations")
    with ALONE:
        command.upgrade(config, "head")
