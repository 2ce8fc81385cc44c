"""The tables of places: how they are read, how faults are told, and whether the real ones hold together."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.catalog.places import load_places
from bot.core.errors import DataError
from bot.core.find import fold
from bot.core.gazetteer import Gazetteer
from bot.core.places import Place, PlaceKind, RegionInfo, RegionKind

REAL = Path(__file__).parents[2] / "config" / "data" / "places"
REGION_HEADER = "code\tkind\tcountry\tname_ru\tname_en\tname_uk\tshort_ru\tshort_en\ttimezone\tcapital\tlinked\tlat\tlon\tnames\tadjectives"
PLACE_HEADER = "id\tkind\tregion\tparent\tname\tname_en\tname_uk\tlat\tlon\tpopulation\tcapital_of\tnames\tformer\tadjectives"
KALUGA_OBLAST = (
    "RU-KLU\tregion\tRU\tКалужская область\tKaluga Oblast\t\tКалужская обл.\tKaluga\tEurope/Moscow\tКалуга\t\t54.5\t36.3\t"
    "калужская область|калужской области\tкалужская|калужской"
)
KALUGA = "RU-KLU/kaluga\ttown\tRU-KLU\t\tКалуга\tKaluga\t\t54.5\t36.3\t337058\tRU-KLU\tkaluga|калуга|калуге|калуги|калугу\tковров\t"

QUERY = """beside = ["область"]
district = ["район"]

