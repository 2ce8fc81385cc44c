"""Fixtures that all tests may use."""

import structlog

from tests.databases import (
    database_url,
    empty_database_url,
    engine,
    postgres,
    postgres_database,
    sessions,
    sqlite_template,
)
from tests.knowledge import catalog

__all__ = [
    "catalog",
    "database_url",
    "empty_database_url",
    "engine",
    "postgres",
    "postgres_database",
    "sessions",
    "sqlite_template",
]

# The default shows the local variables of every frame: a second's work where a whole catalogue is among them.
structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]
)
