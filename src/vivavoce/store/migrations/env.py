"""What Alembic runs for every upgrade.

A new migration: ``versions/r0003_….py`` with ``revision = "0003"``, ``down_revision = "0002"`` and ``upgrade()``;
``tables.py`` brought to the same; ``REVISION`` in ``opening.py`` raised. Numbers rise, so that an older version knows
a newer library when it sees one. A migration adds and moves, and loses nothing that was kept; there is no way back.
"""

from alembic import context

from vivavoce.store.opening import VERSION_TABLE

# The caller's transaction, which holds the turn of writing: all of an upgrade, or nothing.
context.configure(connection=context.config.attributes["connection"], version_table=VERSION_TABLE)
context.run_migrations()
