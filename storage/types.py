"""Column types: what the core hands over goes in, and the very same comes back, on SQLite and PostgreSQL alike."""

from __future__ import annotations

import functools
import json
from datetime import UTC, datetime

from sqlalchemy import BigInteger, DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

from bot.core import claim_json, problems
from bot.core.model import Statement
from bot.core.problems import Problem

_SIGN = 1 << 63


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, in UTC when it comes back. A naive one is refused: nobody can say what it means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value.isoformat()}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class CleanText(TypeDecorator[str]):
    """Text that every engine takes: NUL and lone surrogates, which feeds do send, become U+FFFD."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else clean_text(value)


class Bits64(TypeDecorator[int]):
    """An unsigned 64-bit number in a signed column."""

    impl = BigInteger
    cache_ok = True

    @override
    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        return value - 2 * _SIGN if value is not None and value >= _SIGN else value

    @override
    def process_result_value(self, value: int | None, dialect: Dialect) -> int | None:
        return value + 2 * _SIGN if value is not None and value < 0 else value


class StatementsText(TypeDecorator[tuple[Statement, ...]]):
    """The statements of a report as one JSON text. Reading is cached: a hot incident is read again and again."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: tuple[Statement, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else write_json([_body(statement) for statement in value])

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Statement, ...] | None:
        return None if value is None else _statements(value)


class ProblemText(TypeDecorator[Problem]):
    """What is wrong with a source, as JSON; a plain sentence is that of an older release."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: Problem | None, dialect: Dialect) -> str | None:
        return None if value is None else clean_text(problems.to_text(value))

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> Problem | None:
        return None if value is None else problems.from_text(value)


def clean_text(value: str) -> str:
    """The text without what a database refuses."""
    value = value.replace("\x00", "\ufffd")
    try:
        value.encode()
    except UnicodeEncodeError:
        value = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


def write_json(value: object) -> str:
    """Compact JSON in readable Cyrillic that every engine takes."""
    return clean_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _body(statement: Statement) -> dict[str, object]:
    return {"claim": claim_json.to_json(statement.claim), "excerpt": statement.excerpt}


@functools.lru_cache(maxsize=4096)
def _statements(text: str) -> tuple[Statement, ...]:
    return tuple(
        Statement(claim=claim_json.from_json(body["claim"]), excerpt=body["excerpt"])
        for body in json.loads(text)
    )
