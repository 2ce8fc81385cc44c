"""A source of either kind, for tests that need one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.core.claims import Role
from bot.core.model import Source, SourceKind, Tier

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def rss(url: str = "https://vesti.example/feed.xml", *, name: str = "vesti", language: str = "ru") -> Source:
    """A paper's feed."""
    return Source(
        id=name,
        name="Вести",
        url=url,
        kind=SourceKind.RSS,
        family=name,
        tier=Tier.PAPER,
        language=language,
        region=None,
        interval=timedelta(minutes=10),
    )


def channel(url: str = "https://t.me/s/zarechye_hq", *, name: str = "zarechye_hq") -> Source:
    """A headquarters' channel."""
    return Source(
        id=name,
        name="Штаб Заречья",
        url=url,
        kind=SourceKind.TELEGRAM,
        family=name,
        tier=Tier.OFFICIAL,
        office=Role.HQ,
        language="ru",
        region="RU-KLU",
        interval=timedelta(minutes=1),
    )
