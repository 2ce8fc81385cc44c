"""The short cuts of the reader: what is passed over would have given nothing."""

from __future__ import annotations

import time

import pytest

from bot.catalog.catalog import Catalog
from bot.core.extract.reader import LONGEST, RULES
from bot.core.extract.words.marks import Doc
from tests.corpus.cases import load
from tests.knowledge import NIGHT

CASES = load()


def docs(catalog: Catalog) -> list[Doc]:
    found = (catalog.reader._doc(case.text, case.date, case.home) for case in CASES)
    return [doc for doc in found if doc is not None]


def test_a_rule_finds_nothing_in_a_text_without_its_words(catalog: Catalog) -> None:
    given = {
        f"{rule.__name__}: {' '.join(doc.folded)}"
        for doc in docs(catalog)
        for rule, groups in RULES
        if groups.isdisjoint(doc.groups) and list(rule(doc))
    }
    assert given == set()


def test_every_rule_is_asked_of_some_text(catalog: Catalog) -> None:
    texts = docs(catalog)
    assert all(any(not groups.isdisjoint(doc.groups) for doc in texts) for _, groups in RULES)


def test_the_groups_of_a_text_are_those_of_its_sentences(catalog: Catalog) -> None:
    for doc in docs(catalog):
        assert doc.groups == {mark.group for sentence in doc.sentences for mark in sentence.marks}
        assert all(
            set(sentence.by_group) == {mark.group for mark in sentence.marks} for sentence in doc.sentences
        )


def test_sentences_hold_every_word_once(catalog: Catalog) -> None:
    for doc in docs(catalog):
        assert [k for s in doc.sentences for k in range(s.i, s.j)] == list(range(len(doc.folded)))


def test_what_follows_the_longest_text_is_not_read(catalog: Catalog) -> None:
    post = "Над Калужской областью сбиты три беспилотника."
    [downed] = [c for c in catalog.reader.read(post, published_at=NIGHT) if c.kind == "downed"]
    far = " " * LONGEST + post
    assert downed.rule
    assert catalog.reader.read(far, published_at=NIGHT) == []


@pytest.mark.parametrize(
    ("text", "longest"),
    [
        ("Сбит беспилотник " + "над городом " * 900, 160),
        ("A drone was shot down " + "over the town " * 900, 100),
    ],
    ids=["Russian", "English"],
)
def test_a_text_without_signs_is_cut_into_sentences_of_bounded_length(
    catalog: Catalog, text: str, longest: int
) -> None:
    doc = catalog.reader._doc(text, NIGHT, None)
    assert doc is not None
    assert max(s.j - s.i for s in doc.sentences) == longest


def test_reading_stops_after_more_words_of_the_field_than_news_has(catalog: Catalog) -> None:
    post = "Сбит БПЛА над Белгородом. "
    whole, cut = (catalog.reader._doc(post * times, NIGHT, None) for times in (100, 400))
    assert whole is not None
    assert cut is not None
    assert len(whole.sentences) == 100
    assert 150 < len(cut.sentences) < 250


ROWS = (
    "Kursk, ",
    "Kursk and ",
    "a drone attack on ",
    "Кировского, ",
    "в Октябрьском. ",
    "повреждён дом, ",
    "погибли двое ",
    "сбит БПЛА над Белгородом ",
    "а-",
    "A",
)


def _seconds(catalog: Catalog, text: str) -> float:
    """The least processor time of three readings: a busy machine only adds to it."""
    spent = []
    for _ in range(3):
        before = time.process_time()
        catalog.reader.read(text, published_at=NIGHT)
        spent.append(time.process_time() - before)
    return min(spent)


@pytest.mark.parametrize("row", ROWS)
def test_a_row_of_one_thing_takes_no_longer_than_a_few_texts_of_its_length(
    catalog: Catalog, row: str
) -> None:
    size = 6_000
    ordinary = "\n".join(case.text for case in CASES if case.file == "english")[:size]
    strange = ("Атака БПЛА на Курск. " + row * size)[:size]
    assert _seconds(catalog, strange) < 12 * _seconds(catalog, ordinary)


def test_a_given_name_after_a_type_word_may_end_the_text(catalog: Catalog) -> None:
    claims = catalog.reader.read("Сбит беспилотник над селом Владимир", published_at=NIGHT)
    assert {claim.kind for claim in claims} >= {"downed"}


def test_an_alarm_is_shown_by_the_words_that_say_what_threatens(catalog: Catalog) -> None:
    post = "Внимание! В Орловской области объявлена опасность атаки БПЛА."
    [span] = {claim.span for claim in catalog.reader.read(post, published_at=NIGHT) if claim.kind == "threat"}
    assert post[span.start : span.stop].startswith("опасность")


@pytest.mark.parametrize("digits", [3, 12, 5_000])
def test_a_number_of_any_length_is_read_and_is_no_day(catalog: Catalog, digits: int) -> None:
    number = "9" * digits
    for post in (
        f"С 20:00 мск {number} марта сбито {number} беспилотников",
        f"Сбиты {number} БПЛА над Курском в ночь на {number} марта",
        f"A drone was shot down over Kursk at 11 p.m. on May {number}, {number} said",
    ):
        claims = catalog.reader.read(post, published_at=NIGHT)
        assert "downed" in {claim.kind for claim in claims}
