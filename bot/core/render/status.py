"""The state of the bot in plain words: which sources are read, which are not and why, and what waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.alerts import Message
from bot.core.model import Source, SourceState
from bot.core.plain import clipped
from bot.core.problems import Problem
from bot.core.render.chat import ago, clock_time
from bot.core.render.html import bold, escape
from bot.core.wording import Wording

LISTED = 10  # sources with trouble that are named; the rest are counted
PROBLEM_SHOWN = 120
SHARED = 3  # a problem of more sources than that is told once
GRACE = timedelta(minutes=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Queues:
    """How many entries wait to be read or failed, how many messages wait or were given up, since when one waits."""

    unread: int
    failed: int
    pending: int
    dead: int
    oldest_pending_at: datetime | None


def status(
    wording: Wording,
    language: str,
    sources: Mapping[str, Source],
    states: Mapping[str, SourceState],
    queues: Queues,
    now: datetime,
) -> Message:
    """The whole answer to /status."""
    title = wording.say(language, "chat-status-title", time=clock_time(wording, language, now))
    parts = [
        bold(title),
        _sources(wording, language, sources, states, now),
        _queues(wording, language, queues),
    ]
    return Message("\n\n".join(parts))


def is_fresh(source: Source, state: SourceState | None, now: datetime) -> bool:
    """Whether a source was read within two of its intervals, and a little more."""
    return (
        state is not None and state.read_at is not None and now - state.read_at <= 2 * source.interval + GRACE
    )


def _sources(
    wording: Wording,
    language: str,
    sources: Mapping[str, Source],
    states: Mapping[str, SourceState],
    now: datetime,
) -> str:
    if not sources:
        return wording.say(language, "chat-status-none-configured")
    reads = [state.read_at for key in sources if (state := states.get(key)) and state.read_at]
    failing = [source for source in sources.values() if _problem(states.get(source.id))]
    if not reads and not failing:
        return wording.say(language, "chat-status-never-any")
    fresh = [source for source in sources.values() if is_fresh(source, states.get(source.id), now)]
    head = wording.say(language, "chat-status-sources", fresh=len(fresh), total=len(sources))
    if reads:
        latest = ago(wording, language, max(reads), now)
        head += "; " + wording.say(language, "chat-status-latest", ago=latest)
    lines = [head + "."]
    others = [source for source in sources.values() if source not in fresh and source not in failing]
    late = [source for source in others if (state := states.get(source.id)) and state.read_at]
    lines += _listed(
        wording,
        language,
        "chat-status-failing",
        _failing_lines(wording, language, failing, states, now),
    )
    lines += _listed(
        wording,
        language,
        "chat-status-late",
        [_late_line(wording, language, source, states[source.id], now) for source in late],
    )
    if waiting := len(others) - len(late):
        lines.append(wording.say(language, "chat-status-waiting", count=waiting))
    return "\n".join(lines)


def _listed(wording: Wording, language: str, key: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    shown = ["• " + line for line in lines[:LISTED]]
    if len(lines) > LISTED:
        shown.append("• " + wording.say(language, "chat-status-more", count=len(lines) - LISTED))
    return ["", wording.say(language, key), *shown]


def _name(source: Source, language: str) -> str:
    return escape(source.name if language == "ru" else source.name_en or source.name)


def problem_text(wording: Wording, language: str, problem: Problem) -> str:
    """What is wrong with a source, in the reader's language, as plain text on one line."""
    return clipped(wording.say(language, f"problem-{problem.trouble}", **dict(problem.values)), PROBLEM_SHOWN)


def _problem(state: SourceState | None) -> Problem | None:
    return state.problem if state is not None and state.failures else None


def _failing_lines(
    wording: Wording, language: str, failing: list[Source], states: Mapping[str, SourceState], now: datetime
) -> list[str]:
    """A problem that many sources share is one line, the most common first; the others a line a source."""
    counts = Counter(problem for source in failing if (problem := states[source.id].problem))
    shared = [(problem, count) for problem, count in counts.most_common() if count > SHARED]
    common = {problem for problem, _ in shared}
    lines = [
        wording.say(
            language, "chat-status-problem-shared", problem=_shown(wording, language, problem), count=count
        )
        for problem, count in shared
    ]
    single = [source for source in failing if states[source.id].problem not in common]
    return lines + [_failing_line(wording, language, source, states[source.id], now) for source in single]


def _shown(wording: Wording, language: str, problem: Problem) -> str:
    return escape(problem_text(wording, language, problem)).rstrip(".")


def _failing_line(wording: Wording, language: str, source: Source, state: SourceState, now: datetime) -> str:
    problem = _shown(wording, language, state.problem) if state.problem else ""
    if state.read_at is None:
        return wording.say(
            language, "chat-status-problem-never", source=_name(source, language), problem=problem
        )
    when = ago(wording, language, state.read_at, now)
    return wording.say(
        language, "chat-status-problem", source=_name(source, language), problem=problem, ago=when
    )


def _late_line(wording: Wording, language: str, source: Source, state: SourceState, now: datetime) -> str:
    when = ago(wording, language, state.read_at or now, now)
    return wording.say(language, "chat-status-late-line", source=_name(source, language), ago=when)


def _queues(wording: Wording, language: str, queues: Queues) -> str:
    lines = [wording.say(language, "chat-status-inbox", count=queues.unread)]
    if queues.failed:
        lines.append(wording.say(language, "chat-status-failed", count=queues.failed))
    since = clock_time(wording, language, queues.oldest_pending_at) if queues.oldest_pending_at else ""
    lines.append(wording.say(language, "chat-status-outbox", count=queues.pending, since=since))
    if queues.dead:
        lines.append(wording.say(language, "chat-status-dead", count=queues.dead))
    return "\n".join(lines)
