"""How far the clocks of a region are ahead of Moscow's."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.gazetteer import Gazetteer


class Ahead(dict[str, int]):
    """Minutes that a region's clocks are ahead of Moscow's, looked up when first asked: each zone is a file to read."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__()
        self._regions = gazetteer.regions

    def __missing__(self, code: str) -> int:
        if code not in self._regions:
            return 0
        zones = (self._regions[code].timezone, "Europe/Moscow")
        here, moscow = (
            datetime(2025, 1, 1, tzinfo=ZoneInfo(zone)).utcoffset() or timedelta() for zone in zones
        )
        self[code] = int((here - moscow).total_seconds()) // 60
        return self[code]
