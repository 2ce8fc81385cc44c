"""Which period a text means, and which incident its claims go to."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.claims import Span, Window
from bot.core.model import Period
from bot.core.periods import MOSCOW, bounds, hinted_period, period_at, read_hint, window_period
from tests.core.told import at, policy

KAMCHATKA = ZoneInfo("Asia/Kamchatka")
moments = st.integers(0, 150_000_000).map(lambda s: datetime(2022, 1, 1, tzinfo=UTC) + timedelta(seconds=s))
zones = st.sampled_from([MOSCOW, KAMCHATKA, ZoneInfo("Europe/Kyiv"), ZoneInfo("Europe/Samara")])


@given(moments, zones)
def test_a_moment_lies_within_the_bounds_of_its_period(moment: datetime, zone: ZoneInfo) -> None:
    start, stop = bounds(period_at(moment, zone), zone)
    assert start <= moment < stop
    assert stop - start in {timedelta(hours=11), timedelta(hours=12), timedelta(hours=13)}


def test_the_night_is_named_by_its_morning_and_regional_time_decides() -> None:
    assert str(period_at(at("21 20:00"), MOSCOW)) == "2024-11-22N"
    assert str(period_at(at("22 07:59"), MOSCOW)) == "2024-11-22N"
    assert str(period_at(at("22 08:00"), MOSCOW)) == "2024-11-22D"
    assert str(period_at(at("22 10:59"), KAMCHATKA)) == "2024-11-22D"
    assert str(period_at(at("22 11:00"), KAMCHATKA)) == "2024-11-23N"


@pytest.mark.parametrize(
    ("text", "published", "period"),
    [
        ("Ночью над областью сбиты три беспилотника", "22 12:00", "2024-11-22N"),
        ("За ночь уничтожено 18 БПЛА", "22 07:10", "2024-11-22N"),
        ("За ночь уничтожено 18 БПЛА", "22 21:30", "2024-11-22N"),
        ("Обломки за прошедшую ночь упали в поле", "22 10:40", "2024-11-22N"),
        ("Ночная атака продолжается", "22 23:30", "2024-11-23N"),
        ("Drones were shot down overnight", "22 15:00", "2024-11-22N"),
        ("В ночь на субботу сбит беспилотник", "24 09:00", "2024-11-23N"),
        ("В ночь на 22 ноября сбит беспилотник", "23 09:00", "2024-11-22N"),
        ("Overnight into November 22 a drone was downed", "23 09:00", "2024-11-22N"),
        ("Вчера вечером сбит беспилотник", "22 09:00", "2024-11-22N"),
        ("Вчера дрон ударил по машине", "22 09:00", "2024-11-21D"),
        ("За сутки область обстреляли 70 раз", "22 10:00", "2024-11-21D"),
        ("Over the past 24 hours the region was shelled", "22 18:00", "2024-11-22D"),
        ("Автомобиль, сгоревший сегодня от удара дрона", "22 21:05", "2024-11-22D"),
        ("За три часа сбито 14 беспилотников", "22 21:03", "2024-11-22D"),
        ("Over the past 6 hours drones were downed", "22 09:00", "2024-11-22N"),
        ("За последний час сбит беспилотник", "22 09:00", "2024-11-22D"),
        ("Сегодня ночью сбит беспилотник", "22 11:00", "2024-11-22N"),
        ("Этим вечером ожидаются пуски", "22 21:06", "2024-11-23N"),
        ("Утром дрон атаковал автобус", "22 13:00", "2024-11-22D"),
        ("Днём над городом сбит дрон", "22 23:00", "2024-11-22D"),
    ],
)
def test_words_tell_the_period(text: str, published: str, period: str) -> None:
    hint = read_hint(text, policy().periods)
    assert hint is not None
    assert str(hinted_period(hint, at(published), MOSCOW)) == period


@pytest.mark.parametrize(
    "text", ["Сбит беспилотник", "Он сегодняшний", "Ночник разбит", "Knighthood for todays"]
)
def test_other_words_tell_nothing(text: str) -> None:
    assert read_hint(text, policy().periods) is None


@given(st.text(max_size=200), moments, zones)
def test_any_text_reads_without_a_fault(text: str, published: datetime, zone: ZoneInfo) -> None:
    hint = read_hint(text, policy().periods)
    if hint is not None:
        period = hinted_period(hint, published, zone)
        assert abs(period.date - published.astimezone(zone).date()) <= timedelta(days=366)


def window(start: str | None, end: str | None) -> Window:
    return Window(span=Span(0, 1), rule="by hand", start=start, end=end)


@pytest.mark.parametrize(
    ("start", "end", "published", "period"),
    [
        ("2024-11-21T20:00", "2024-11-21T23:30", "22 00:10", "2024-11-22N"),
        ("2024-11-22T00:45", None, "22 13:00", "2024-11-22N"),
        ("2024-11-22T07:10", None, "22 13:00", "2024-11-22D"),
        ("2024-11-22T07:10", None, "22 07:15", "2024-11-22N"),
        ("2024-11-22T06:00", "2024-11-22T13:30", "22 14:00", "2024-11-22D"),
        (None, "2024-11-22T07:00", "22 13:00", "2024-11-22N"),
    ],
)
def test_clock_times_tell_the_period(start: str | None, end: str | None, published: str, period: str) -> None:
    assert str(window_period(window(start, end), at(published), MOSCOW)) == period


@pytest.mark.parametrize(
    ("start", "end"),
    [(None, None), ("2020-01-01T00:00", None), ("gestern", None), (None, "2024-11-25T00:00")],
)
def test_clock_times_that_cannot_be_meant_tell_nothing(start: str | None, end: str | None) -> None:
    assert window_period(window(start, end), at("22 12:00"), MOSCOW) is None


def test_a_period_reads_back_as_written() -> None:
    for period in (Period(date(2024, 11, 22), night=True), Period(date(2024, 11, 22), night=False)):
        assert Period.parse(str(period)) == period
