"""Texts cut into words: nothing is lost, nothing moves."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text import Gap, Tails, cut, ends_sentence, fold, gap_of, pieces
from bot.core.text import clean as blanked

TAILS = Tails(["подписыв", "subscribe"])
ABBREVIATIONS = frozenset(["г", "ул", "gen"])
words = st.text("абвгёАБВabcABC0123456789", min_size=1, max_size=12)
signs = st.text(" ,.:;!?-–—()«»\"'\n\t*_`#@%/|+🔴\u0301\u200b\ufe0f", min_size=1, max_size=5)
written = st.one_of(st.text(max_size=200), st.lists(st.one_of(words, signs), max_size=40).map("".join))


def clean(text: str) -> str:
    return blanked(text, TAILS)


@given(written)
def test_cleaning_keeps_the_length_and_blanks_only(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    assert all(after in {before, " "} for before, after in zip(text, cleaned, strict=True))
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("см. https://example.org/a?b=1#c, там", "см. там"),
        ("[карта](https://example.org) района", "[карта района"),
        ("<b>Курск</b>", "Курск"),
        ("пишите на post@example.org сегодня", "пишите на сегодня"),
        ("канал t.me/example_news там", "канал там"),
        ("сбито 5 < 7 и 9 > 8", "сбито 5 8"),
        ("**Тула**: __два__ `дрона`", "Тула : два дрона"),
        ("Новости\nПодписывайтесь на канал\nКурск", "Новости Курск"),
    ],
)
def test_addresses_markup_and_tails_are_blanked(text: str, left: str) -> None:
    assert clean(text).split() == left.split()


@given(written)
def test_words_and_gaps_make_up_the_text(text: str) -> None:
    cleaned = clean(text)
    cut_text = cut(cleaned)
    assert [cleaned[i:j] for i, j in zip(cut_text.starts, cut_text.stops, strict=True)] == cut_text.raw
    assert len(cut_text.gaps) == len(cut_text) + 1
    assert "".join(pieces(cleaned)) == cleaned
    assert sorted(cut_text.starts) == cut_text.starts
    assert all(any(letter.isalnum() for letter in word) for word in cut_text.raw)


@given(written)
def test_pieces_at_hand_give_the_same_words(text: str) -> None:
    cleaned = clean(text)
    assert cut(cleaned, pieces(cleaned)) == cut(cleaned)


@given(written)
def test_an_underscore_parts_words_in_any_text(text: str) -> None:
    assert not any("_" in word for word in cut(text).raw)


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("сбит ночью", ["сбит", "ночью"]),
        ("по-прежнему из-за п'ять", ["по-прежнему", "из-за", "п'ять"]),
        ("за\u0301мок", ["за\u0301мок"]),
        ("из СакиДжанкой летят", ["из", "Саки", "Джанкой", "летят"]),
        ("МинОбороны БпЛА", ["Мин", "Обороны", "БпЛА"]),
        ("ПВО 20:00", ["ПВО", "20", "00"]),
        ("", []),
    ],
)
def test_a_text_is_cut_at_its_signs_and_where_words_run_together(text: str, raw: list[str]) -> None:
    assert cut(text).raw == raw


def test_the_gap_between_words_run_together_is_that_of_two_lines() -> None:
    assert cut("СакиДжанкой").gaps[1] == Gap.LINE


@pytest.mark.parametrize(
    ("between", "gap"),
    [
        (" ", Gap.NONE),
        (", ", Gap.COMMA),
        (":", Gap.COLON | Gap.CLOCK),
        (". ", Gap.DOT),
        ("...", Gap.DOT | Gap.STOP),
        (" — ", Gap.DASH),
        (".\n\n", Gap.DOT | Gap.LINE | Gap.PARAGRAPH),
        (" 🔴 ", Gap.BULLET),
        (" (", Gap.OPEN),
        ("», ", Gap.QUOTE | Gap.COMMA),
    ],
)
def test_a_gap_says_which_signs_it_has(between: str, gap: int) -> None:
    assert gap_of(between) == gap


@given(st.lists(st.text("., -\n—🔴", max_size=60), max_size=30))
def test_gaps_mean_the_same_however_often_they_are_asked(gaps: list[str]) -> None:
    assert [gap_of(each) for each in gaps] == [gap_of(each) for each in gaps]


@given(st.text(min_size=1, max_size=40))
def test_folding_is_for_good(word: str) -> None:
    assert fold(fold(word)) == fold(word)
    assert not re.search("[ё\u0301\u2010\u2011\u2019]", fold(word))


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Орёл", "орел"),
        ("За\u0301мок", "замок"),
        ("CAPATOBA", "capatoba"),
        ("Cаратов", "саратов"),  # the first letter is Latin
        ("Кursk", "kursk"),  # the first letter is Cyrillic
        ("п\u2019ять", "п'ять"),
        ("Спас\u2011Деменск", "спас-деменск"),
        ("FPV-дрон", "fpv-дрон"),
    ],
)
def test_a_word_is_folded_into_one_script(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("сбит. Ранен", True),
        ("сбит! ранен", True),
        ("сбит\nРанен", True),
        ("сбит\nранен", True),
        ("на ул. Ленина", False),
        ("А. Петров", False),
        ("в 20.00 сбит", False),
        ("сбит. ранен", False),
        ("сбит 🔴 Ранен", True),
        ("сбит, ранен", False),
    ],
)
def test_a_sentence_ends_where_a_reader_would_say_so(text: str, ends: bool) -> None:
    parted = cut(text)
    found = [
        ends_sentence(parted.gaps[i], parted.raw[i - 1], parted.raw[i], ABBREVIATIONS)
        for i in range(1, len(parted))
    ]
    assert any(found) == ends


@pytest.mark.parametrize(
    "text", ["a" * 24_000 + "@", "](" * 12_000, "<" * 24_000, "а-" * 12_000, "http://" * 3_000]
)
def test_a_row_of_signs_is_cut_as_any_text(text: str) -> None:
    assert "".join(pieces(clean(text))) == clean(text)
