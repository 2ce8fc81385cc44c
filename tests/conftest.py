"""Fixtures that all tests may use."""

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
