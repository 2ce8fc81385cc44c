"""Line breaks inside sentences."""

from __future__ import annotations

from bot.core.lines import join_lines
from bot.core.text import Gap, cut


def lines(text: str) -> list[str]:
    """The words of each line that is left, after the joining."""
    words = cut(text)
    join_lines(words)
    found: list[list[str]] = [[]]
    for i, raw in enumerate(words.raw):
        if i and words.gaps[i] & Gap.LINE:
            found.append([])
        found[-1].append(raw)
    return [" ".join(each) for each in found]


def test_a_number_between_two_lines_of_a_sentence_joins_them() -> None:
    assert lines("было уничтожено\n97 дронов\nнад областью") == ["было уничтожено 97 дронов над областью"]


def test_a_number_alone_counts_what_the_next_line_begins_with() -> None:
    assert lines("Итого:\n▫️\n31\nБПЛА над областью") == ["Итого", "31 БПЛА над областью"]


def test_an_arrow_on_its_own_line_parts_nothing_after_a_word_or_two() -> None:
    assert lines("БПЛА\n➡️\nв сторону моря") == ["БПЛА в сторону моря"]


def test_lines_of_names_stay_lines() -> None:
    assert lines("Клинцы\nУнеча\nОпасность по БПЛА") == ["Клинцы", "Унеча", "Опасность по БПЛА"]


def test_the_items_of_a_list_stay_lines() -> None:
    assert lines("Сбиты дроны:\n▫️ один над городом\n▫️ два над морем") == [
        "Сбиты дроны",
        "один над городом",
        "два над морем",
    ]
