from __future__ import annotations

import asyncio
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from bot import ingest
from bot.catalog.catalog import Catalog
from bot.core.alerts import Action, Delivery, Subscription
from bot.core.errors import ContestedError
from bot.core.extract import Reader
from bot.core.model import Change, Entry, Incident
from bot.ingest import IngestOutcome, Seen, ingest_all
from storage import inbox, incidents, outbox, subscriptions
from storage.engine import Session, Sessions, make_engine, make_sessions
from tests.knowledge import NIGHT, entry

CHAT = 7
MINUTE = timedelta(minutes=1)
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


async def test_what_another_process_saved_meanwhile_is_read_again(
    sessions: Sessions, catalog: Catalog
) -> None:
    own, other = Seen(), Seen()
    for number, seen in enumerate((own, other, own, own, other)):
        text = f"Над Калужской областью ночью сбито {20 + number} беспилотников."
        await put(sessions, entry("agency", str(number), text, NIGHT + timedelta(seconds=number)))
        assert (await ingest_all(sessions, catalog, NOW, seen)).changed == 1
    [incident] = (await stored(sessions)).values()
    assert {report.entry_id for report in incident.reports} == {"0", "1", "2", "3", "4"}
    assert incident == other.incidents[incident.key]
    assert incident.revision == 5


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


async def test_a_bulletin_leads_to_its_regions_and_they_show_the_ministry_beside_the_governor(
    sessions: Sessions, catalog: Catalog
) -> None:
    tally = (
        "В течение прошедшей ночи дежурными средствами ПВО уничтожены 130 украинских беспилотников: "
        "60 — над Брянской областью, 41 — над Смоленской областью, 26 — над Ленинградской областью."
    )
    await subscribe(sessions, None)
    await put(
        sessions, entry("gov-bry", "5", "Ночью над областью сбиты 52 беспилотника."), entry("mod", "1", tally)
    )
    await ingest_all(sessions, catalog, NOW)
    texts = {delivery.alert.incident: delivery.alert.text for delivery in await owed(sessions)}
    numbers = {key: incident.number for key, incident in (await stored(sessions)).items()}
    bulletin, bryansk = (numbers[f"{region}@2026-10-15N"] for region in ("RU", "RU-BRY"))
    assert f"Брянская обл. 60 (/why_{bryansk}) · Смоленская обл. 41 (/why_" in texts[bulletin]
    assert "без указания региона 3" in texts[bulletin]
    assert "Сбиты 52 БПЛА</b> — Канал gov-bry, 07:10 · 60 — Минобороны, 07:10" in texts[bryansk]


async def test_who_asked_for_a_town_or_a_district_hears_of_what_lies_there(
    sessions: Sessions, catalog: Catalog
) -> None:
    async with sessions.begin() as session:
        for chat, place in ((11, "Обнинск"), (12, "Боровский"), (13, "Таруса"), (14, "Кировский")):
            wish = Subscription(chat_id=chat, region="RU-KLU", place=place, language="ru")
            await subscriptions.subscribe(session, wish)
    await put(sessions, entry("gov-klu", "1", "Ночью над Обнинском и Балабаново сбиты два беспилотника."))
    await ingest_all(sessions, catalog, NOW)
    first = await owed(sessions)
    assert {delivery.alert.chat_id for delivery in first} == {11, 12}, "Balabanovo lies in Borovsky district"
    async with sessions.begin() as session:
        for number, delivery in enumerate(first, 900):
            await outbox.mark_sent(session, delivery.row, number, NOW)
    await put(
        sessions, entry("gov-klu", "2", "Ночью в Тарусе обломки беспилотника повредили дом.", NIGHT + MINUTE)
    )
    await ingest_all(sessions, catalog, NOW)
    told = {(d.alert.chat_id, d.message_id) for d in await owed(sessions) if d.alert.action is Action.SHOW}
    assert {chat for chat, _ in told} == {11, 12, 13}
    assert (13, None) in told


def a_night() -> list[Entry]:
    """Many entries on few incidents: figures that grow, echoes, edits, posts about something else."""
    regions = (("gov-klu", "Калужской"), ("gov-bry", "Брянской"), ("agency", "Тульской"))
    said = [
        entry(source, f"{minute}", f"Над {region} областью сбиты {minute + 2} БПЛА.", NIGHT + minute * MINUTE)
        for minute in range(20)
        for source, region in regions
    ]
    edited = [entry("agency", "3", "Над Смоленской областью сбиты 5 БПЛА.", NIGHT + 21 * MINUTE)]
    return [*said, entry("wire", "1", "The council has approved the budget."), *edited]


