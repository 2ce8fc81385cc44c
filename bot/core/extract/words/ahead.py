"""How far the clocks of a region are ahead of Moscow's."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.gazetteer import Gazetteer

MOSCOW = ZoneInfo("Europe/Moscow")


class Ahead:
    """The clocks of regions beside Moscow's; each zone is a file, read when first asked for."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._regions = gazetteer.regions
        self._zones: dict[str, ZoneInfo] = {}

    def minutes(self, code: str | None, at: datetime) -> int:
        """Minutes that a region's clocks are ahead of Moscow's on that day (Kyiv: -60 in winter, 0 in summer); 0 for no region."""
        if code is None or code not in self._regions:
            return 0
        zone = self._zones.setdefault(code, ZoneInfo(self._regions[code].timezone))
        here, moscow = (at.astimezone(z).utcoffset() or timedelta() for z in (zone, MOSCOW))
        return int((here - moscow).total_seconds()) // 60
