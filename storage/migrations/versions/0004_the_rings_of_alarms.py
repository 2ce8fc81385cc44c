"""How often alarms of an incident have rung: a number beside that of its other updates."""

from alembic import op
import sqlalchemy as sa

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('incident', sa.Column('alarm_rings', sa.SmallInteger(), server_default='0', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('incident') as incident:
        incident.drop_column('alarm_rings')
