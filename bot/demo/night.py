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
"""The recorded time between two ticks while something is published; also the interval of the demo's sources."""

_STRIDE = 4 * STEP
_AFTERMATH = (2 * STEP, 4 * STEP, 6 * STEP)
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
    """The moments of recorded time at which to tick, in order.

    The first is the start of the night. Each five minutes in which something is published end with a tick; silence is
    passed over in longer strides, short enough that no source counts as unread. The last ticks come well after the end,
    for what waits. With `after`, the moment to which an interrupted run had come, that moment is repeated and the rest
    follows.
    """
    moments = _moments(night)
    if after is None or after < night.starts_at:
        yield from moments
        return
    yield after
    yield from (moment for moment in moments if moment > after)


def _moments(night: Night) -> list[datetime]:
    news = {_round_up(post.seen_from) for post in night.posts if post.seen_from > night.starts_at}
    end = _round_up(night.ends_at)
    moments = [night.starts_at]
    for moment in sorted(news | {end + pause for pause in _AFTERMATH}):
        while moment - moments[-1] > _STRIDE:
            moments.append(moments[-1] + _STRIDE)
        moments.append(moment)
    return moments


def _round_up(moment: datetime) -> datetime:
    past = (moment - datetime.min.replace(tzinfo=UTC)) % STEP
    return moment + (STEP - past if past else timedelta(0))


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
