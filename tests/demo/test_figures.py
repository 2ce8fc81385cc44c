"""The recorded night through the whole lane gives the figures that its posts tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.catalog.catalog import Catalog
from bot.catalog.sources import load_sources
from bot.cli.demo import STARTS_AT
from bot.core.model import Incident
from bot.core.plain import plain
from bot.core.render.incident import incident_text
from bot.demo.night import Night, load_night
from bot.ingest import ingest_all
from config.settings import DATA_DIR
from storage import inbox, incidents
from storage.engine import Sessions
from tests.demo.posts import entry_of


@pytest.fixture(scope="module")
def night(catalog: Catalog) -> Night:
    folder = DATA_DIR / "demo"
    return load_night(
        folder / "night.jsonl", load_sources(folder / "sources.toml", catalog.gazetteer.regions), STARTS_AT
    )


async def told(sessions: Sessions, catalog: Catalog, night: Night) -> dict[str, str]:
    """The final message on each incident, in English, by key."""
    catalog = replace(catalog, sources=night.sources)
    for post in night.posts:
        async with sessions.begin() as session:
            await inbox.put(session, [entry_of(post)], post.seen_from, silent=False)
        outcome = await ingest_all(sessions, catalog, post.seen_from)
        assert outcome.failed == 0
    async with sessions() as session:
        found: list[Incident] = await incidents.recent(session, None, STARTS_AT, limit=100)
    return {
        str(incident.key): plain(
            incident_text(incident, "en", catalog.policy, catalog.wording, catalog.gazetteer, night.ends_at)
        )
        for incident in found
    }


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_final_messages_of_the_night_tell_what_its_posts_say(
    sessions: Sessions, catalog: Catalog, night: Night
) -> None:
    texts = await told(sessions, catalog, night)
    wanted = {
        "RU-KLU": ("18 drones", "9 — Defence Ministry", "4 vehicles", "Nobody hurt", "Obninsk"),
        "RU-BRY": ("1 person killed", "3 people hurt", "74 drones", "71 — Defence Ministry"),
        "RU-LEN": ("28 drones", "27 — Defence Ministry", "Fire put out", "fuel site"),
        "RU-KDA": ("3 people hurt", "18 drones", "Fire put out"),
        "RU-BEL": ("2 people hurt",),
        "RU-SMO": ("34 drones",),
        "RU-MOW": ("7 drones",),
        "RU-MOS": ("6 drones",),
        "UA-43": ("5 drones",),
    }
    wrong = [
        f"{region}: {figure!r} is missing in:\n{texts.get(f'{region}@2026-10-15N')}\n"
        for region, figures in wanted.items()
        for figure in figures
        if figure not in texts.get(f"{region}@2026-10-15N", "")
    ]
    assert not wrong, "\n".join(wrong)


def test_posts_about_something_else_give_no_claim(catalog: Catalog, night: Night) -> None:
    for post in night.posts:
        if post.quiet:
            entry = entry_of(post)
            source = night.sources[post.source_id]
            claims = catalog.reader.read(
                entry.full_text, published_at=entry.published_at, language=source.language, home=source.region
            )
            assert claims == [], entry.full_text
