"""The office that the source of a report holds; reports stored before take the commonest one of their tier."""

from alembic import op
import sqlalchemy as sa

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('report', sa.Column('office', sa.String(), nullable=True))
    op.execute("UPDATE report SET office = 'governor' WHERE tier = 'official'")
    op.execute("UPDATE report SET office = 'mod' WHERE tier = 'ministry'")


def downgrade() -> None:
    with op.batch_alter_table('report') as report:
        report.drop_column('office')
