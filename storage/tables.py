"""The tables, as plain Core tables. Their history is in migrations/; a test holds the two together.

Empty text stands for None in `region` and `place` of what must be unique: NULLs are all different to a database.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Time,
    UniqueConstraint,
    text,
)

from storage.types import Bits64, CleanText, ProblemText, StatementsText, UtcDateTime

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)
# A row id: SQLite numbers only a column of type INTEGER by itself.
_Row = BigInteger().with_variant(Integer, "sqlite")


def _partial(name: str, table_where: str, *columns: Column[object]) -> Index:
    """An index over the few rows that loops look for, however many others there are."""
    where = text(table_where)
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)


source_state = Table(
    "source_state",
    metadata,
    Column("source_id", String, primary_key=True),
    Column("active", Boolean, nullable=False),  # in the configuration now
    Column("next_poll_at", UtcDateTime, nullable=False, index=True),
    Column("etag", CleanText),
    Column("last_modified", CleanText),
    Column("body_hash", String),
    Column("polled_at", UtcDateTime),
    Column("read_at", UtcDateTime),
    Column("newest_at", UtcDateTime),
    Column("failures", Integer, nullable=False),
    Column("problem", ProblemText),
)

# The inbox: one row per version of an entry. A row without text is a tombstone: known, so never new again.
entry = Table(
    "entry",
    metadata,
    Column("id", _Row, primary_key=True),
    Column("source_id", String, nullable=False),
    Column("entry_id", CleanText, nullable=False),
    Column("content_hash", String, nullable=False),
    Column("url", CleanText, nullable=False),
    Column("title", CleanText),
    Column("text", CleanText),
    Column("published_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("silent", Boolean, nullable=False),
    Column("state", String, nullable=False),  # unread, read, failed
    Column("done_at", UtcDateTime),
    Column("trace", CleanText),
    UniqueConstraint("source_id", "entry_id", "content_hash"),
    sqlite_autoincrement=True,
)
Index("ix_entry_state_id", entry.c.state, entry.c.id)
_partial("ix_entry_kept", "text IS NOT NULL", entry.c.seen_at)

incident = Table(
    "incident",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("region", String, nullable=False),
    Column("period_date", Date, nullable=False),
    Column("night", Boolean, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("severity", SmallInteger, nullable=False),
    Column("certainty", SmallInteger, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("last_reported_at", UtcDateTime, nullable=False, index=True),
    Column("announced", Boolean, nullable=False),
    Column("rings", SmallInteger, nullable=False),
    Column("alarm_rings", SmallInteger, nullable=False, server_default="0"),
    Column("previous", Integer),
    Column("joined", Integer),
    Column("reasons", JSON, nullable=False),
    Index("ix_incident_region_last_reported_at", "region", "last_reported_at"),
    Index("ix_incident_region_period_date", "region", "period_date"),
    sqlite_autoincrement=True,
)

report = Table(
    "report",
    metadata,
    Column("id", _Row, primary_key=True),
    Column("incident", ForeignKey("incident.number", ondelete="CASCADE"), nullable=False),
    Column("source_id", String, nullable=False),
    Column("entry_id", CleanText, nullable=False),
    Column("source_name", CleanText, nullable=False),
    Column("source_name_en", CleanText, nullable=False),
    Column("family", String, nullable=False),
    Column("tier", String, nullable=False),
    Column("office", String),
    Column("url", CleanText, nullable=False),
    Column("content_hash", String, nullable=False),
    Column("text_hash", Bits64, nullable=False),
    Column("said_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("silent", Boolean, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("statements", StatementsText, nullable=False),
    UniqueConstraint("incident", "source_id", "entry_id"),
    Index("ix_report_source_id_entry_id", "source_id", "entry_id"),
)

# What was saved when and why: one row per revision.
change = Table(
    "change",
    metadata,
    Column("incident", ForeignKey("incident.number", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("msg_type", String, nullable=False),
    Column("rings", Boolean, nullable=False),
    Column("differences", JSON, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

# What admins decided of single reports; of those on one entry and period the last one holds.
ruling = Table(
    "ruling",
    metadata,
    Column("id", _Row, primary_key=True),
    Column("source_id", String, nullable=False),
    Column("entry_id", CleanText, nullable=False),
    Column("source_name", CleanText, nullable=False),
    Column("source_name_en", CleanText, nullable=False),
    Column("url", CleanText, nullable=False),
    Column("origin", ForeignKey("incident.number", ondelete="CASCADE"), nullable=False, index=True),
    Column("target", ForeignKey("incident.number", ondelete="CASCADE"), nullable=False, index=True),
    Column("admin", BigInteger, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_ruling_source_id_entry_id", "source_id", "entry_id"),
)

chat = Table(
    "chat",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String, nullable=False),
    Column("retired_at", UtcDateTime),
    Column("problem", CleanText),
    Column("known_at", UtcDateTime),
)

subscription = Table(
    "subscription",
    metadata,
    Column("id", _Row, primary_key=True),
    Column("chat_id", ForeignKey("chat.id", ondelete="CASCADE"), nullable=False),
    Column("thread_id", BigInteger, nullable=False),
    Column("region", String, nullable=False, index=True),
    Column("place", CleanText, nullable=False),
    Column("language", String, nullable=False),
    Column("alarms", Boolean, nullable=False),
    Column("min_severity", SmallInteger, nullable=False),
    Column("quiet_start", Time),
    Column("quiet_stop", Time),
    UniqueConstraint("chat_id", "thread_id", "region", "place"),
)

# Silence that a chat asked for: of one region, or of all ('').
mute = Table(
    "mute",
    metadata,
    Column("chat_id", ForeignKey("chat.id", ondelete="CASCADE"), primary_key=True),
    Column("thread_id", BigInteger, primary_key=True, autoincrement=False),
    Column("region", String, primary_key=True),
    Column("until", UtcDateTime, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", _Row, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False),
    Column("incident", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("action", String, nullable=False),
    Column("text", CleanText, nullable=False),
    Column("language", String, nullable=False),
    Column("silent", Boolean, nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("state", String, nullable=False),
    Column("queued_at", UtcDateTime, nullable=False),  # of a SHOW: since when the chat waits for it
    Column("not_before", UtcDateTime),
    Column("lease_until", UtcDateTime),
    Column("attempts", Integer, nullable=False),
    Column("doubts", Integer, nullable=False),  # attempts of unknown outcome
    Column("problem", CleanText),
    Column("message_id", BigInteger),
    Column("done_at", UtcDateTime),
    UniqueConstraint("chat_id", "thread_id", "incident", "revision", "action"),
    sqlite_autoincrement=True,
)
_partial("ix_outbox_waiting", "state = 'pending'", outbox.c.priority, outbox.c.queued_at, outbox.c.id)
_partial("ix_outbox_expiring", "state = 'pending' AND expires_at IS NOT NULL", outbox.c.expires_at)
_partial("ix_outbox_open", "state IN ('pending', 'sending')", outbox.c.incident)
_partial("ix_outbox_leased", "state = 'sending'", outbox.c.lease_until)
Index("ix_outbox_state_done_at", outbox.c.state, outbox.c.done_at)

# The message that shows an incident in a chat.
message = Table(
    "message",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("thread_id", BigInteger, primary_key=True, autoincrement=False),
    Column("incident", Integer, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("text_hash", String, nullable=False),
    Column("shown_at", UtcDateTime, nullable=False, index=True),
)

heartbeat = Table(
    "heartbeat",
    metadata,
    Column("name", String, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)
