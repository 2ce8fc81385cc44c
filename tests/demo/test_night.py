from __future__ import annotations

import itertools
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.catalog.places import load_places
from bot.catalog.sources import load_sources
from bot.core.errors import DataError
from bot.core.model import Tier
from bot.demo import STEP, Night, load_night, steps

DATA = Path(__file__).parents[2] / "config" / "data"
EVENING = datetime(2026, 10, 14, 17, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def night() -> Night:
    sources = load_sources(DATA / "demo" / "sources.toml", load_places(DATA / "places").regions)
    return load_night(DATA / "demo" / "night.jsonl", sources, EVENING)


def written(folder: Path, *rows: dict[str, object]) -> Path:
    path = folder / "night.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def row(**changes: object) -> dict[str, object]:
    return {
        "id": "1",
        "source": "mod",
        "date": "2026-10-14T20:30:00+03:00",
        "lang": "ru",
        "text": "да",
    } | changes


def test_the_night_is_long_enough_and_many_voices_speak(night: Night) -> None:
    fresh = [post for post in night.posts if post.published_at >= EVENING]
    assert len(fresh) >= 60
    assert len({post.source_id for post in fresh}) >= 8
    assert {post.source_id for post in fresh} == set(night.sources)
    assert {post.language for post in fresh} == {"ru", "en", "uk"}
    assert night.ends_at - EVENING < timedelta(hours=14)
    assert {source.tier for source in night.sources.values()} == set(Tier)


def test_the_night_has_old_news_edits_and_posts_on_other_things(night: Night) -> None:
    assert sum(post.published_at < EVENING for post in night.posts) >= 5
    assert sum(post.edited_at is not None for post in night.posts) >= 2
    assert sum(post.quiet for post in night.posts if post.published_at >= EVENING) >= 6


def test_every_feed_item_has_a_title_and_no_channel_post_has_one(night: Night) -> None:
    for post in night.posts:
        assert bool(post.title) == (night.sources[post.source_id].kind == "rss"), post.id


def test_an_edit_keeps_the_post_and_its_time(night: Night) -> None:
    versions = [post for post in night.posts if post.edited_at]
    for version in versions:
        [original] = [
            post
            for post in night.posts
            if (post.source_id, post.id) == (version.source_id, version.id) and not post.edited_at
        ]
        assert version.published_at == original.published_at < version.seen_from
        assert version.text != original.text


def test_a_page_shows_the_past_only_and_each_post_once(night: Night) -> None:
    for moment in steps(night):
        for source in night.sources:
            page = night.on_page(source, moment)
            assert len({post.id for post in page}) == len(page) <= 20
            assert all(post.seen_from <= moment for post in page)
            assert page == sorted(page, key=lambda post: post.published_at)


def test_the_page_keeps_the_newest_twenty(tmp_path: Path, night: Night) -> None:
    rows = [row(id=str(n), date=f"2026-10-14T20:{n:02}:00+03:00") for n in range(30)]
    long = load_night(written(tmp_path, *rows), night.sources, EVENING)
    assert [post.id for post in long.on_page("mod", long.ends_at)] == [str(n) for n in range(10, 30)]


def test_each_post_is_followed_by_a_tick_within_five_minutes(night: Night) -> None:
    moments = list(steps(night))
    assert moments[0] == EVENING
    for post in night.posts:
        if post.seen_from > EVENING:
            assert any(post.seen_from <= moment < post.seen_from + STEP for moment in moments), post.id


def test_ticks_go_forward_and_leave_no_long_gap(night: Night) -> None:
    moments = list(steps(night))
    gaps = [later - sooner for sooner, later in itertools.pairwise(moments)]
    assert min(gaps) >= STEP
    assert max(gaps) <= timedelta(minutes=20)
    assert sum(moment >= night.ends_at + STEP for moment in moments) >= 3
    assert len(moments) < 100, "a demo is played in seconds"


def test_an_interrupted_run_goes_on_from_where_it_was(night: Night) -> None:
    moments = list(steps(night))
    for place in (0, 1, len(moments) // 2, len(moments) - 1):
        assert list(steps(night, after=moments[place])) == moments[place:]
    between = moments[3] + timedelta(seconds=1)
    assert list(steps(night, after=between)) == [between, *moments[4:]]
    assert list(steps(night, after=EVENING - timedelta(days=1))) == moments, "that was another run"


def test_after_a_whole_run_one_moment_is_left_in_which_nothing_is_new(night: Night) -> None:
    last = list(steps(night))[-1]
    assert list(steps(night, after=last)) == [last]
    assert list(steps(night, after=last + timedelta(days=9))) == [last + timedelta(days=9)]


@pytest.mark.parametrize(
    ("second", "line", "says"),
    [
        (row(source="nobody"), 2, "unknown source 'nobody'"),
        (row(date="2026-10-14T20:29:00+03:00"), 2, "older than the one before"),
        (row(date="2026-10-14T20:31:00"), 2, "no time zone"),
        (row(date="yesterday"), 2, "no post"),
        (row(text=""), 2, "'text' is no text"),
        (row(id=7), 2, "'id' is no text"),
        (row(author="x"), 2, "one JSON object"),
        ({"id": "2"}, 2, "'date' is missing"),
    ],
)
def test_each_fault_of_a_night_is_named_with_its_line(
    tmp_path: Path, night: Night, second: dict[str, object], line: int, says: str
) -> None:
    path = written(tmp_path, row(), second)
    with pytest.raises(DataError) as raised:
        load_night(path, night.sources, EVENING)
    assert (raised.value.file, raised.value.line) == (str(path), line)
    assert says in str(raised.value)


def test_an_empty_night_and_a_line_that_is_no_json_are_faults(tmp_path: Path, night: Night) -> None:
    with pytest.raises(DataError, match="no posts"):
        load_night(written(tmp_path), night.sources, EVENING)
    path = written(tmp_path, row())
    path.write_text(path.read_text("utf-8") + "{broken\n", "utf-8")
    with pytest.raises(DataError, match=":2: this is no post"):
        load_night(path, night.sources, EVENING)