[short]
RU-KLU = ["кл"]
"""


class Tables(NamedTuple):
    folder: Path

    def write(self, regions: list[str], places: list[str], ordinary: list[str] | None = None) -> Path:
        (self.folder / "regions.tsv").write_text(
            "\n".join(["# a note", REGION_HEADER, *regions, ""]), "utf-8"
        )
        (self.folder / "places.tsv").write_text("\n".join([PLACE_HEADER, *places]), "utf-8")
        (self.folder / "ordinary.tsv").write_text("\n".join(["sense\tforms", *(ordinary or [])]), "utf-8")
        (self.folder / "query.toml").write_text(QUERY, "utf-8")
        return self.folder


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    return Tables(tmp_path)


@pytest.fixture(scope="module")
def real() -> Gazetteer:
    return load_places(REAL)


def test_tables_become_a_gazetteer(tables: Tables) -> None:
    gazetteer = load_places(tables.write([KALUGA_OBLAST], [KALUGA], ["word\tкалуга", "person\t"]))
    match = gazetteer.match(["калуги"], 0)
    assert match is not None
    assert match.targets == (gazetteer.places["RU-KLU/kaluga"],)
    assert gazetteer.adjective("калужской") == (gazetteer.regions["RU-KLU"],)
    assert gazetteer.ordinary == {"калуга"}


def test_a_former_name_comes_after_the_names_in_use(tables: Tables) -> None:
    other = "RU-KLU/kovrov\tsettlement\tRU-KLU\t\tКовров\tKovrov\t\t\t\t\t\tковров\t\t"
    match = load_places(tables.write([KALUGA_OBLAST], [KALUGA, other])).match(["ковров"], 0)
    assert match is not None
    assert [found.name for found in match.targets if isinstance(found, Place)] == ["Ковров", "Калуга"]


def changed(row: str, column: int, value: str) -> str:
    cells = row.split("\t")
    cells[column] = value
    return "\t".join(cells)


@pytest.mark.parametrize(
    ("regions", "places", "ordinary", "where", "problem"),
    [
        ([KALUGA_OBLAST, KALUGA_OBLAST], [], [], "regions.tsv:4", "RU-KLU is there twice"),
        (
            [changed(KALUGA_OBLAST, 8, "Europe/Kaluga")],
            [],
            [],
            "regions.tsv:3",
            "no time zone 'Europe/Kaluga'",
        ),
        ([changed(KALUGA_OBLAST, 10, "RU-TUL")], [], [], "regions.tsv:3", "unknown RU-TUL"),
        ([changed(KALUGA_OBLAST, 1, "planet")], [], [], "regions.tsv:3", "'planet'"),
        ([changed(KALUGA_OBLAST, 4, "")], [], [], "regions.tsv:3", "needs names"),
        ([KALUGA_OBLAST + "\tmore"], [], [], "regions.tsv:3", "16 cells where 15 belong"),
        ([KALUGA_OBLAST], [KALUGA, KALUGA], [], "places.tsv:3", "RU-KLU/kaluga is there twice"),
        ([KALUGA_OBLAST], [changed(KALUGA, 2, "RU-TUL")], [], "places.tsv:2", "unknown region 'RU-TUL'"),
        ([KALUGA_OBLAST], [changed(KALUGA, 3, "RU-KLU/x")], [], "places.tsv:2", "unknown place 'RU-KLU/x'"),
        ([KALUGA_OBLAST], [changed(KALUGA, 1, "hamlet")], [], "places.tsv:2", "unknown kind 'hamlet'"),
        ([KALUGA_OBLAST], [changed(KALUGA, 4, "")], [], "places.tsv:2", "names in Russian and English"),
        ([KALUGA_OBLAST], [changed(KALUGA, 7, "north")], [], "places.tsv:2", "north"),
        ([KALUGA_OBLAST], [changed(KALUGA, 9, "many")], [], "places.tsv:2", "many"),
        ([KALUGA_OBLAST], [KALUGA], ["verb\tпарить"], "ordinary.tsv:2", "unknown sense 'verb'"),
    ],
)
def test_a_broken_row_is_told_with_its_line_and_a_remedy(
    tables: Tables, regions: list[str], places: list[str], ordinary: list[str], where: str, problem: str
) -> None:
    folder = tables.write(regions, places, ordinary)
    with pytest.raises(DataError, match=re.escape(problem)) as caught:
        load_places(folder)
    assert f"{where}:" in str(caught.value)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("RU-KLU =", "RU-TUL =", 5, "unknown region code 'RU-TUL'"),
        ('["кл"]', '"кл"', 5, "no list of words"),
        ("beside", "besides", 1, "unknown key 'besides'"),
        ('district = ["район"]\n', "", None, "'district' is missing"),
    ],
)
def test_a_broken_word_of_queries_is_told(
    tables: Tables, old: str, new: str, line: int | None, problem: str
) -> None:
    folder = tables.write([KALUGA_OBLAST], [KALUGA])
    (folder / "query.toml").write_text(QUERY.replace(old, new), "utf-8")
    with pytest.raises(DataError, match=re.escape(problem)) as caught:
        load_places(folder)
    assert line is None or caught.value.line == line


def test_what_is_short_for_a_region_finds_it(tables: Tables) -> None:
    found = load_places(tables.write([KALUGA_OBLAST], [KALUGA])).find_region("кл")
    assert found.region is not None
    assert found.region.code == "RU-KLU"


def test_a_missing_or_empty_file_is_told(tables: Tables) -> None:
    folder = tables.write([KALUGA_OBLAST], [KALUGA])
    (folder / "ordinary.tsv").write_text("")
    with pytest.raises(DataError, match="the file is empty"):
        load_places(folder)
    (folder / "places.tsv").unlink()
    with pytest.raises(DataError, match=r"the file is (missing|empty)"):
        load_places(folder)


def test_a_file_that_is_no_text_or_has_other_columns_is_told(tables: Tables) -> None:
    folder = tables.write([KALUGA_OBLAST], [KALUGA])
    (folder / "places.tsv").write_bytes(b"\xff\xfe")
    with pytest.raises(DataError, match=r"places\.tsv: the file cannot be read"):
        load_places(folder)
    (folder / "places.tsv").write_text(PLACE_HEADER.replace("parent", "mother"))
    with pytest.raises(DataError, match=r"places\.tsv:1: the columns are not"):
        load_places(folder)


# --- the real tables -----------------------------------------------------------------------------------------------


def test_every_region_of_both_countries_is_there(real: Gazetteer) -> None:
    regions = [region for region in real.regions.values() if region.kind is RegionKind.REGION]
    assert sum(region.country == "RU" for region in regions) == 83
    assert sum(region.country == "UA" for region in regions) == 27
    assert {"SEA-BLACK", "SEA-AZOV", "SEA-BALTIC", "SEA-CASPIAN", "RU", "UA", "MD", "PL", "RO"} <= set(
        real.regions
    )


def test_every_region_has_names_a_zone_and_a_place_on_the_map(real: Gazetteer) -> None:
    for region in real.regions.values():
        assert real.zone(region.code).key == region.timezone
        assert re.search("[А-Яа-я]", region.name_ru)
        assert re.search("[A-Za-z]", region.name_en)
        if region.kind is not RegionKind.COUNTRY:
            assert region.lat is not None, region.code
            assert region.name_uk, region.code
            assert len(region.short_ru) <= 22, region.short_ru
            assert len(region.short_en) <= 20, region.short_en


def test_links_between_regions_go_both_ways(real: Gazetteer) -> None:
    for region in real.regions.values():
        for code in region.linked:
            assert region.code in real.regions[code].linked
    assert "RU-MOS" in real.regions["RU-MOW"].linked
    assert "SEA-BLACK" in real.regions["UA-43"].linked


def test_every_capital_is_a_town_of_its_region(real: Gazetteer) -> None:
    seats = {place.capital_of for place in real.places.values() if place.capital_of}
    for region in real.regions.values():
        if region.kind is RegionKind.REGION and region.capital and region.code != "UA-32":
            assert region.code in seats, region.code


def test_every_form_is_folded_and_has_candidates(real: Gazetteer) -> None:
    for forms in (real.names, real.adjectives):
        for form, targets in forms.items():
            assert form == fold(form)
            assert form == " ".join(form.split())
            assert len(form) > 1
            assert targets
            assert len(set(map(id, targets))) == len(targets)


def test_every_place_can_be_found_by_its_name(real: Gazetteer) -> None:
    for place in real.places.values():
        if place.kind in {PlaceKind.TOWN, PlaceKind.SETTLEMENT, PlaceKind.DISTRICT, PlaceKind.CITY_DISTRICT}:
            name = fold(place.name)
            assert place in (*real.names.get(name, ()), *real.adjectives.get(name, ())), place.id


def test_names_are_clean(real: Gazetteer) -> None:
    for place in real.places.values():
        assert re.fullmatch(r"[А-ЯЁа-яё0-9-]+( [А-ЯЁа-яё0-9-]+)*", place.name), place.name
        assert place.name_en.isascii() or "ʼ" in place.name_en, place.name_en


def target(real: Gazetteer, form: str) -> str:
    match = real.match(form.split(" "), 0)
    assert match is not None, form
    assert match.stop == len(form.split(" ")), form
    first = match.targets[0]
    return first.code if isinstance(first, RegionInfo) else f"{first.region} {first.name}"


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("обнинска", "RU-KLU Обнинск"),
        ("малоярославце", "RU-KLU Малоярославец"),
        ("ростове-на-дону", "RU-ROS Ростов-на-Дону"),
        ("ростовом", "RU-ROS Ростов-на-Дону"),
        ("великих луках", "RU-PSK Великие Луки"),
        ("набережных челнах", "RU-TA Набережные Челны"),
        ("орле", "RU-ORL Орёл"),
        ("ельца", "RU-LIP Елец"),
        ("химок", "RU-MOS Химки"),
        ("ясных зорях", "RU-BEL Ясные Зори"),
        ("гусе-хрустальном", "RU-VLA Гусь-Хрустальный"),
        ("йошкар-оле", "RU-ME Йошкар-Ола"),
        ("москве", "RU-MOW"),
        ("питере", "RU-SPE"),
        ("подмосковьем", "RU-MOS"),
        ("московском регионе", "RU-MOS"),
        ("кубани", "RU-KDA"),
        ("белгородской области", "RU-BEL"),
        ("калужской обл", "RU-KLU"),
        ("краснодарском крае", "RU-KDA"),
        ("республики крым", "UA-43"),
        ("ставрополье", "RU-STA"),
        ("ставрополе", "RU-STA Ставрополь"),
        ("донецкой народной республике", "UA-14"),
        ("лнр", "UA-09"),
        ("янао", "RU-YAN"),
        ("ханты-мансийском автономном округе", "RU-KHM"),
        ("черным морем", "SEA-BLACK"),
        ("керченского пролива", "SEA-BLACK"),
        ("молдове", "MD"),
        ("северодонецком", "UA-09 Северодонецк"),
        ("днепропетровске", "UA-12 Днепр"),
        ("дніпрі", "UA-12 Днепр"),
        ("києві", "UA-30"),
        ("харкові", "UA-63 Харьков"),
        ("kharkiv", "UA-63 Харьков"),
        ("odessa", "UA-51 Одесса"),
        ("zhukovsky", "RU-MOS Жуковский"),
        ("st petersburg", "RU-SPE"),
        ("belgorod region", "RU-BEL"),
        ("rostov-on-don", "RU-ROS Ростов-на-Дону"),
        ("ильского нпз", "RU-KDA Ильский НПЗ"),
        ("курской аэс", "RU-KRS Курская АЭС"),
        ("пулково", "RU-LEN Пулково"),
        ("бельбеке", "UA-40 Бельбек"),
    ],
)
def test_names_in_text_are_recognised(real: Gazetteer, form: str, expected: str) -> None:
    assert target(real, form) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("тарусского", "Тарусский"),
        ("спас-деменском", "Спас-Деменский"),
        ("малоярославецкий", "Малоярославецкий"),
        ("borovsky", "Боровский"),
        ("borovsk", "Боровский"),
        ("краснодарского", "Краснодарский"),
        ("раздольненский", "Раздольненский"),
        ("печерського", "Печерский"),
        ("орловского", "Орловский"),
    ],
)
def test_districts_are_recognised_by_their_adjective(real: Gazetteer, word: str, expected: str) -> None:
    assert expected in {found.name for found in real.adjective(word) if isinstance(found, Place)}


def test_no_district_is_misspelt_as_its_source_has_it(real: Gazetteer) -> None:
    wrong = {"малоярославетский", "балуйки", "северо-байкалский", "кыштымксий", "бабыынинский", "алметевский"}
    assert not wrong & (real.adjectives.keys() | real.names.keys())


def test_an_airport_is_found_by_its_city_beside_the_word_airport(real: Gazetteer) -> None:
    airports = [
        found
        for found in real.adjective("калуги")
        if isinstance(found, Place) and found.kind is PlaceKind.AIRPORT
    ]
    assert [airport.name for airport in airports] == ["Калуга"]


def test_ordinary_words_and_peoples_names_are_marked_and_great_cities_are_not(real: Gazetteer) -> None:
    assert {"атаки", "деньги", "орел", "ровно", "локоть", "балки"} <= real.ordinary
    assert {"владимир", "киров", "жуковский"} <= real.personal | real.ordinary
    assert not {"москва", "киев", "белгород", "сочи", "moscow"} & real.ordinary


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("Kaluga", "RU-KLU"),
        ("калужская обл", "RU-KLU"),
        ("Kaluzhskaya", "RU-KLU"),
        ("Kalgua", "RU-KLU"),
        ("Москва", "RU-MOW"),
        ("Moskow", "RU-MOW"),
        ("Московская", "RU-MOS"),
        ("Питер", "RU-SPE"),
        ("спб", "RU-SPE"),
        ("татарстан", "RU-TA"),
        ("Tatrstan", "RU-TA"),
        ("ДНР", "UA-14"),
        ("Харківська", "UA-63"),
        ("Kyiv", "UA-30"),
        ("Чёрное море", "SEA-BLACK"),
        ("Энгельс", "RU-SAR"),
    ],
)
def test_people_find_their_region(real: Gazetteer, query: str, code: str) -> None:
    found = real.find_region(query)
    assert found.region is not None
    assert found.region.code == code


@pytest.mark.parametrize("query", ["xyzzy", "zzzz", "hello", "qwerty"])
def test_what_is_like_no_region_gets_no_suggestion(real: Gazetteer, query: str) -> None:
    assert real.find_region(query) == (None, (), None)


@pytest.mark.parametrize(("query", "code"), [("Ткла", "RU-TUL"), ("Омкс", "RU-OMS")])
def test_a_slip_in_a_short_name_is_offered_the_region(real: Gazetteer, query: str, code: str) -> None:
    assert code in {region.code for region in real.find_region(query).suggestions}


def test_a_former_name_still_finds_the_town(real: Gazetteer) -> None:
    match = real.match(["артемовске"], 0)
    assert match is not None
    assert "Бахмут" in {found.name for found in match.targets if isinstance(found, Place)}
