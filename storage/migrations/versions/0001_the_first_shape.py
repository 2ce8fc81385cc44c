"""The first shape of the database."""

from alembic import op
import sqlalchemy as sa

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('chat',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('problem', sa.Text(), nullable=True),
    sa.Column('known_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_chat'))
    )
    op.create_table('entry',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('source_id', sa.String(), nullable=False),
    sa.Column('entry_id', sa.Text(), nullable=False),
    sa.Column('content_hash', sa.String(), nullable=False),
    sa.Column('url', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=True),
    sa.Column('text', sa.Text(), nullable=True),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('silent', sa.Boolean(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('trace', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_entry')),
    sa.UniqueConstraint('source_id', 'entry_id', 'content_hash', name=op.f('uq_entry_source_id_entry_id_content_hash')),
    sqlite_autoincrement=True
    )
    op.create_index('ix_entry_kept', 'entry', ['seen_at'], unique=False, sqlite_where=sa.text('text IS NOT NULL'), postgresql_where=sa.text('text IS NOT NULL'))
    op.create_index('ix_entry_state_id', 'entry', ['state', 'id'], unique=False)

    op.create_table('heartbeat',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_heartbeat'))
    )
    op.create_table('incident',
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('region', sa.String(), nullable=False),
    sa.Column('period_date', sa.Date(), nullable=False),
    sa.Column('night', sa.Boolean(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('severity', sa.SmallInteger(), nullable=False),
    sa.Column('certainty', sa.SmallInteger(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_reported_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('announced', sa.Boolean(), nullable=False),
    sa.Column('rings', sa.SmallInteger(), nullable=False),
    sa.Column('previous', sa.Integer(), nullable=True),
    sa.Column('reasons', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_incident')),
    sa.UniqueConstraint('key', name=op.f('uq_incident_key')),
    sqlite_autoincrement=True
    )
    op.create_index('ix_incident_last_reported_at', 'incident', ['last_reported_at'], unique=False)
    op.create_index('ix_incident_region_last_reported_at', 'incident', ['region', 'last_reported_at'], unique=False)
    op.create_index('ix_incident_region_period_date', 'incident', ['region', 'period_date'], unique=False)

    op.create_table('message',
    sa.Column('chat_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('thread_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('incident', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('message_id', sa.BigInteger(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('text_hash', sa.String(), nullable=False),
    sa.Column('shown_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('chat_id', 'thread_id', 'incident', name=op.f('pk_message'))
    )
    op.create_index('ix_message_shown_at', 'message', ['shown_at'], unique=False)

    op.create_table('outbox',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('chat_id', sa.BigInteger(), nullable=False),
    sa.Column('thread_id', sa.BigInteger(), nullable=False),
    sa.Column('incident', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('action', sa.String(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('silent', sa.Boolean(), nullable=False),
    sa.Column('priority', sa.SmallInteger(), nullable=False),
    sa.Column('reasons', sa.JSON(), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('queued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('not_before', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('doubts', sa.Integer(), nullable=False),
    sa.Column('problem', sa.Text(), nullable=True),
    sa.Column('message_id', sa.BigInteger(), nullable=True),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox')),
    sa.UniqueConstraint('chat_id', 'thread_id', 'incident', 'revision', 'action', name=op.f('uq_outbox_chat_id_thread_id_incident_revision_action')),
    sqlite_autoincrement=True
    )
    op.create_index('ix_outbox_expiring', 'outbox', ['expires_at'], unique=False, sqlite_where=sa.text("state = 'pending' AND expires_at IS NOT NULL"), postgresql_where=sa.text("state = 'pending' AND expires_at IS NOT NULL"))
    op.create_index('ix_outbox_leased', 'outbox', ['lease_until'], unique=False, sqlite_where=sa.text("state = 'sending'"), postgresql_where=sa.text("state = 'sending'"))
    op.create_index('ix_outbox_open', 'outbox', ['incident'], unique=False, sqlite_where=sa.text("state IN ('pending', 'sending')"), postgresql_where=sa.text("state IN ('pending', 'sending')"))
    op.create_index('ix_outbox_state_done_at', 'outbox', ['state', 'done_at'], unique=False)
    op.create_index('ix_outbox_waiting', 'outbox', ['priority', 'queued_at', 'id'], unique=False, sqlite_where=sa.text("state = 'pending'"), postgresql_where=sa.text("state = 'pending'"))

    op.create_table('source_state',
    sa.Column('source_id', sa.String(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('next_poll_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('etag', sa.Text(), nullable=True),
    sa.Column('last_modified', sa.Text(), nullable=True),
    sa.Column('body_hash', sa.String(), nullable=True),
    sa.Column('polled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('newest_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('problem', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('source_id', name=op.f('pk_source_state'))
    )
    op.create_index('ix_source_state_next_poll_at', 'source_state', ['next_poll_at'], unique=False)

    op.create_table('change',
    sa.Column('incident', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('msg_type', sa.String(), nullable=False),
    sa.Column('rings', sa.Boolean(), nullable=False),
    sa.Column('differences', sa.JSON(), nullable=False),
    sa.Column('reasons', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['incident'], ['incident.number'], name=op.f('fk_change_incident'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('incident', 'revision', name=op.f('pk_change'))
    )
    op.create_table('mute',
    sa.Column('chat_id', sa.BigInteger(), nullable=False),
    sa.Column('thread_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('region', sa.String(), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['chat_id'], ['chat.id'], name=op.f('fk_mute_chat_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('chat_id', 'thread_id', 'region', name=op.f('pk_mute'))
    )
    op.create_table('report',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('incident', sa.Integer(), nullable=False),
    sa.Column('source_id', sa.String(), nullable=False),
    sa.Column('entry_id', sa.Text(), nullable=False),
    sa.Column('source_name', sa.Text(), nullable=False),
    sa.Column('source_name_en', sa.Text(), nullable=False),
    sa.Column('family', sa.String(), nullable=False),
    sa.Column('tier', sa.String(), nullable=False),
    sa.Column('url', sa.Text(), nullable=False),
    sa.Column('content_hash', sa.String(), nullable=False),
    sa.Column('text_hash', sa.BigInteger(), nullable=False),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('silent', sa.Boolean(), nullable=False),
    sa.Column('withdrawn', sa.Boolean(), nullable=False),
    sa.Column('statements', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['incident'], ['incident.number'], name=op.f('fk_report_incident'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report')),
    sa.UniqueConstraint('incident', 'source_id', 'entry_id', name=op.f('uq_report_incident_source_id_entry_id'))
    )
    op.create_index('ix_report_source_id_entry_id', 'report', ['source_id', 'entry_id'], unique=False)

    op.create_table('subscription',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('chat_id', sa.BigInteger(), nullable=False),
    sa.Column('thread_id', sa.BigInteger(), nullable=False),
    sa.Column('region', sa.String(), nullable=False),
    sa.Column('place', sa.Text(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('alarms', sa.Boolean(), nullable=False),
    sa.Column('min_severity', sa.SmallInteger(), nullable=False),
    sa.Column('quiet_start', sa.Time(), nullable=True),
    sa.Column('quiet_stop', sa.Time(), nullable=True),
    sa.ForeignKeyConstraint(['chat_id'], ['chat.id'], name=op.f('fk_subscription_chat_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_subscription')),
    sa.UniqueConstraint('chat_id', 'thread_id', 'region', 'place', name=op.f('uq_subscription_chat_id_thread_id_region_place'))
    )
    op.create_index('ix_subscription_region', 'subscription', ['region'], unique=False)



def downgrade() -> None:
    for table in (
        "subscription",
        "report",
        "mute",
        "change",
        "source_state",
        "outbox",
        "message",
        "incident",
        "heartbeat",
        "entry",
        "chat",
    ):
        op.drop_table(table)  # with its indexes
