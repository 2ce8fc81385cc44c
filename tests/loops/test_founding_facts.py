"""The facts of the two nights that Svodka was founded on, in our own words, in both languages, through the whole lane."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.catalog.catalog import Catalog
from bot.core.alerts import Subscription
from bot.ingest import ingest_all
from storage import inbox, incidents, outbox, subscriptions
from storage.engine import Sessions
from tests.knowledge import entry

KALUGA_RU = """Владислав Шапша рассказал о минувшей ночи.

За ночь над областью сбиты 18 украинских беспилотников: над Кировским, Спас-Деменским, Тарусским, Боровским и Жуковским районами и над городом Обнинском.
На окраине Калуги, недалеко от пруда, упали обломки сбитого БПЛА. Повреждены три автомобиля. Никто не пострадал.

По данным Минобороны, всего за ночь уничтожены 221 беспилотник: 85 над Брянской областью, 42 над Смоленской, 28 над Ленинградской областью. Там из-за обломков загорелась нефтеперекачивающая станция, пожар уже потушен."""
KALUGA_EN = """Kaluga governor counts 18 downed drones

Governor Vladislav Shapsha said that 18 drones were shot down overnight over the Kirovsky, Spas-Demensky, Tarussky, Borovsky and Zhukovsky districts and over the city of Obninsk.
Debris of a downed drone fell by a pond on the edge of Kaluga and damaged three cars. Nobody was hurt.

The Defence Ministry said 221 drones were destroyed across Russia overnight, including 85 over the Bryansk region, 42 over the Smolensk region and 28 over the Leningrad region, where a fire broke out at an oil pumping station and has been put out."""
KRASNODAR_RU = """Обломки беспилотников нашли по девяти адресам в Краснодарском районе Краснодарского края, сообщил оперативный штаб. По предварительным данным, никто не пострадал.

Жители рассказали, что атака началась около 00:45 мск. Они слышали около десяти взрывов, в одном из посёлков начался пожар.

Минобороны: за ночь уничтожены 83 беспилотника, из них 64 — над Брянской областью, девять — над Калужской, пять — над Смоленской. Мэр Москвы Сергей Собянин сообщил, что на подлёте к Москве сбит ещё один беспилотник."""
KRASNODAR_EN = """Debris of drones was found at nine addresses in the Krasnodarsky District of Krasnodar Krai, the regional operational headquarters said. Preliminarily, nobody was hurt.

Residents said the attack began around 00:45 MSK. They heard about 10 explosions, and a fire started in one town.

Russia's Defence Ministry said 83 drones were destroyed overnight, of them 64 over Bryansk Oblast, nine over Kaluga Oblast and five over Smolensk Oblast. Moscow mayor Sergei Sobyanin said one more drone was shot down near the capital."""

SEPTEMBER = datetime(2025, 9, 12, 6, 0, tzinfo=UTC)
DECEMBER = datetime(2025, 12, 17, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("source_id", "language", "text", "at", "regions", "shown"),
    [
        (
            "gov-klu",
            "ru",
            KALUGA_RU,
            SEPTEMBER,
            {"RU-KLU", "RU-BRY", "RU-SMO", "RU-LEN", "RU"},
            {
                "RU-KLU": ("18", "Обнинск", "автомобил"),
                "RU-BRY": ("85",),
                "RU-SMO": ("42",),
                "RU-LEN": ("28",),
            },
        ),
        (
            "wire",
            "en",
            KALUGA_EN,
            SEPTEMBER,
            {"RU-KLU", "RU-BRY", "RU-SMO", "RU-LEN", "RU"},
            {
                "RU-KLU": ("18", "Obninsk", "3 vehicles"),
                "RU-BRY": ("85",),
                "RU-SMO": ("42",),
                "RU-LEN": ("28",),
            },
        ),
        (
            "hq-kda",
            "ru",
            KRASNODAR_RU,
            DECEMBER,
            {"RU-KDA", "RU-BRY", "RU-KLU", "RU-SMO", "RU-MOW", "RU"},
            {"RU-KDA": ("Краснодарский",), "RU-BRY": ("64",), "RU-KLU": ("9",), "RU-SMO": ("5",)},
        ),
        (
            "wire",
            "en",
            KRASNODAR_EN,
            DECEMBER,
            {"RU-KDA", "RU-BRY", "RU-KLU", "RU-SMO", "RU-MOW", "RU"},
            {"RU-KDA": ("Krasnodar",), "RU-BRY": ("64",), "RU-KLU": ("9",), "RU-SMO": ("5",)},
        ),
    ],
    ids=["kaluga-ru", "kaluga-en", "krasnodar-ru", "krasnodar-en"],
)
async def test_the_founding_facts_give_the_right_incidents_and_messages(
    sessions: Sessions,
    catalog: Catalog,
    source_id: str,
    language: str,
    text: str,
    at: datetime,
    regions: set[str],
    shown: dict[str, tuple[str, ...]],
) -> None:
    now = at + timedelta(minutes=3)
    async with sessions.begin() as session:
        await subscriptions.remember_chat(session, 7, language, now)
        await subscriptions.subscribe(session, Subscription(chat_id=7, region=None, language=language))
        await inbox.put(session, [entry(source_id, "1", text, at)], now, silent=False)
    assert (await ingest_all(sessions, catalog, now)).failed == 0
    async with sessions.begin() as session:
        found = await incidents.recent(session, None, at - timedelta(days=2), limit=50)
        sent = await outbox.claim(session, now, 50, timedelta(minutes=1))
    night = f"{at:%Y-%m-%d}N"
    assert {str(incident.key) for incident in found} == {f"{region}@{night}" for region in regions}
    by_number = {incident.number: incident.key.region for incident in found}
    texts = {by_number[delivery.alert.incident]: delivery.alert.text for delivery in sent}
    for region, words in shown.items():
        for word in words:
            assert word in texts[region], f"{word!r} is missing in the message on {region}: {texts[region]}"
