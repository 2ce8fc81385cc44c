"""How the claims of an entry are filed under incidents."""

from __future__ import annotations

import pytest

from bot.core.claims import Downed, Speaker
from bot.core.model import IncidentKey, Source
from bot.core.reports import assigned, file_reports, homeless
from tests.core.told import (
    AGENCY,
    CHANNEL,
    GOVERNOR,
    MINISTRY,
    OTHER_CHANNEL,
    PAPER,
    Post,
    damage,
    downed,
    gazetteer,
    hurt,
    policy,
    post,
    said_of,
    speaker,
    threat,
)


def keys(given: Post) -> list[str]:
    return [str(key) for key, _ in given.filed()]


def test_each_region_gets_its_own_claims_and_all_get_the_speaker() -> None:
    text = "Шапша: над Калужской областью сбито 18 беспилотников, над Тульской два."
    given = post(
        AGENCY,
        "22 02:00",
        text,
        ("Шапша", speaker("governor", "Шапша")),
        ("сбито 18 беспилотников", downed(18)),
        ("над Тульской два", downed(2, "RU-TUL")),
        ("Калужской областью", said_of("region")),
        ("Тульской", said_of("region", "RU-TUL")),
    )
    filed = dict(given.filed())
    assert [str(key) for key in filed] == ["RU-KLU@2024-11-22N", "RU-TUL@2024-11-22N"]
    for key, report in filed.items():
        kinds = [statement.claim.kind for statement in report.statements]
        assert sorted(kinds) == ["downed", "region", "speaker"]
        assert all(s.claim.region == key.region for s in report.statements if isinstance(s.claim, Downed))
        assert any(isinstance(s.claim, Speaker) for s in report.statements)


def test_an_excerpt_is_the_sentence_that_says_so() -> None:
    text = "Ночь была тревожной. Сбито 18 беспилотников! Пострадавших нет, сообщил И. Шапша."
    given = post(
        CHANNEL,
        "22 02:00",
        text,
        ("18 беспилотников", downed(18)),
        ("Пострадавших", said_of("no_casualties")),
    )
    [(_, report)] = given.filed()
    assert [s.excerpt for s in report.statements] == [
        "Сбито 18 беспилотников!",
        "Пострадавших нет, сообщил И. Шапша.",
    ]


def test_a_claim_without_a_region_means_the_home_of_its_source() -> None:
    text = "Сбит беспилотник."
    assert keys(post(CHANNEL, "22 02:00", text, (text, downed(1, None)))) == ["RU-KLU@2024-11-22N"]
    stray = post(OTHER_CHANNEL, "22 02:00", text, (text, downed(1, None)))
    assert keys(stray) == []
    assert homeless(stray.claims, OTHER_CHANNEL, gazetteer()) == stray.claims


def test_a_national_tally_is_a_bulletin_with_its_parts() -> None:
    text = "За ночь уничтожены 67 БПЛА: 24 над Брянской, 12 над Саратовской областью."
    given = post(
        MINISTRY,
        "22 07:40",
        text,
        ("67 БПЛА", downed(67, "RU")),
        ("24 над Брянской", downed(24, "RU-BRY")),
        ("12 над Саратовской", downed(12, "RU-SAR")),
    )
    filed = {str(key): report for key, report in given.filed()}
    assert sorted(filed) == ["RU-BRY@2024-11-22N", "RU-SAR@2024-11-22N", "RU@2024-11-22N"]
    counts = [s.claim.count for s in filed["RU@2024-11-22N"].statements if isinstance(s.claim, Downed)]
    assert counts == [67, 24, 12]
    assert [str(key) for key in assigned(given.filed())] == ["RU-BRY@2024-11-22N", "RU-SAR@2024-11-22N"]


@pytest.mark.parametrize(
    ("by", "role", "kept"),
    [
        (AGENCY, None, True),
        (CHANNEL, None, False),
        (CHANNEL, "mod", True),
        (AGENCY, "ua", False),
        (PAPER, None, False),
    ],
)
def test_a_nation_is_counted_by_its_own_side_and_no_rumour(by: Source, role: str | None, kept: bool) -> None:
    text = "Над страной сбиты 40 беспилотников, говорят."
    quoted = [("говорят", speaker(role))] if role else []
    given = post(by, "22 09:00", text, ("40 беспилотников", downed(40, "RU")), *quoted)
    assert (keys(given) == ["RU@2024-11-22D"]) is kept


def test_one_number_said_of_several_regions_is_no_bulletin() -> None:
    text = "Над Брянской и Калужской областями сбито пять БПЛА."
    given = post(
        CHANNEL,
        "22 02:00",
        text,
        ("пять БПЛА", downed(5, "RU")),
        ("Брянской", downed(None, "RU-BRY")),
        ("Калужской", downed(None)),
    )
    assert keys(given) == ["RU-BRY@2024-11-22N", "RU-KLU@2024-11-22N"]


