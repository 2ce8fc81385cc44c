"""What admins decide of single reports, and incidents that were found to be one."""

from alembic import op
import sqlalchemy as sa

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('ruling',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('source_id', sa.String(), nullable=False),
    sa.Column('entry_id', sa.Text(), nullable=False),
    sa.Column('source_name', sa.Text(), nullable=False),
    sa.Column('source_name_en', sa.Text(), nullable=False),
    sa.Column('url', sa.Text(), nullable=False),
    sa.Column('origin', sa.Integer(), nullable=False),
    sa.Column('target', sa.Integer(), nullable=False),
    sa.Column('admin', sa.BigInteger(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['origin'], ['incident.number'], name=op.f('fk_ruling_origin'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['target'], ['incident.number'], name=op.f('fk_ruling_target'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ruling'))
    )
    op.create_index('ix_ruling_source_id_entry_id', 'ruling', ['source_id', 'entry_id'], unique=False)
    op.create_index(op.f('ix_ruling_origin'), 'ruling', ['origin'], unique=False)
    op.create_index(op.f('ix_ruling_target'), 'ruling', ['target'], unique=False)
    op.add_column('incident', sa.Column('joined', sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column('incident', 'joined')
    op.drop_table('ruling')
