from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.claims import Role
from bot.core.officials import Official, Officials, fold
from bot.core.surnames import surname_forms


@pytest.mark.parametrize(
    ("surname", "forms"),
    [
        ("Гладков", "Гладков Гладкова Гладкову Гладковым Гладкове"),
        ("Собянин", "Собянин Собянина Собянину Собяниным Собянине"),
        ("Воробьёв", "Воробьёв Воробьёва Воробьёву Воробьёвым Воробьёве"),
        ("Шапша", "Шапша Шапши Шапше Шапшу Шапшой Шапшей"),
        ("Слюсарь", "Слюсарь Слюсаря Слюсарю Слюсарем Слюсарём Слюсаре"),
        ("Хинштейн", "Хинштейн Хинштейна Хинштейну Хинштейном Хинштейне"),
        ("Воскресенский", "Воскресенский Воскресенского Воскресенскому Воскресенским Воскресенском"),
        ("Садовый", "Садовый Садового Садовому Садовым Садовом"),
        ("Сенкевич", "Сенкевич Сенкевича Сенкевичу Сенкевичем Сенкевичом Сенкевиче"),
        ("Уйба", "Уйба Уйбы Уйбе Уйбу Уйбой"),
        ("Руденя", "Руденя Рудени Рудене Руденю Руденей"),
        ("Кулеба", "Кулеба Кулебы Кулебе Кулебу Кулебой"),
        ("Бабай", "Бабай Бабая Бабаю Бабаем Бабае"),
        ("Лагода", "Лагода Лагоды Лагоде Лагоду Лагодой"),
        ("Дрозденко", "Дрозденко"),
        ("Русских", "Русских"),
        ("Шойгу", "Шойгу"),
        ("Петров-Водкин", "Петров-Водкин Петрова-Водкина Петрову-Водкину Петровым-Водкиным Петрове-Водкине"),
        (
            "Бонч-Бруевский",
            "Бонч-Бруевский Бонч-Бруевского Бонч-Бруевскому Бонч-Бруевским Бонч-Бруевском",
        ),
    ],
)
def test_a_mans_surname_declines_by_its_ending(surname: str, forms: str) -> None:
    assert surname_forms(surname) == tuple(forms.split())


@pytest.mark.parametrize(
    ("surname", "forms"),
    [
        ("Захарова", "Захарова Захаровой Захарову"),
        ("Заболотная", "Заболотная Заболотной Заболотную"),
        ("Костюк", "Костюк"),
        ("Гехт", "Гехт"),
        ("Свириденко", "Свириденко"),
    ],
)
def test_a_womans_surname_declines_otherwise(surname: str, forms: str) -> None:
    assert surname_forms(surname, female=True) == tuple(forms.split())


@given(st.text(alphabet="абвгджзийклмнопрстуфхцчшщыьэюяё", min_size=3, max_size=14), st.booleans())
def test_any_word_keeps_its_nominative_and_repeats_no_form(word: str, female: bool) -> None:
    forms = surname_forms(word.capitalize(), female=female)
    assert forms[0] == word.capitalize()
    assert len(set(forms)) == len(forms)


def person(name: str, since: int, until: int | None, *, region: str = "RU-KLU") -> Official:
    return Official(
        name=name,
        given="Имя",
        names_en=("Name",),
        role=Role.GOVERNOR,
        region=region,
        office="губернатор",
        since=date(since, 1, 1),
        until=date(until, 1, 1) if until else None,
    )


def test_a_term_ends_on_its_last_day() -> None:
    one = person("Один", 2020, 2024)
    assert one.held_office_on(date(2023, 12, 31))
    assert not one.held_office_on(date(2024, 1, 1))
    assert not one.held_office_on(date(2019, 12, 31))


def test_one_person_in_two_terms_is_no_namesake() -> None:
    officials = Officials([person("Орлов", 2020, None), person("Орлов", 2021, None, region="RU-TUL")])
    found = officials.in_office("Орловым", date(2022, 5, 5))
    assert found is not None
    assert len(officials.named("ОРЛОВА")) == 2


def test_spelling_of_a_name_does_not_matter() -> None:
    officials = Officials([person("Королёв", 2020, None)])
    for form in ("Королёв", "королев", "КОРОЛЁВА", "Короле\u0301ва"):
        assert officials.named(form), form
    assert fold("  Vladislav   SHAPSHA ") == "vladislav shapsha"
    assert not officials.named("Корольков")
