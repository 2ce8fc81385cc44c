"""The send windows hold for any latencies, and a refusal stops exactly what it must."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.pace import Limits, Pace, Slot

SMALL = Limits(total=4, reserve=1, private=1, group=3, group_seconds=5.0, chats=3, floor=1)
Call = tuple[int, float, float]  # chat, from dispatch to the server, from the server to the answer


def play(pace: Pace, calls: list[Call], *, interactive: bool = False) -> list[tuple[float, int]]:
    """Sends each call as early as its windows allow; returns when the server saw it."""
    now = 0.0
    seen: list[tuple[float, int]] = []
    answers: list[tuple[float, int, Slot]] = []
    waiting = list(calls)
    while waiting or answers:
        for call in list(waiting):
            chat, there, back = call
            if pace.ready_at(chat, now, interactive=interactive) <= now:
                slot = pace.take(chat, now, interactive=interactive)
                seen.append((now + there, chat))
                heapq.heappush(answers, (now + there + back, len(seen), slot))
                waiting.remove(call)
        instants = [pace.ready_at(chat, now, interactive=interactive) for chat, _, _ in waiting]
        instants += [answers[0][0]] if answers else []
        now = max(now, min(instants))
        assert now < math.inf, "something always moves on"
        while answers and answers[0][0] <= now:
            pace.release(heapq.heappop(answers)[2], now)
    return sorted(seen)


def worst(instants: list[float], seconds: float) -> int:
    """The most calls within any half-open window of that length."""
    return max(
        (sum(1 for other in instants if at <= other < at + seconds - 1e-9) for at in instants), default=0
    )


latency = st.floats(0.0, 3.0, allow_nan=False)
calls_to = st.lists(st.tuples(st.sampled_from([1, 2, 3, 4, 5, -10, -20]), latency, latency), max_size=40)


@settings(max_examples=150, deadline=None)
@given(calls_to)
def test_no_window_is_ever_exceeded_whatever_the_latencies(calls: list[Call]) -> None:
    seen = play(Pace(SMALL), calls)
    assert len(seen) == len(calls)
    assert worst([at for at, _ in seen], 1.0) <= SMALL.total
    chats: dict[int, list[float]] = defaultdict(list)
    for at, chat in seen:
        chats[chat].append(at)
    for chat, instants in chats.items():
        if chat < 0:
            assert worst(instants, SMALL.group_seconds) <= SMALL.group
        else:
            assert worst(instants, 1.0) <= 1


def test_the_whole_budget_is_used_when_answers_are_quick() -> None:
    seen = play(Pace(), [(chat, 0.01, 0.01) for chat in range(1, 301)])
    assert seen[-1][0] < 300 / 30 * 1.05
    assert worst([at for at, _ in seen], 1.0) == 30


def test_while_people_ask_a_reserve_is_kept_for_answers() -> None:
    pace = Pace(SMALL)
    pace.release(pace.take(9, 0.0, interactive=True), 0.0)
    for chat in (1, 2, 3):
        assert pace.ready_at(chat, 1 + chat * 0.25) == 1 + chat * 0.25
        pace.take(chat, 1 + chat * 0.25)
    assert pace.ready_at(4, 2.0) == math.inf
    assert pace.ready_at(4, 2.0, interactive=True) == 2.0
    assert pace.ready_at(4, 12.0) == 12.0, "nobody has asked for a while"


@settings(max_examples=50, deadline=None)
@given(calls_to)
def test_answers_to_people_keep_the_windows_too(calls: list[Call]) -> None:
    seen = play(Pace(SMALL), calls, interactive=True)
    assert worst([at for at, _ in seen], 1.0) <= SMALL.total


def test_a_window_is_spent_evenly_so_that_an_urgent_call_never_waits_for_a_whole_one() -> None:
    pace = Pace()
    for chat in range(1, 5):
        assert pace.ready_at(chat, 0.0) == 0.0
        pace.take(chat, 0.0)
    assert pace.ready_at(5, 0.0) == pytest.approx(1 / 30)
    assert pace.ready_at(5, 0.0, interactive=True) == 0.0
    seen = play(Pace(), [(chat, 0.02, 0.02) for chat in range(1, 200)])
    gaps = [later - earlier for (earlier, _), (later, _) in pairwise(seen)]
    assert max(gaps) < 0.2


def test_a_slot_is_free_one_window_after_the_answer() -> None:
    pace = Pace()
    slot = pace.take(7, 0.0)
    assert pace.ready_at(7, 0.5) == math.inf
    pace.release(slot, 2.0)
    assert pace.ready_at(7, 2.5) == 3.0
    assert pace.ready_at(7, 3.0) == 3.0


def test_a_call_that_timed_out_holds_its_slot_longer() -> None:
    pace = Pace()
    pace.release(pace.take(7, 0.0), 2.0, late=10.0)
    assert pace.ready_at(7, 2.0) == 13.0


def test_a_refusal_parks_only_that_chat() -> None:
    pace = Pace()
    pace.release(pace.take(7, 0.0), 0.1)
    pace.refused(7, 30.0, 0.1)
    assert pace.ready_at(7, 5.0) == 30.1
    assert pace.ready_at(8, 5.0) == 5.0
    assert pace.total == 30


def test_an_earlier_deadline_does_not_shorten_a_later_one() -> None:
    pace = Pace()
    pace.refused(7, 30.0, 0.0)
    pace.refused(7, 5.0, 1.0)
    assert pace.ready_at(7, 1.0) == 30.0


def test_refusals_of_several_chats_park_the_bot_and_slow_it_down() -> None:
    pace = Pace()
    pace.refused(7, 3.0, 0.0)
    pace.refused(8, 4.0, 1.0)
    assert pace.ready_at(9, 1.0) == 5.0
    assert pace.total == 21
    assert pace.ready_at(9, 64.0) == 64.0
    assert pace.total == 21, "a minute counts from the end of the pause"
    pace.ready_at(9, 5.0 + 60 * 4)
    assert pace.total == 25
    pace.ready_at(9, 5.0 + 60 * 90)
    assert pace.total == 30, "it never grows past its setting"


def test_refusals_never_bring_the_bot_to_a_halt() -> None:
    pace = Pace()
    for round_ in range(40):
        pace.refused(round_ * 2 + 1, 0.0, float(round_))
        pace.refused(round_ * 2 + 2, 0.0, float(round_))
    assert pace.total == 5
    assert pace.ready_at(1000, 40.0) == 40.0


def test_idle_chats_are_forgotten_and_busy_ones_are_not() -> None:
    pace = Pace(Limits(chats=10))
    busy = pace.take(1, 0.0)
    for chat in range(2, 200):
        pace.release(pace.take(chat, chat * 2.0), chat * 2.0 + 0.1)
    assert pace.remembered > 10, "the oldest is still under way"
    pace.release(busy, 500.0)
    for chat in range(200, 210):
        pace.release(pace.take(chat, 500.0 + chat), 500.1 + chat)
    assert pace.remembered == 10
