"""Words of a dictionary that are meant in one spelling only."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("vivavoce_dictionaries", sa.Column("exact", sa.Text, nullable=False, server_default="[]"))
