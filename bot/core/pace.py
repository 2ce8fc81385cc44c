"""Send windows: how fast Telegram may be called, per chat and in all.

A slot is taken when a call leaves and is given back one window after its *answer*. The server sees the call somewhere
between the two, so two calls that it sees within one window always hold their slots together, and no window is ever
exceeded, however late a call arrives. Token buckets and fixed windows do not promise that.

Telegram publishes about 30 messages a second in all, one a second to a private chat and 20 a minute to a group, edits
included; a channel behaves as a group. Instants are float seconds of any one monotonic clock, handed in.
"""

from __future__ import annotations

import bisect
import math
from collections import OrderedDict, deque
from dataclasses import dataclass, field

CATCH_UP = 3  # calls that may leave at once after the caller was held up, so that their rate is not lost


@dataclass(frozen=True, slots=True)
class Limits:
    """How many calls in how many seconds. All are settings: Telegram promises none of them."""

    total: int = 30
    total_seconds: float = 1.0
    reserve: int = 3  # slots of the total that only answers to people may take, while people ask
    reserve_seconds: float = 10.0  # how long after the last answer they are kept free
    private: int = 1
    private_seconds: float = 1.0
    group: int = 20
    group_seconds: float = 60.0
    chats: int = 10_000  # how many idle chats are remembered
    floor: int = 5  # what the total never sinks below after refusals


@dataclass(slots=True)
class Window:
    """At most `size` calls within any `seconds`: those under way and those whose slot is not free yet."""

    size: int
    seconds: float
    flying: int = 0
    free_at: list[float] = field(default_factory=list)  # sorted
    parked_until: float = -math.inf

    def ready_at(self, now: float, *, keep: int = 0) -> float:
        """The first instant with more than `keep` slots free, as far as known: infinite while answers must come first."""
        while self.free_at and self.free_at[0] <= now:
            self.free_at.pop(0)
        missing = self.flying + len(self.free_at) + keep + 1 - self.size
        if missing <= 0:
            return max(now, self.parked_until)
        if missing > len(self.free_at):
            return math.inf
        return max(self.free_at[missing - 1], self.parked_until)

    def take(self) -> None:
        """A call leaves."""
        self.flying += 1

    def release(self, free_at: float) -> None:
        """A call was answered: its slot is free from `free_at`."""
        self.flying -= 1
        bisect.insort(self.free_at, free_at)

    def idle(self, now: float) -> bool:
        """Whether forgetting the window changes nothing."""
        return not self.flying and self.parked_until <= now and (not self.free_at or self.free_at[-1] <= now)


@dataclass(frozen=True, slots=True)
class Slot:
    """A call under way: what `take` gives and `release` wants back."""

    chat_id: int
    taken_at: float


class Pace:
    """All windows of one bot token. Two processes with one token would have to share it."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._total = Window(self.limits.total, self.limits.total_seconds)
        self._chats: OrderedDict[int, Window] = OrderedDict()
        self._refusals: deque[tuple[float, int]] = deque(maxlen=16)
        self._raised_at = -math.inf
        self._next_at = -math.inf
        self._answered_at = -math.inf

    @property
    def total(self) -> int:
        """How many calls a second are let through now; refusals lower it, quiet minutes raise it."""
        return self._total.size

    @property
    def parked_until(self) -> float:
        """Until when Telegram asked the whole bot to wait."""
        return self._total.parked_until

    @property
    def remembered(self) -> int:
        """How many chats have a window here."""
        return len(self._chats)

    def chat_ready_at(self, chat_id: int, now: float) -> float:
        """When the chat's own window opens; infinite while an answer must come first."""
        window = self._chats.get(chat_id)
        return now if window is None else window.ready_at(now)

    def ready_at(self, chat_id: int, now: float, *, interactive: bool = False) -> float:
        """The first instant at which `take` may be called, or infinite while an answer must come first.

        `interactive` is an answer to a person, who waits: it may use the reserve, and need not keep the even gap that
        the others keep. Without that gap a window would be spent in one burst, and what is urgent would wait for the next.
        """
        self._recover(now)
        chat_at = self.chat_ready_at(chat_id, now)
        if interactive:
            return max(chat_at, self._total.ready_at(now))
        asked_lately = now - self._answered_at <= self.limits.reserve_seconds
        keep = min(self.limits.reserve, self._total.size - 1) if asked_lately else 0
        return max(chat_at, self._total.ready_at(now, keep=keep), self._next_at)

    def waiting(self, now: float, patience: float) -> frozenset[int]:
        """The chats that cannot be served within `patience` seconds."""
        return frozenset(
            chat_id
            for chat_id, window in self._chats.items()
            if now + patience < window.ready_at(now) < math.inf
        )

    def take(self, chat_id: int, now: float, *, interactive: bool = False) -> Slot:
        """Takes a slot for a call that leaves now. `ready_at` must have said that it may."""
        if interactive:
            self._answered_at = now
        window = self._chats.get(chat_id)
        if window is None:
            window = self._chats[chat_id] = self._window(chat_id)
            self._forget_idle(now)
        self._chats.move_to_end(chat_id)
        window.take()
        self._total.take()
        gap = self._total.seconds / self._total.size
        self._next_at = max(self._next_at, now - CATCH_UP * gap) + gap
        return Slot(chat_id, now)

    def release(self, slot: Slot, now: float, *, late: float = 0.0) -> None:
        """The call was answered now. After a time-out it may still land: `late` holds its slot that much longer."""
        window = self._chats[slot.chat_id]
        window.release(now + window.seconds + late)
        self._total.release(now + self._total.seconds + late)

    def refused(self, chat_id: int, retry_after: float, now: float) -> None:
        """Telegram asked to wait. Parks the chat; when several chats are refused at once, the whole bot, and slows down."""
        window = self._chats.setdefault(chat_id, self._window(chat_id))
        window.parked_until = max(window.parked_until, now + retry_after)
        self._refusals.append((now, chat_id))
        if len({chat for at, chat in self._refusals if now - at <= 5}) < 2:
            return
        self._refusals.clear()
        self._total.parked_until = max(self._total.parked_until, now + retry_after)
        self._total.size = max(self.limits.floor, int(self._total.size * 0.7))
        self._raised_at = self._total.parked_until

    def _recover(self, now: float) -> None:
        """One call a second more for each minute without a general refusal."""
        if self._total.size >= self.limits.total or now - self._raised_at < 60:
            return
        steps = int((now - self._raised_at) // 60)
        self._total.size = min(self.limits.total, self._total.size + steps)
        self._raised_at += 60 * steps

    def _window(self, chat_id: int) -> Window:
        if chat_id < 0:
            return Window(self.limits.group, self.limits.group_seconds)
        return Window(self.limits.private, self.limits.private_seconds)

    def _forget_idle(self, now: float) -> None:
        """Drops the longest unused chats over the bound, but none whose window still counts."""
        while len(self._chats) > self.limits.chats:
            oldest = next(iter(self._chats))
            if not self._chats[oldest].idle(now):
                return
            del self._chats[oldest]
