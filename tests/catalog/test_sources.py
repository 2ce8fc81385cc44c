from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from bot.catalog.places import load_places
from bot.catalog.sources import load_sources
from bot.core.claims import Role
from bot.core.errors import DataError
from bot.core.model import SourceKind, Tier

DATA = Path(__file__).parents[2] / "config" / "data"
REGIONS = {"RU-KLU", "RU-BRY"}

GOOD = """# sources
[[source]]
id = "kaluga"
name = "Калуга"
name_en = "Kaluga"
url = "https://t.me/s/kaluga_official"
kind = "telegram"
family = "gov-RU-KLU"
tier = "official"
office = "hq"
language = "ru"
region = "RU-KLU"
interval = 5
origin = "named somewhere"
checked = 2026-11-22

[[source]]
id = "agency"
name = "Агентство"
name_en = "Agency"
url = "https://agency.example/rss.xml"
kind = "rss"
family = "agency"
tier = "agency"
language = "en"
interval = 10
origin = "named somewhere"
checked = 2026-11-22
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "sources.toml"
    path.write_text(text, "utf-8")
    return path


def test_sources_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    sources = load_sources(written(tmp_path, GOOD), REGIONS)
    assert list(sources) == ["kaluga", "agency"]
    kaluga = sources["kaluga"]
    assert (kaluga.kind, kaluga.tier, kaluga.region) == (SourceKind.TELEGRAM, Tier.OFFICIAL, "RU-KLU")
    assert (kaluga.office, sources["agency"].office) == (Role.HQ, None)
    assert (kaluga.name, kaluga.name_en, kaluga.interval) == ("Калуга", "Kaluga", timedelta(minutes=5))
    assert sources["agency"].region is None


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('kind = "rss"', 'kind = "fax"', 22, "Use one of: rss, telegram"),
        ('tier = "agency"', 'tier = "rumour"', 24, "Use one of: official"),
        ('office = "hq"', 'office = "king"', 10, "Use one of: aviation, emergency"),
        ('office = "hq"', 'office = "media"', 10, "unknown office 'media'"),
        ('office = "hq"\n', "", 2, "'office' is missing"),
        ('tier = "agency"', 'tier = "agency"\noffice = "mod"', 25, "holds no office"),
        ('language = "en"', 'language = "fr"', 25, "Use one of: ru, en, uk"),
        ('region = "RU-KLU"', 'region = "RU-XXX"', 12, "unknown region code 'RU-XXX'"),
        ('id = "agency"', 'id = "kaluga"', 18, "'kaluga' is used twice"),
        ('id = "agency"', 'id = "An Agency"', 18, "small Latin letters"),
        ('"https://agency.example/rss.xml"', '"https://t.me/s/Kaluga_Official/"', 21, "address of 'kaluga'"),
        ('"https://agency.example/rss.xml"', '"agency.example/rss.xml"', 21, "no web address"),
        ('"https://agency.example/rss.xml"', '"ftp://agency.example/rss"', 21, "no web address"),
        ('"https://agency.example/rss.xml"', '"https://me:pw@agency.example/"', 21, "no web address"),
        ('"https://agency.example/rss.xml"', '"https://agency.example:99999/"', 21, "no web address"),
        ('"https://agency.example/rss.xml"', '"https://agency.example/a b"', 21, "no web address"),
        ("https://t.me/s/kaluga_official", "https://t.me/kaluga_official", 6, "Give it as https://t.me/s/NAME"),
        ('origin = "named somewhere"\nchecked = 2026-11-22\n\n', "checked = 2026-11-22\n\n", 2, "'origin'"),
        ('name = "Агентство"\n', "", 17, "'name' is missing"),
        ("interval = 10", "interval = 0", 26, "Give 1 to 1440"),
        ("interval = 10", 'interval = "10"', 26, "Give 1 to 1440"),
        ("interval = 10", "interval = true", 26, "Give 1 to 1440"),
        ("checked = 2026-11-22\n\n", 'checked = "today"\n\n', 15, "without quotes"),
        ('family = "agency"', 'famly = "agency"', 23, "unknown key 'famly'"),
        ("[[source]]\nid = \"agency\"", "[[sources]]\nid = \"agency\"", 17, "Use [[source]]"),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_line_and_its_remedy(
    tmp_path: Path, old: str, new: str, line: int, says: str
) -> None:
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(DataError) as raised:
        load_sources(path, REGIONS)
    assert (raised.value.file, raised.value.line) == (str(path), line)
    assert says in str(raised.value)
    assert raised.value.remedy.endswith(".")


def test_a_file_without_sources_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no \[\[source\]\]"):
        load_sources(written(tmp_path, "# nothing\n"), REGIONS)
    with pytest.raises(DataError, match="no list of tables"):
        load_sources(written(tmp_path, 'source = "x"\n'), REGIONS)


def test_two_spellings_of_one_address_are_one(tmp_path: Path) -> None:
    twice = GOOD + GOOD.partition("\n\n")[2].replace('"agency"', '"agency-2"', 1).replace(
        "https://agency.example/rss.xml", "http://www.Agency.example/rss.xml/"
    )
    with pytest.raises(DataError, match="address of 'agency'"):
        load_sources(written(tmp_path, twice), REGIONS)


def test_the_real_sources_cover_the_field() -> None:
    regions = load_places(DATA / "places").regions
    sources = load_sources(DATA / "sources.toml", regions)
    assert len(sources) >= 30
    near = [
        "RU-BEL",
        "RU-BRY",
        "RU-KRS",
        "RU-VOR",
        "RU-ROS",
        "RU-KLU",
        "RU-TUL",
        "RU-ORL",
        "RU-LIP",
        "RU-SMO",
        "RU-MOS",
        "RU-MOW",
        "RU-LEN",
        "RU-KDA",
        "UA-43",
        "UA-40",
        "RU-VGG",
        "RU-SAR",
        "RU-SAM",
        "RU-RYA",
        "RU-TAM",
        "RU-TVE",
        "RU-NGR",
        "RU-PSK",
    ]
    official = {source.region for source in sources.values() if source.tier is Tier.OFFICIAL}
    assert official.issuperset(near)
    kinds = Counter(source.kind for source in sources.values())
    assert min(kinds.values()) >= 15
    languages = Counter(source.language for source in sources.values())
    assert languages["en"] >= 6
    assert languages["uk"] >= 3
    assert set(Counter(source.tier for source in sources.values())) == set(Tier)
    assert all(source.url.startswith("https://") for source in sources.values())


def test_what_one_office_runs_is_one_voice() -> None:
    sources = load_sources(DATA / "sources.toml", load_places(DATA / "places").regions)
    for source in sources.values():
        if source.family.startswith("gov-"):
            assert source.family == f"gov-{source.region}", source.id
