from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.catalog.officials import load_officials
from bot.catalog.places import load_places
from bot.core.claims import Role
from bot.core.errors import DataError
from bot.core.officials import Officials

DATA = Path(__file__).parents[2] / "config" / "data"
REGIONS = {"RU-KLU", "RU-KRS"}

GOOD = """[[person]]
name = "Старовойт"
given = "Роман"
names_en = ["Starovoit"]
role = "governor"
region = "RU-KRS"
office = "губернатор Курской области"
since = 2018-10-11
until = 2024-05-14
origin = "known"

[[person]]
name = "Смирнов"
given = "Алексей"
names_en = ["Smirnov"]
role = "governor"
region = "RU-KRS"
office = "губернатор Курской области"
since = 2024-05-15
origin = "known"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "officials.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.fixture(scope="module")
def officials() -> Officials:
    return load_officials(DATA / "officials.toml", load_places(DATA / "places").regions)


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('role = "governor"', 'role = "boss"', 5, "Use one of: mod, governor"),
        ('region = "RU-KRS"', 'region = "KRS"', 6, "unknown region code 'KRS'"),
        ('name = "Старовойт"', 'name = "Starovoit"', 2, "nominative, in Cyrillic"),
        ('name = "Старовойт"', 'name = "Роман Старовойт"', 2, "surname alone"),
        ("until = 2024-05-14", "until = 2018-10-11", 9, "ends before it begins"),
        ("since = 2024-05-15", "since = 2024-05-13", 19, "Смирнов and Старовойт overlap"),
        ("since = 2024-05-15", 'since = "2024"', 19, "without quotes"),
        ('names_en = ["Smirnov"]\n', "", 12, "'names_en' is missing"),
        ('names_en = ["Smirnov"]', 'names_en = "Smirnov"', 15, "no list of texts"),
        ('given = "Роман"\n', 'given = "Роман"\npatronymic = "В"\n', 4, "unknown key 'patronymic'"),
    ],
)
def test_each_fault_is_named_with_its_line_and_its_remedy(
    tmp_path: Path, old: str, new: str, line: int, says: str
) -> None:
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(DataError) as raised:
        load_officials(path, REGIONS)
    assert (raised.value.file, raised.value.line) == (str(path), line)
    assert says in str(raised.value)


def test_a_record_needs_its_origin(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="'origin' is missing"):
        load_officials(written(tmp_path, GOOD.replace('origin = "known"\n', "", 1)), REGIONS)


def test_every_russian_region_has_one_head_on_any_day_since_2022(officials: Officials) -> None:
    regions = load_places(DATA / "places").regions.values()
    days = [date(2022, 3, 1), date(2023, 9, 1), date(2024, 8, 6), date(2025, 4, 1), date(2026, 10, 15)]
    for info in regions:
        if info.code.startswith("RU-"):
            role = Role.MAYOR if info.code == "RU-MOW" else Role.GOVERNOR
            for day in days:
                assert officials.head(info.code, day, role=role) is not None, (info.code, day)


@pytest.mark.parametrize(
    ("form", "day", "region", "role"),
    [
        ("Шапши", date(2025, 9, 8), "RU-KLU", Role.GOVERNOR),
        ("Гладковым", date(2024, 1, 1), "RU-BEL", Role.GOVERNOR),
        ("слюсаря", date(2025, 3, 1), "RU-ROS", Role.GOVERNOR),
        ("Собянина", date(2026, 1, 1), "RU-MOW", Role.MAYOR),
        ("Воробьева", date(2024, 11, 10), "RU-MOS", Role.GOVERNOR),
        ("Хинштейну", date(2025, 1, 1), "RU-KRS", Role.GOVERNOR),
        ("Vorobyov", date(2024, 11, 10), "RU-MOS", Role.GOVERNOR),
        ("Синєгубов", date(2024, 11, 10), "UA-63", Role.GOVERNOR),
        ("Кличко", date(2024, 11, 10), "UA-30", Role.MAYOR),
        ("Аксёнову", date(2024, 11, 10), "UA-43", Role.GOVERNOR),
        ("Кореняко", date(2024, 11, 10), None, Role.AVIATION),
    ],
)
def test_a_name_in_any_case_leads_to_its_office(
    officials: Officials, form: str, day: date, region: str | None, role: Role
) -> None:
    found = officials.in_office(form, day)
    assert found is not None
    assert (found.region, found.role) == (region, role)


def test_a_name_counts_only_while_its_term_runs(officials: Officials) -> None:
    assert officials.in_office("Смирнов", date(2024, 8, 6)) is not None
    assert officials.in_office("Смирнов", date(2025, 1, 10)) is None
    assert officials.head("RU-KRS", date(2024, 5, 13)) != officials.head("RU-KRS", date(2024, 8, 6))


def test_the_region_decides_between_namesakes(officials: Officials) -> None:
    day = date(2024, 6, 1)
    assert officials.in_office("Никитина", day) is None
    for region in ("RU-NIZ", "RU-NGR"):
        found = officials.in_office("Никитина", day, region=region)
        assert found is not None
        assert found.region == region


def test_where_two_sides_each_have_a_head_nobody_is_the_head(officials: Officials) -> None:
    assert officials.head("UA-65", date(2025, 1, 1)) is None
    assert officials.in_office("Прокудин", date(2025, 1, 1)) is not None
    assert officials.in_office("Сальдо", date(2025, 1, 1)) is not None
