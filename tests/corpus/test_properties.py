"""What holds for every text, whatever it says."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.catalog.catalog import Catalog
from bot.core.claims import Claim, Damage, Downed, Injured, Killed, Span
from bot.core.extract import Reader
from bot.core.sentences import split_sentences
from tests.corpus.cases import Case, line_of, load
from tests.knowledge import NIGHT

CASES = load()
TELLING = tuple(case for case in CASES if case.lines)
anything = settings(
    deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

_DIGITS = re.compile(r"\d+(?:[ \u00a0\u202f]\d{3}(?!\d))*")
_NUMBER_WORD = re.compile(
    r"(?<![^\W_])(?:дв[аеуоі]|одинн|обо?[аеи]|пар[аыу]\b|тр[иёеоь]|четыр|чотир|четвер|пят|п'ят|шест|шіст|сем|сім|восем|восьм|вісім|девят|дев'ят"
    r"|десят|дюжин|сорок|сто\b|ста\b|сот|полтор|полсотн|тысяч"
    r"|two|three|four|five|six|seven|eight|nine|ten|eleven|twel|thir|fif|twenty|pair|both|dozen|hundred|score)",
    re.IGNORECASE,
)

_LOOKALIKES = str.maketrans("aceopxmkbht", "асеорхмквнт")

# Sentences that do not lean on one another: in any order they say the same.
INDEPENDENT = (
    "За ночь над Россией сбили 64 беспилотника, сообщило Минобороны.",
    "Губернатор Калужской области Шапша сообщил о трёх сбитых над Калужской областью дронах.",
    "В Брянской области повреждены два частных дома.",
    "Над Тульской областью уничтожено девять БПЛА, рассказал губернатор Миляев.",
    "В Орловской области при атаке беспилотников никто не пострадал.",
    "Аэропорт Саратова временно закрыт.",
    "Обломки беспилотника упали в Рязанской области.",
)


def _read(reader: Reader, case: Case, text: str) -> list[Claim]:
    return reader.read(text, published_at=case.date, language=case.lang, home=case.home)


def _lines(reader: Reader, case: Case, text: str) -> frozenset[str]:
    return frozenset(map(line_of, _read(reader, case, text)))


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """Pieces of the corpus cut anywhere, with anything between them."""
    pieces = []
    for _ in range(draw(st.integers(1, 4))):
        text = draw(st.sampled_from(CASES)).text
        start = draw(st.integers(0, len(text) - 1))
        pieces += [text[start : draw(st.integers(start, len(text)))], draw(st.text(max_size=8))]
    return "".join(pieces)


@anything
@given(
    text=st.one_of(st.text(max_size=400), spoilt()),
    home=st.sampled_from([None, "RU-KLU", "UA-43", "SEA-BLACK"]),
)
def test_any_text_gives_claims_with_spans_inside_it(catalog: Catalog, text: str, home: str | None) -> None:
    claims = catalog.reader.read(text, published_at=NIGHT, home=home)
    assert all(0 <= claim.span.start < claim.span.stop <= len(text) for claim in claims)
    assert all(claim.rule for claim in claims)
    assert claims == catalog.reader.read(text, published_at=NIGHT, home=home)


@anything
@given(text=st.text(alphabet="0123456789 :.,–-ч", max_size=60))
def test_any_row_of_figures_is_read(catalog: Catalog, text: str) -> None:
    catalog.reader.read(f"С {text} мск сбиты {text} БПЛА над {text} Брянской областью", published_at=NIGHT)


@anything
@given(order=st.permutations(INDEPENDENT))
def test_the_order_of_sentences_leaves_the_national_total(catalog: Catalog, order: list[str]) -> None:
    claims = catalog.reader.read(" ".join(order), published_at=NIGHT)
    totals = [line_of(claim) for claim in claims if isinstance(claim, Downed) and claim.region == "RU"]
    assert totals == ["downed RU 64 uav"]


def test_a_claim_stands_in_the_words_that_it_points_at(catalog: Catalog) -> None:
    empty = [
        f"{case}: {line_of(claim)}"
        for case in TELLING
        for claim in _read(catalog.reader, case, case.text)
        if not case.text[slice(*claim.span)].strip()
    ]
    assert empty == []


def test_a_count_stands_in_the_sentence_of_its_span(catalog: Catalog) -> None:
    unfounded = [
        f"{case}: {line_of(claim)}"
        for case in TELLING
        for claim in _read(catalog.reader, case, case.text)
        if isinstance(claim, Downed | Killed | Injured | Damage)
        and claim.count not in {None, 1}
        and not _says(
            split_sentences(case.text, catalog.policy.abbreviations).excerpt(claim.span), claim.count or 0
        )
    ]
    assert unfounded == []


def _says(sentence: str, count: int) -> bool:
    figures = {int(re.sub(r"\D", "", figure)) for figure in _DIGITS.findall(sentence)}
    return count in figures or any(map(_NUMBER_WORD.search, (sentence, sentence.translate(_LOOKALIKES))))


CHANGES: dict[str, Callable[[str], str]] = {
    "е for ё": lambda text: text.replace("ё", "е").replace("Ё", "Е"),
    "blanks at the ends of lines": lambda text: re.sub(r"(?m)$", "  ", text),
    "a newline at the end": lambda text: f"{text.rstrip()}\n",
    "no newline at the end": str.rstrip,
    "emoji in colour": lambda text: re.sub(r"([❗⚡✈▪🔴🟢🚨📢🛑🔹])\ufe0f?", "\\1\ufe0f", text),
    "emoji in black and white": lambda text: text.replace("\ufe0f", ""),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_a_reader_does_not_see_changes_nothing(catalog: Catalog, change: str) -> None:
    other = []
    for case in CASES[::3]:
        before, after = (
            _lines(catalog.reader, case, case.text),
            _lines(catalog.reader, case, CHANGES[change](case.text)),
        )
        if before != after:
            other.append(f"{case}: {sorted(before ^ after)}")
    assert other == []


def test_reading_is_the_same_in_any_order_of_texts(catalog: Catalog) -> None:
    some = CASES[::2]
    forward = [_read(catalog.reader, case, case.text) for case in some]
    backward = [_read(catalog.reader, case, case.text) for case in reversed(some)]
    assert forward == backward[::-1]


def _seconds(reader: Reader, text: str) -> float:
    """The least processor time of three readings: a busy machine only adds to it."""
    spent = []
    for _ in range(3):
        before = time.process_time()
        reader.read(text, published_at=NIGHT)
        spent.append(time.process_time() - before)
    return min(spent)


def _repeated(case: Case, size: int) -> str:
    return (case.text + "\n") * (size // len(case.text) + 1)


LONG = ("ministry", "english", "alarms")


@pytest.mark.parametrize("file", LONG)
def test_time_grows_no_faster_than_the_text(catalog: Catalog, file: str) -> None:
    case = next(case for case in CASES if case.file == file)
    short, long = (_seconds(catalog.reader, _repeated(case, size)) for size in (15_000, 60_000))
    assert long < 4 * 2.5 * short + 0.05


def test_a_megabyte_is_read_in_seconds(catalog: Catalog) -> None:
    text = "\n".join(case.text for case in CASES)
    text = (text * (1_000_000 // len(text) + 1))[:1_000_000]
    before = time.process_time()
    claims = catalog.reader.read(text, published_at=NIGHT)
    assert time.process_time() - before < 30
    assert all(Span(0, 0) < claim.span and claim.span.stop <= len(text) for claim in claims)
