"""The state in plain words, for any state."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.wording import load_wording
from bot.core.model import Source, SourceKind, SourceState, Tier
from bot.core.problems import Problem, Trouble, refusal
from bot.core.render.status import LISTED, Queues, is_fresh, status
from bot.core.wording import Wording
from config.settings import DATA_DIR
from tests.telegram_html import parsed

NOW = datetime(2026, 3, 14, 6, 30, tzinfo=UTC)
IDLE = Queues(unread=0, failed=0, pending=0, dead=0, oldest_pending_at=None)
WORDING = load_wording(DATA_DIR / "locales")


GONE = refusal(404)


def source(number: int) -> Source:
    return Source(
        id=f"s{number}",
        name=f"Источник <{number}>",
        name_en=f"Source <{number}>",
        url="https://example.org/",
        kind=SourceKind.RSS,
        family="f",
        tier=Tier.AGENCY,
        language="ru",
        region=None,
        interval=timedelta(minutes=5),
    )


def state(number: int, minutes: int | None, problem: Problem | None = None) -> SourceState:
    read_at = None if minutes is None else NOW - timedelta(minutes=minutes)
    return SourceState(
        source_id=f"s{number}",
        next_poll_at=NOW,
        read_at=read_at,
        failures=1 if problem else 0,
        problem=problem,
    )


def said(
    states: list[SourceState], queues: Queues = IDLE, language: str = "ru", wording: Wording = WORDING
) -> str:
    sources = {f"s{number}": source(number) for number in range(len(states))}
    text = status(wording, language, sources, {found.source_id: found for found in states}, queues, NOW).text
    return parsed(text)


def test_no_sources_at_all_is_said() -> None:
    assert "Источники не заданы" in said([])
    assert "No sources are configured" in said([], language="en")


def test_names_follow_the_readers_language() -> None:
    states = [state(0, 1), state(1, None, GONE)]
    assert "• Источник <1>: по этому адресу ничего нет (404); ещё не прочитан ни разу" in said(states)
    assert "• Source <1>: there is nothing at this address (404); never read so far" in said(
        states, language="en"
    )


def test_a_problem_that_many_sources_share_is_told_once() -> None:
    states = [state(number, None, Problem.of(Trouble.NAME, host="t.me")) for number in range(5)]
    text = said([*states, state(5, None, GONE)])
    assert text.count("t.me") == 1
    assert "• 5 источников: не удаётся узнать адрес узла t.me" in text
    assert "• Источник <5>: по этому адресу" in text


def test_many_failing_sources_are_counted_not_listed() -> None:
    text = said(
        [
            state(number, 60, Problem.of(Trouble.OTHER, text=f"{number} " + "x" * 500))
            for number in range(LISTED + 7)
        ]
    )
    assert "и ещё 7" in text
    assert len(text) < 4096


def test_a_source_that_was_never_polled_waits() -> None:
    assert "Ещё не читались: 1" in said([state(0, 1), state(1, None)])


@pytest.mark.parametrize(("minutes", "fresh"), [(0, True), (13, True), (14, False), (None, False)])
def test_fresh_is_read_within_two_intervals_and_a_little(minutes: int | None, fresh: bool) -> None:
    assert is_fresh(source(0), state(0, minutes), NOW) is fresh


def test_queues_are_told_with_their_age() -> None:
    queues = Queues(unread=3, failed=1, pending=22, dead=5, oldest_pending_at=NOW - timedelta(hours=1))
    text = said([state(0, 1)], queues)
    for sentence in (
        "Ждут разбора 3 записи.",
        "Не удалось разобрать 1 запись.",
        "Ждут отправки 22 сообщения, самое старое — с 08:30 МСК.",
        "Не доставлено 5 сообщений.",
    ):
        assert sentence in text


@given(
    st.lists(st.tuples(st.none() | st.integers(0, 10**6), st.none() | st.text(max_size=300)), max_size=40),
    st.integers(0, 10**9),
    st.sampled_from(["ru", "en"]),
)
def test_any_state_fits_a_message_and_parses(
    seen: list[tuple[int | None, str | None]], count: int, language: str
) -> None:
    states = [
        state(number, minutes, None if text is None else Problem.of(Trouble.OTHER, text=text))
        for number, (minutes, text) in enumerate(seen)
    ]
    queues = Queues(unread=count, failed=count, pending=count, dead=count, oldest_pending_at=NOW)
    assert 0 < len(said(states, queues, language)) <= 4096
