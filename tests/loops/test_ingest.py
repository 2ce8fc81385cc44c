from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

from bot.catalog.catalog import Catalog
from bot.core.alerts import Action, Delivery, Subscription
from bot.core.extract import Reader
from bot.core.model import Entry, Incident
from bot.ingest import IngestOutcome, ingest_all
from storage import inbox, incidents, outbox, subscriptions
from storage.engine import Sessions
from tests.knowledge import NIGHT, entry

CHAT = 7
NOW = NIGHT + timedelta(minutes=2)
FIRST = (
    "Этой ночью силы ПВО уничтожили 18 беспилотников над Тарусским и Боровским районами и над городом Обнинском. "
    "Обломки упали на окраине Калуги, повреждены три автомобиля. Пострадавших нет."
)


async def put(sessions: Sessions, *entries: Entry, silent: bool = False) -> None:
    async with sessions.begin() as session:
        await inbox.put(session, entries, NOW, silent)


async def subscribe(sessions: Sessions, region: str | None, chat: int = CHAT, language: str = "ru") -> None:
    async with sessions.begin() as session:
        await subscriptions.remember_chat(session, chat, language, NOW)
        await subscriptions.subscribe(session, Subscription(chat_id=chat, region=region, language=language))


async def stored(sessions: Sessions) -> dict[str, Incident]:
    async with sessions() as session:
        found = await incidents.recent(session, None, NOW - timedelta(days=3), limit=100)
    return {str(incident.key): incident for incident in found}


async def owed(sessions: Sessions) -> list[Delivery]:
    async with sessions.begin() as session:
        return await outbox.claim(session, NOW, 100, timedelta(minutes=1))


async def test_an_entry_becomes_an_incident_and_one_alert_for_who_asked(
    sessions: Sessions, catalog: Catalog
) -> None:
    await subscribe(sessions, "RU-KLU")
    await subscribe(sessions, "RU-SAM", chat=8)
    await put(sessions, entry("gov-klu", "1", FIRST))
    outcome = await ingest_all(sessions, catalog, NOW)
    assert outcome == IngestOutcome(read=1, failed=0, changed=1, alerts=1)
    assert set(await stored(sessions)) == {"RU-KLU@2026-10-15N"}
    [delivery] = await owed(sessions)
    assert (delivery.alert.chat_id, delivery.alert.action) == (CHAT, Action.SHOW)
    assert "Калужская область" in delivery.alert.text
    assert "18" in delivery.alert.text
    assert "Обнинск" in delivery.alert.text


async def test_reading_everything_again_changes_and_sends_nothing(
    sessions: Sessions, catalog: Catalog
) -> None:
    await subscribe(sessions, None)
    await put(sessions, entry("gov-klu", "1", FIRST))
    await ingest_all(sessions, catalog, NOW)
    before = await stored(sessions)
    assert len(await owed(sessions)) == 1
    async with sessions.begin() as session:
        assert await inbox.mark_unread(session, silent=False) == 1
    assert await ingest_all(sessions, catalog, NOW) == IngestOutcome(read=1)
    assert await stored(sessions) == before
    assert await owed(sessions) == []


async def test_what_a_source_had_before_its_first_poll_is_stored_and_announced_to_nobody(
    sessions: Sessions, catalog: Catalog
) -> None:
    await subscribe(sessions, None)
    await put(sessions, entry("gov-klu", "1", FIRST), silent=True)
    assert (await ingest_all(sessions, catalog, NOW)).alerts == 0
    assert len(await stored(sessions)) == 1
    assert await owed(sessions) == []


async def test_an_echo_edits_the_one_message_without_a_sound(sessions: Sessions, catalog: Catalog) -> None:
    await subscribe(sessions, "RU-KLU")
    await put(sessions, entry("gov-klu", "1", FIRST))
    await ingest_all(sessions, catalog, NOW)
    [first] = await owed(sessions)
    async with sessions.begin() as session:
        await outbox.mark_sent(session, first.row, 555, NOW)
    await put(sessions, entry("agency", "9", "Губернатор сообщил: " + FIRST, NIGHT + timedelta(minutes=1)))
    await ingest_all(sessions, catalog, NOW)
    again = await owed(sessions)
    assert [(d.alert.action, d.alert.silent, d.message_id) for d in again] == [(Action.SHOW, True, 555)]
    assert len(await stored(sessions)) == 1


async def test_an_edit_that_moves_to_another_region_takes_its_report_back(
    sessions: Sessions, catalog: Catalog
) -> None:
    await put(sessions, entry("agency", "1", "Над Калужской областью ночью сбиты три беспилотника."))
    await ingest_all(sessions, catalog, NOW)
    await put(sessions, entry("agency", "1", "Над Тульской областью ночью сбиты три беспилотника."))
    await ingest_all(sessions, catalog, NOW)
    found = await stored(sessions)
    assert [report.withdrawn for report in found["RU-KLU@2026-10-15N"].reports] == [True]
    assert [report.withdrawn for report in found["RU-TUL@2026-10-15N"].reports] == [False]


async def test_a_fault_costs_one_entry_and_is_kept_with_its_trace(
    sessions: Sessions, catalog: Catalog
) -> None:
    class Faulty:
        def read(self, text: str, **given: Any) -> object:
            if "boom" in text:
                raise RuntimeError("a rule fell over")
            return catalog.reader.read(text, **given)

    faulty = replace(catalog, reader=cast(Reader, Faulty()))
    await put(sessions, entry("agency", "1", "boom"), entry("gov-klu", "2", FIRST))
    outcome = await ingest_all(sessions, faulty, NOW)
    assert (outcome.read, outcome.failed) == (2, 1)
    assert len(await stored(sessions)) == 1
    async with sessions() as session:
        [failed] = await inbox.failed(session)
        assert (await inbox.counts(session)).unread == 0
    assert failed.entry_id == "1"
    assert "a rule fell over" in failed.trace


async def test_an_entry_of_a_source_that_is_no_longer_configured_is_set_aside(
    sessions: Sessions, catalog: Catalog
) -> None:
    await put(sessions, entry("gone", "1", FIRST))
    assert await ingest_all(sessions, catalog, NOW) == IngestOutcome(read=1, failed=1)


async def test_the_ministrys_tally_is_one_bulletin_beside_the_regions_it_names(
    sessions: Sessions, catalog: Catalog
) -> None:
    tally = (
        "В течение прошедшей ночи дежурными средствами ПВО уничтожены 127 украинских беспилотников: "
        "60 — над Брянской областью, 41 — над Смоленской областью, 26 — над Ленинградской областью."
    )
    await put(
        sessions, entry("mod", "1", tally), entry("gov-bry", "5", "Ночью над областью сбиты 52 беспилотника.")
    )
    await ingest_all(sessions, catalog, NOW)
    assert set(await stored(sessions)) == {
        f"{region}@2026-10-15N" for region in ("RU", "RU-BRY", "RU-SMO", "RU-LEN")
    }
