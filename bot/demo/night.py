"""The recorded night: posts of invented publishers with their times, and the moments at which a player ticks.

A night is a file of JSON lines in the order of time. A later line with the source and id of an earlier one is its edit.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.core.errors import DataError
from bot.core.model import Source

STEP = timedelta(minutes=5)
"""The recorded time between two ticks; also the interval of the demo's sources."""

_AFTERMATH = timedelta(minutes=30)  # for what waits: a source not yet due, a pause between messages
_KEYS = frozenset(["id", "source", "date", "lang", "title", "text", "quiet"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One version of one post. `quiet` ones are about something else and must give no claim."""

    id: str
    source_id: str
    published_at: datetime
    edited_at: datetime | None = None
    language: str
    title: str = ""
    text: str
    quiet: bool = False

    @property
    def seen_from(self) -> datetime:
        """The moment from which readers see this version."""
        return self.edited_at or self.published_at


@dataclass(frozen=True)
class Night:
    """All versions in the order in which readers see them; the posts before `starts_at` are old news."""

    posts: tuple[Post, ...]
    sources: Mapping[str, Source]
    starts_at: datetime

    @property
    def ends_at(self) -> datetime:
        """The moment after which nothing is published."""
        return self.posts[-1].seen_from

    def on_page(self, source_id: str, now: datetime, limit: int = 20) -> list[Post]:
        """What a reader of that source sees: the newest posts, each in its version of that moment, oldest first."""
        versions: dict[str, Post] = {}
        for post in self.posts:
            if post.source_id == source_id and post.seen_from <= now:
                versions[post.id] = post
        return sorted(versions.values(), key=lambda post: post.published_at)[-limit:]


def load_night(path: Path, sources: Mapping[str, Source], starts_at: datetime) -> Night:
    """The night of that file. Raises DataError with the line for anything that is not one."""
    first: dict[tuple[str, str], Post] = {}
    posts: list[Post] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        post = _post(str(path), number, line, sources)
        if posts and post.published_at < posts[-1].seen_from:
            raise DataError(
                str(path), number, "the post is older than the one before it", "Sort the lines by date."
            )
        key = (post.source_id, post.id)
        if key in first:
            post = _edit(first[key], post)
        first.setdefault(key, post)
        posts.append(post)
    if not posts:
        raise DataError(str(path), None, "the night has no posts", "Restore the file from the repository.")
    return Night(tuple(posts), sources, starts_at)


def steps(night: Night, after: datetime | None = None) -> Iterator[datetime]:
    """The moments of recorded time at which to tick, in order: every five minutes, from the start to well after the end.

    With `after`, the moment to which an interrupted run had come, that moment is repeated and the rest follows.
    """
    moment = night.starts_at
    if after is not None and after >= moment:
        yield after
        moment += ((after - moment) // STEP + 1) * STEP
    while moment <= night.ends_at + _AFTERMATH:
        yield moment
        moment += STEP


def _edit(original: Post, version: Post) -> Post:
    return Post(
        id=original.id,
        source_id=original.source_id,
        published_at=original.published_at,
        edited_at=version.published_at,
        language=version.language,
        title=version.title,
        text=version.text,
        quiet=version.quiet,
    )


def _post(file: str, number: int, line: str, sources: Mapping[str, Source]) -> Post:
    try:
        row = json.loads(line)
        if not isinstance(row, dict) or not row.keys() <= _KEYS:
            raise ValueError(f"one JSON object with the keys {', '.join(sorted(_KEYS))} is wanted")
        published_at = datetime.fromisoformat(row["date"])
        if published_at.tzinfo is None:
            raise ValueError("the date has no time zone")
        post = Post(
            id=_text(row, "id"),
            source_id=_text(row, "source"),
            published_at=published_at.astimezone(UTC),
            language=_text(row, "lang"),
            title=row.get("title", ""),
            text=_text(row, "text"),
            quiet=row.get("quiet", False) is True,
        )
    except KeyError as error:
        raise DataError(file, number, f"{error} is missing", "Add it to the line.") from error
    except (TypeError, ValueError) as error:
        raise DataError(file, number, f"this is no post ({error})", "Correct the line.") from error
    if post.source_id not in sources:
        raise DataError(
            file, number, f"unknown source '{post.source_id}'", "Use an id of the demo's sources.toml."
        )
    return post


def _text(row: Mapping[str, object], key: str) -> str:
    value = row[key]
    if not isinstance(value, str) or not value:
        raise ValueError(f"'{key}' is no text")
    return value
