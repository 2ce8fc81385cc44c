from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import Entry, IncidentKey, Period, content_hash

periods = st.builds(Period, st.dates(), st.booleans())


@given(
    st.builds(
        IncidentKey, st.sampled_from(["RU-KLU", "SEA-BLACK", "RU", "UA-43"]), periods, st.integers(0, 9)
    )
)
def test_a_key_is_written_and_read_back(key: IncidentKey) -> None:
    assert IncidentKey.parse(str(key)) == key


def test_a_night_bears_the_date_of_its_morning_and_comes_before_that_day() -> None:
    night, day = Period(date(2024, 11, 22), True), Period(date(2024, 11, 22), False)
    assert str(IncidentKey("RU-KLU", night)) == "RU-KLU@2024-11-22N"
    assert night < day < Period(date(2024, 11, 23), True)


@pytest.mark.parametrize("text", ["", "2024-11-22", "2024-13-01N", "nightN"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the message is datetime's own
        Period.parse(text)


def test_white_space_and_emoji_variants_are_no_edit() -> None:
    assert content_hash("Отбой ⚠️", "опасности  нет") == content_hash("Отбой ⚠", "опасности\nнет ")
    assert content_hash("Отбой", "опасности") != content_hash("Отбой", "опасность")


def test_a_title_that_the_text_repeats_is_read_once() -> None:
    def entry(title: str, text: str) -> Entry:
        at = datetime(2026, 10, 15, tzinfo=UTC)
        return Entry(source_id="s", id="1", url="", title=title, text=text, published_at=at)

    assert entry("Два сбиты", "Два сбиты над Калугой").full_text == "Два сбиты над Калугой"
    assert entry("Два сбиты", "Над Калугой").full_text == "Два сбиты\n\nНад Калугой"
    assert entry("Два сбиты", "").full_text == "Два сбиты"
    assert entry("", "Над Калугой").full_text == "Над Калугой"