def test_regional_time_decides_which_night_it_is() -> None:
    text = "Сбиты два беспилотника."
    given = post(AGENCY, "22 18:30", text, (text, downed(2, "RU-SVE")))
    assert keys(given) == ["RU-SVE@2024-11-23N"]


def test_one_post_may_tell_of_two_periods() -> None:
    text = (
        "В селе выбиты окна. Водитель автомобиля, который сегодня сгорел от удара дрона, ранен.\n"
        "⏺ Повреждён дом."
    )
    given = post(
        CHANNEL,
        "22 21:05",
        text,
        ("выбиты окна", damage("house")),
        ("ранен", hurt(1)),
        ("Повреждён дом", damage("house", 1)),
    )
    filed = {str(key): report for key, report in given.filed()}
    assert sorted(filed) == ["RU-KLU@2024-11-22D", "RU-KLU@2024-11-23N"]
    assert [s.claim.kind for s in filed["RU-KLU@2024-11-22D"].statements] == ["injured"]
    assert [s.claim.kind for s in filed["RU-KLU@2024-11-23N"].statements] == ["damage", "damage"]


def test_a_heading_dates_the_list_below_it() -> None:
    text = "За прошедшие сутки:\n📍 В районе сбит дрон.\n📍 В селе повреждён дом."
    given = post(CHANNEL, "23 10:19", text, ("сбит дрон", downed(1)), ("повреждён дом", damage("house", 1)))
    assert keys(given) == ["RU-KLU@2024-11-22D"]


def test_a_late_post_goes_where_it_belongs() -> None:
    text = "В результате ночной атаки повреждены дома. Сбиты восемь беспилотников."
    given = post(
        AGENCY, "22 16:00", text, ("повреждены дома", damage("house")), ("восемь беспилотников", downed(8))
    )
    assert keys(given) == ["RU-KLU@2024-11-22N"]


@pytest.mark.parametrize("name", ["Калуга", None])
def test_a_closed_airport_alone_is_filed_but_counts_as_no_incident(name: str | None) -> None:
    text = "Аэропорт закрыт."
    filed = post(
        AGENCY, "22 02:00", text, (text, {"kind": "airport", "name": name, "state": "closed"})
    ).filed()
    assert len(filed) == 1
    assert assigned(filed) == []


def test_an_airport_belongs_to_its_own_region_so_that_it_opens_where_it_was_closed() -> None:
    text = "Внуково закрыт, над Раменским сбит беспилотник."
    closed: tuple[str, dict[str, object]] = (
        "Внуково",
        {"kind": "airport", "name": "Внуково", "state": "closed"},
    )
    given = post(AGENCY, "22 02:00", text, closed, ("сбит беспилотник", downed(1, "RU-MOS")))
    assert keys(given) == ["RU-MOS@2024-11-22N", "RU-MOW@2024-11-22N"]
    assert assigned(given.filed()) == [IncidentKey.parse("RU-MOS@2024-11-22N")]


def test_all_airports_of_moscow_belong_to_the_one_of_the_two_regions_that_the_text_speaks_of() -> None:
    text = "Все аэропорты закрыты, над Москвой сбит беспилотник."
    closed: tuple[str, dict[str, object]] = (
        "аэропорты",
        {"kind": "airport", "name": None, "state": "closed"},
    )
    given = post(AGENCY, "22 02:00", text, closed, ("сбит беспилотник", downed(1, "RU-MOW")))
    assert keys(given) == ["RU-MOW@2024-11-22N"]


def test_an_alarm_is_a_report_of_its_region() -> None:
    text = "Опасность БПЛА"
    given = post(GOVERNOR, "22 21:00", text, (text, threat("raised")))
    assert assigned(given.filed()) == [IncidentKey.parse("RU-KLU@2024-11-23N")]


def test_filing_twice_gives_the_same() -> None:
    text = "Сбито 18 беспилотников."
    given = post(CHANNEL, "22 02:00", text, ("18 беспилотников", downed(18)))
    again = file_reports(given.entry, given.claims, given.source, gazetteer(), policy())
    assert again == given.filed()


def test_an_attack_on_moscow_that_came_down_over_the_oblast_is_the_oblasts() -> None:
    text = "Москву пытались атаковать 12 беспилотников, все сбиты над Подольском и Чеховом."
    both = [
        ("Москву", said_of("attack", "RU-MOW", weapon="uav")),
        ("Москву", said_of("region", "RU-MOW")),
        ("12 беспилотников", downed(12, "RU-MOS")),
        ("Подольском", said_of("region", "RU-MOS")),
    ]
    assert keys(post(CHANNEL, "22 02:00", text, *both)) == ["RU-MOS@2024-11-22N"]
    hit = ("Москву", said_of("explosions", "RU-MOW"))
    assert keys(post(CHANNEL, "22 02:00", text, *both, hit)) == ["RU-MOS@2024-11-22N", "RU-MOW@2024-11-22N"]
