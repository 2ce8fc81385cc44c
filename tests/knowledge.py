"""The real catalogue for tests, loaded once, and small builders of sources and entries."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from bot.catalog.catalog import Catalog, load_catalog
from bot.core.claims import Role
from bot.core.model import Entry, Source, SourceKind, Tier
from config.settings import DATA_DIR

__all__ = ["catalog"]
OFFICES = {Tier.OFFICIAL: Role.GOVERNOR, Tier.MINISTRY: Role.MOD}  # whose channel a source of tests is
NIGHT = datetime(2026, 10, 15, 4, 10, tzinfo=UTC)  # 07:10 in Moscow


@cache
def real_catalog() -> Catalog:
    """What config/data holds, loaded once for all tests."""
    return load_catalog(DATA_DIR)


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """What config/data holds, with the sources of `source()` beside the real ones."""
    real = real_catalog()
    own = {
        "gov-klu": source("gov-klu", region="RU-KLU"),
        "gov-bry": source("gov-bry", region="RU-BRY"),
        "hq-kda": source("hq-kda", region="RU-KDA"),
        "mod": source("mod", tier=Tier.MINISTRY),
        "agency": source("agency", tier=Tier.AGENCY),
        "wire": source("wire", tier=Tier.AGENCY, language="en"),
    }
    return replace(real, sources={**real.sources, **own})


def source(id: str, *, region: str | None = None, tier: Tier = Tier.OFFICIAL, language: str = "ru") -> Source:  # noqa: A002
    """A source for tests."""
    return Source(
        id=id,
        name=f"Канал {id}",
        name_en=f"Channel {id}",
        url=f"https://t.me/s/{id.replace('-', '_')}",
        kind=SourceKind.TELEGRAM,
        family=id,
        tier=tier,
        office=OFFICES.get(tier),
        language=language,
        region=region,
        interval=timedelta(minutes=5),
    )


def entry(source_id: str, id: str, text: str, at: datetime = NIGHT) -> Entry:  # noqa: A002
    """An entry for tests, published at `at`."""
    return Entry(
        source_id=source_id, id=id, url=f"https://t.me/{source_id}/{id}", title="", text=text, published_at=at
    )
