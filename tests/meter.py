"""Counts calls as a server that limits them does."""

from __future__ import annotations

import math
from collections import deque


class Meter:
    """Counts calls within a sliding window, and remembers the fullest it has been."""

    def __init__(self, size: int, seconds: float) -> None:
        self.size = size
        self.seconds = seconds
        self.worst = 0
        self._seen: deque[float] = deque()

    def refuses(self, now: float) -> int:
        """Seconds to wait, 0 if the call may pass."""
        while self._seen and self._seen[0] <= now - self.seconds:
            self._seen.popleft()
        self.worst = max(self.worst, len(self._seen) + 1)
        if len(self._seen) < self.size:
            return 0
        return max(1, math.ceil(self._seen[0] + self.seconds - now))

    def count(self, now: float) -> None:
        self._seen.append(now)
