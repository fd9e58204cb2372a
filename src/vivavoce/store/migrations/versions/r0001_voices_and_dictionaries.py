"""Voices and pronunciation dictionaries."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "vivavoce_voices",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_key", sa.Text, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("gender", sa.Text, nullable=False),
        sa.Column("labels", sa.Text, nullable=False),
        sa.Column("preview", sa.Text, nullable=False),
        sa.Column("synthesizer", sa.Text),
        sa.Column("embedding", sa.LargeBinary, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("consent", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("parents", sa.Text, nullable=False),
        sa.Column("made", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("vivavoce_voices_name_key", "vivavoce_voices", ["name_key"])
    op.create_table(
        "vivavoce_dictionaries",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_key", sa.Text, nullable=False, unique=True),
        sa.Column("language", sa.Text),
        sa.Column("entries", sa.Text, nullable=False),
        sa.Column("created", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