def outline(found: dict[str, Incident]) -> dict[str, object]:
    return {
        key: (
            incident.revision,
            incident.severity,
            incident.rings,
            {(r.source_id, r.entry_id, r.withdrawn) for r in incident.reports},
        )
        for key, incident in found.items()
    }


async def test_entries_read_together_give_what_they_give_one_by_one(
    sessions: Sessions,
    catalog: Catalog,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    sqlite_template: Path,
) -> None:
    shutil.copy(sqlite_template, tmp_path / "alone.db")
    engine = make_engine(f"sqlite:///{tmp_path / 'alone.db'}")
    alone = make_sessions(engine)
    for one in (sessions, alone):
        await subscribe(one, None)
        await put(one, *a_night())
    together = await ingest_all(sessions, catalog, NOW)
    monkeypatch.setattr(ingest, "TOGETHER", 1)
    assert replace(await ingest_all(alone, catalog, NOW), alerts=0) == replace(together, alerts=0)
    assert outline(await stored(sessions)) == outline(await stored(alone))
    texts = [
        sorted((d.alert.incident, d.alert.action, d.alert.silent, d.alert.text) for d in await owed(one))
        for one in (sessions, alone)
    ]
    assert texts[0] == texts[1]
    assert len(texts[0]) >= 4
    await engine.dispose()


async def test_an_edit_read_together_with_its_first_version_takes_its_place(
    sessions: Sessions, catalog: Catalog
) -> None:
    first = entry("agency", "1", "Над Калужской областью ночью сбиты три беспилотника.")
    edit = entry("agency", "1", "Над Тульской областью ночью сбиты три беспилотника.", NIGHT + MINUTE)
    await put(sessions, first, edit)
    await ingest_all(sessions, catalog, NOW)
    found = await stored(sessions)
    assert [report.withdrawn for report in found["RU-KLU@2026-10-15N"].reports] == [True]
    assert [report.withdrawn for report in found["RU-TUL@2026-10-15N"].reports] == [False]


async def test_two_processes_at_once_read_every_entry_once(
    database_url: str, sessions: Sessions, catalog: Catalog
) -> None:
    await subscribe(sessions, None)
    entries = a_night()
    await put(sessions, *entries)
    engine = make_engine(database_url)
    both = await asyncio.gather(
        ingest_all(sessions, catalog, NOW), ingest_all(make_sessions(engine), catalog, NOW)
    )
    await engine.dispose()
    assert both[0].read + both[1].read == len(entries)
    assert both[0].failed + both[1].failed == 0
    found = await stored(sessions)
    assert sum(len(incident.reports) for incident in found.values()) == 61
    shows = [d.alert.incident for d in await owed(sessions) if d.alert.action is Action.SHOW]
    assert len(shows) == len(set(shows)) == len(found)


async def test_a_lost_race_is_resolved_again(
    sessions: Sessions, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process saves the same incident between our reading and our saving."""
    await put(sessions, entry("gov-klu", "1", FIRST))
    save_all, races = incidents.save_all, []

    async def lose_first(session: Session, changes: Sequence[Change]) -> list[Change]:
        races.append(changes)
        if len(races) == 1:
            raise ContestedError("deadlock detected")
        return await save_all(session, changes)

    monkeypatch.setattr(incidents, "save_all", lose_first)
    assert await ingest_all(sessions, catalog, NOW) == IngestOutcome(read=1, changed=1)
    assert len(races) == 2


@pytest.mark.parametrize("stage", ["save_all", "enqueue", "mark_read"])
async def test_what_is_cut_short_leaves_nothing_and_is_read_again(
    sessions: Sessions, catalog: Catalog, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    async def die(*_: object) -> None:
        raise asyncio.CancelledError

    await subscribe(sessions, None)
    await put(sessions, *a_night())
    with monkeypatch.context() as patch:
        [module] = [part for part in (incidents, outbox, inbox) if hasattr(part, stage)]
        patch.setattr(module, stage, die)
        with pytest.raises(asyncio.CancelledError):
            await ingest_all(sessions, catalog, NOW)
    assert await stored(sessions) == {}
    assert await owed(sessions) == []
    assert (await ingest_all(sessions, catalog, NOW)).read == len(a_night())
