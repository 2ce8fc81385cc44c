"""Look-ups in a gazetteer of a few names made by hand."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.find import MAX_QUERY, QueryWords, fold
from bot.core.gazetteer import Gazetteer
from bot.core.places import Match, Named, Place, PlaceKind, RegionInfo, RegionKind


def region(code: str, name_ru: str, name_en: str, zone: str = "Europe/Moscow") -> RegionInfo:
    return RegionInfo(
        code=code,
        kind=RegionKind.REGION,
        country=code[:2],
        name_ru=name_ru,
        name_en=name_en,
        name_uk=None,
        short_ru=name_ru,
        short_en=name_en,
        timezone=zone,
        capital=None,
        linked=(),
        lat=None,
        lon=None,
    )


def place(
    id_: str,
    name: str,
    kind: PlaceKind = PlaceKind.TOWN,
    *,
    population: int = 0,
    capital_of: str | None = None,
    name_en: str = "-",
) -> Place:
    return Place(
        id=id_,
        kind=kind,
        name=name,
        name_en=name_en,
        name_uk=None,
        region=id_.partition("/")[0],
        parent=None,
        lat=None,
        lon=None,
        population=population,
        capital_of=capital_of,
    )


KALUGA_OBLAST = region("RU-KLU", "Калужская область", "Kaluga Oblast")
SAMARA_OBLAST = region("RU-SAM", "Самарская область", "Samara Oblast", "Europe/Samara")
KALUGA = place("RU-KLU/kaluga", "Калуга", population=300_000, capital_of="RU-KLU", name_en="Kaluga")
SPAS = place("RU-KLU/spas-demensk", "Спас-Деменск")
ZORI = place("RU-SAM/yasnye-zori", "Ясные Зори", PlaceKind.SETTLEMENT)
KIROV_KLU = place("RU-KLU/kirov", "Киров", population=30_000)
KIROV_SAM = place("RU-SAM/kirov", "Киров", population=700)
FORMER = place("RU-SAM/samara", "Самара", population=1_100_000, capital_of="RU-SAM", name_en="Samara")
BOROVSKY = place("RU-KLU/borovsky.d", "Боровский", PlaceKind.DISTRICT)

SMALL = Gazetteer(
    [
        Named(
            KALUGA_OBLAST, ["калужская область", "калужской области"], ["калужская", "калужской", "kaluga"]
        ),
        Named(SAMARA_OBLAST, ["самарская область", "самарской области"], ["самарская", "самарской"]),
        Named(KALUGA, ["калуга", "калуге", "калуги", "kaluga"], []),
        Named(SPAS, ["спас-деменск", "спас-деменске"], []),
        Named(ZORI, ["ясные зори", "ясных зорях"], []),
        Named(KIROV_KLU, ["киров", "кирове"], []),
        Named(KIROV_SAM, ["киров", "кирове"], []),
        Named(FORMER, ["самара", "самаре"], []),
        Named(BOROVSKY, [], ["боровский", "боровского", "borovsk", "borovsky"]),
        Named(FORMER, ["киров"], []),
    ],
    ordinary=["зори"],
    personal=["киров"],
    query=QueryWords(
        frozenset(["город", "г", "область", "район", "region", "district"]), ("район", "district")
    ),
)


def test_a_name_is_found_in_any_form_it_was_given() -> None:
    assert SMALL.match(["в", "калуге"], 1) == Match(2, (KALUGA,))
    assert SMALL.match(["в", "калуге"], 0) is None


def test_a_hyphenated_name_is_one_word() -> None:
    assert SMALL.match(["спас-деменске"], 0) == Match(1, (SPAS,))


def test_the_longest_name_wins() -> None:
    tokens = ["над", "калужской", "области"]
    assert SMALL.match(tokens, 1) == Match(3, (KALUGA_OBLAST,))
    assert SMALL.match(tokens[:2], 1) is None
    assert SMALL.match(["ясных", "зорях", "слышали"], 0) == Match(2, (ZORI,))


def test_a_name_that_runs_past_the_end_is_not_found() -> None:
    assert SMALL.match(["ясных"], 0) is None


def test_candidates_keep_the_order_of_the_entries_and_a_target_may_come_again() -> None:
    match = SMALL.match(["киров"], 0)
    assert match is not None
    assert match.targets == (KIROV_KLU, KIROV_SAM, FORMER)


def test_an_adjective_names_its_region_or_district_only_beside_a_head_noun() -> None:
    assert SMALL.adjective("боровского") == (BOROVSKY,)
    assert SMALL.adjective("калужской") == (KALUGA_OBLAST,)
    assert SMALL.adjective("лунного") == ()
    assert SMALL.match(["боровского"], 0) is None


def test_forms_that_mean_other_things_too_are_told() -> None:
    assert "зори" in SMALL.ordinary
    assert "киров" in SMALL.personal


def test_a_region_knows_its_time_zone() -> None:
    assert SMALL.zone("RU-SAM") == ZoneInfo("Europe/Samara")
    with pytest.raises(KeyError):
        SMALL.zone("RU-XXX")


def test_what_a_gazetteer_holds_can_be_read_and_not_changed() -> None:
    assert SMALL.regions["RU-KLU"] is KALUGA_OBLAST
    assert SMALL.places["RU-KLU/borovsky.d"] is BOROVSKY
    with pytest.raises(TypeError):
        SMALL.regions["RU-KLU"] = SAMARA_OBLAST  # type: ignore[index]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("RU-KLU", "RU-KLU"),
        ("ru-klu", "RU-KLU"),
        ("klu", "RU-KLU"),
        ("Калужская область", "RU-KLU"),
        ("в Калужской обл.", "RU-KLU"),
        ("калужская", "RU-KLU"),
        ("Калуга", "RU-KLU"),
        ("Kaluga", "RU-KLU"),
        ("Kaluga region", "RU-KLU"),
        ("Kalgua", "RU-KLU"),
        ("  Калу\u0301га  ", "RU-KLU"),
        ("Самарской", "RU-SAM"),
        ("Боровский район", "RU-KLU"),
    ],
)
def test_a_region_is_found_by_code_name_capital_and_with_a_slip(query: str, code: str) -> None:
    found = SMALL.find_region(query)
    assert found.region is not None
    assert found.region.code == code


def test_a_town_leads_to_its_region_and_says_so() -> None:
    assert SMALL.find_region("Ясные Зори") == (SAMARA_OBLAST, (), ZORI)


def test_a_name_of_several_regions_is_answered_with_a_choice() -> None:
    bare = Gazetteer(
        [
            Named(t, ["киров"], []) if isinstance(t, Place) else Named(t, [], [])
            for t in (KALUGA_OBLAST, SAMARA_OBLAST, KIROV_KLU, KIROV_SAM)
        ]
    )
    assert bare.find_region("Киров") == (None, (KALUGA_OBLAST, SAMARA_OBLAST), None)


@pytest.mark.parametrize("query", ["", "   ", "!?", "😀", "щзжх", "x" * (MAX_QUERY + 1), "калуга " * 1000])
def test_nonsense_finds_no_region(query: str) -> None:
    assert SMALL.find_region(query).region is None
    assert SMALL.find_place(query) == ()


@given(st.text(max_size=MAX_QUERY + 10))
def test_any_query_gets_an_answer(query: str) -> None:
    found = SMALL.find_region(query)
    assert found.region is None or found.region.code in SMALL.regions
    assert all(place.id in SMALL.places for place in SMALL.find_place(query))


@given(st.lists(st.text(max_size=8), min_size=1, max_size=6), st.data())
def test_a_match_stops_inside_the_text(tokens: list[str], data: st.DataObject) -> None:
    tokens = [*tokens, "ясные"]
    at = data.draw(st.integers(0, len(tokens) - 1))
    match = SMALL.match(tokens, at)
    assert match is None or at < match.stop <= len(tokens)


def test_districts_and_towns_are_found_as_places() -> None:
    assert SMALL.find_place("Боровский район") == (BOROVSKY,)
    assert SMALL.find_place("borovsk district") == (BOROVSKY,)
    assert SMALL.find_place("город Калуга") == (KALUGA,)
    assert SMALL.find_place("Спас-Дименск") == (SPAS,)


def test_a_region_beside_a_place_chooses_among_its_namesakes() -> None:
    assert SMALL.find_place("Киров")[:2] == (KIROV_KLU, KIROV_SAM)
    assert SMALL.find_place("Киров Самарской области")[0].region == "RU-SAM"


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert "ё" not in once
