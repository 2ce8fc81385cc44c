"""The deliver loop: takes what the outbox owes, sends it within Telegram's windows, and records what became of it.

What an error means is decided in `bot.telegram_errors`; here it is acted on. Each delivery ends in one transaction of
its own, so that a crash loses nothing and repeats at most the messages in flight.
"""

from __future__ import annotations

import asyncio
import dataclasses
import math
from collections import Counter, deque
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

import structlog
from aiogram import Bot

from bot.clock import Clock
from bot.core.pace import Slot
from bot.core.wording import Wording
from bot.outgoing import Job, send
from bot.pacing import LATE, Gate
from bot.telegram_errors import Destiny, Fate, TokenRefusedError, destiny
from storage import outbox, subscriptions
from storage.engine import Sessions

BATCH = 30  # rows claimed and not yet on their way
IN_FLIGHT = 30
LOOK_AGAIN = 0.25  # seconds after which newer, perhaps more urgent rows are looked for
PATIENCE = 5.0  # a row that cannot leave within so many seconds goes back to the outbox
LEASE = timedelta(minutes=2)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class DeliverOutcome:
    """What one run did: rows sent, and how often each fate (see `Fate`) befell one that was not."""

    sent: int = 0
    problems: tuple[tuple[str, int], ...] = ()


async def deliver_due(
    sessions: Sessions,
    bot: Bot,
    gate: Gate,
    wording: Wording,
    clock: Clock,
    *,
    stopping: asyncio.Event | None = None,
) -> DeliverOutcome:
    """Delivers until nothing is due. With `stopping` set it takes nothing more and waits only for what is in flight.

    Raises TokenRefusedError when Telegram does not accept the token; all rows then wait in the outbox.
    """
    run = _Run(sessions, bot, gate, wording, clock)
    try:
        async with asyncio.TaskGroup() as calls:
            while not (stopping is not None and stopping.is_set()):
                await run.claim()
                if run.idle:
                    break
                if (job := run.next_job()) is not None:
                    calls.create_task(run.carry(job, gate.pace.take(job.chat_id, gate.now())))
                else:
                    await gate.wait(run.next_instant())
    finally:
        await run.give_back()
    if run.refused is not None:
        raise TokenRefusedError(
            f"Telegram refuses the bot token ({run.refused}): set a valid SVODKA_BOT_TOKEN."
        )
    return run.outcome()


class _Run:
    """What is claimed, what is under way, and what became of the rest."""

    def __init__(self, sessions: Sessions, bot: Bot, gate: Gate, wording: Wording, clock: Clock) -> None:
        self._sessions = sessions
        self._bot = bot
        self._gate = gate
        self._wording = wording
        self._clock = clock
        self._waiting: deque[Job] = deque()
        self._flying: set[int] = set()  # chats: one call each, so that messages keep their order
        self._look_at = -math.inf
        self._counts: Counter[str] = Counter()
        self.refused: str | None = None

    @property
    def idle(self) -> bool:
        """Nothing is left to do."""
        return not self._waiting and not self._flying

    def outcome(self) -> DeliverOutcome:
        """What was done so far."""
        problems = sorted((kind, count) for kind, count in self._counts.items() if kind != "sent")
        return DeliverOutcome(self._counts["sent"], tuple(problems))

    async def claim(self) -> None:
        """When it is time to look: gives back what cannot leave soon, takes what can."""
        now = self._gate.now()
        if now < self._look_at and not self.idle and self.refused is None:
            return
        self._look_at = now + LOOK_AGAIN
        if self.refused is not None or self._gate.pace.parked_until > now + PATIENCE:
            await self.give_back()
            return
        parked = self._gate.pace.waiting(now, PATIENCE)
        await self.give_back(parked)
        if (room := BATCH - len(self._waiting)) <= 0:
            return
        async with self._sessions.begin() as session:
            claimed = await outbox.claim(session, self._clock(), room, LEASE, parked)
        self._waiting.extend(Job.of(delivery) for delivery in claimed)

    def next_job(self) -> Job | None:
        """The most urgent job whose chat may be served now; among equals, the one that waits longest."""
        if len(self._flying) >= IN_FLIGHT:
            return None
        now = self._gate.now()
        best: Job | None = None
        seen = set(self._flying)
        for job in self._waiting:
            if job.chat_id in seen:
                continue
            seen.add(job.chat_id)
            urgent = best is None or job.delivery.alert.priority < best.delivery.alert.priority
            if urgent and self._gate.pace.ready_at(job.chat_id, now) <= now:
                best = job
        if best is not None:
            self._waiting.remove(best)
            self._flying.add(best.chat_id)
        return best

    def next_instant(self) -> float:
        """When there may be something to do. A slot that comes back earlier wakes the loop anyway."""
        now = self._gate.now()
        chats = {job.chat_id for job in self._waiting} - self._flying
        instants = [self._gate.pace.ready_at(chat_id, now) for chat_id in chats]
        return min([self._look_at, *(instant for instant in instants if instant > now)])

    async def carry(self, job: Job, slot: Slot) -> None:
        """Sends one job, frees its slot, records the outcome. A fault of ours costs the row its lease, never the loop."""
        outcome: int | Destiny | None = None
        try:
            with self._gate.with_slot():
                outcome = await send(self._bot, job, self._wording)
        except Exception as error:
            outcome = destiny(error, attempts=job.delivery.attempts - 1, editing=job.edits)
        finally:
            self._gate.leave(slot, late=_late(outcome))
        try:
            if isinstance(outcome, Destiny):
                await self._settle(job, outcome)
            else:
                await self._record_sent(job, outcome)
        except Exception:
            log.exception("a delivery could not be recorded", row=job.delivery.row)
            self._counts["unrecorded"] += 1
        finally:
            self._flying.discard(slot.chat_id)
            self._gate.ring()

    async def give_back(self, chats: Collection[int] | None = None) -> None:
        """What was claimed and not tried (all of it, or that of these chats) waits in the outbox again."""
        back = [job for job in self._waiting if chats is None or job.chat_id in chats]
        if not back:
            return
        self._waiting = deque(job for job in self._waiting if job not in back)
        async with self._sessions.begin() as session:
            await outbox.give_back(session, [job.delivery.row for job in back])

    async def _record_sent(self, job: Job, message_id: int) -> None:
        async with self._sessions.begin() as session:
            await outbox.mark_sent(session, job.delivery.row, message_id, self._clock())
        self._counts["sent"] += 1

    async def _settle(self, job: Job, fate: Destiny) -> None:
        """Does what an error asks for."""
        if fate.kind is Fate.DONE:
            await self._record_sent(job, job.message_id or 0)
            return
        say = log.error if fate.kind in {Fate.PLAIN, Fate.DEAD, Fate.STOP} else log.warning
        say(
            "not delivered",
            row=job.delivery.row,
            chat=job.chat_id,
            fate=fate.kind.value,
            problem=fate.problem,
        )
        self._counts[fate.kind.value] += 1
        if fate.kind is Fate.PARK:
            self._gate.pace.refused(job.chat_id, fate.after, self._gate.now())
        elif fate.kind is Fate.STOP:
            self.refused = fate.problem
        if (again := job.after(fate)) is not None:
            await self._prepare(job, again)
            self._waiting.appendleft(again)
        else:
            await self._record(job, fate)

    async def _prepare(self, job: Job, again: Job) -> None:
        """Makes true in the database what the next try rests on."""
        alert = job.delivery.alert
        if again.chat_id != job.chat_id:
            async with self._sessions.begin() as session:
                await subscriptions.move_chat(session, job.chat_id, again.chat_id)
            self._waiting = deque(
                dataclasses.replace(other, chat_id=again.chat_id) if other.chat_id == job.chat_id else other
                for other in self._waiting
            )
        elif again.message_id is None and job.message_id is not None:
            async with self._sessions.begin() as session:
                await outbox.forget_message(session, job.chat_id, alert.thread_id, alert.incident)

    async def _record(self, job: Job, fate: Destiny) -> None:
        """The row's new state, in one transaction; a chat that is closed takes its claimed rows with it."""
        now = self._clock()
        row = job.delivery.row
        if fate.kind is Fate.RETIRE:
            await self.give_back([job.chat_id])
        async with self._sessions.begin() as session:
            match fate.kind:
                case Fate.UNCERTAIN:
                    await outbox.mark_uncertain(session, row, fate.problem, now)
                case Fate.RETRY | Fate.PARK | Fate.SUSPEND:
                    await outbox.retry(session, row, now + timedelta(seconds=fate.after), fate.problem)
                case Fate.STOP:
                    await outbox.give_back(session, [row])
                case Fate.RETIRE:
                    await subscriptions.retire(session, job.chat_id, fate.problem, now)
                    await outbox.mark_dead(session, row, fate.problem, now)
                case _:
                    await outbox.mark_dead(session, row, fate.problem, now)


def _late(outcome: int | Destiny | None) -> float:
    """For how many seconds more the call may still land: those without an answer, or cut off."""
    if outcome is None:
        return LATE
    return LATE if isinstance(outcome, Destiny) and outcome.kind in {Fate.UNCERTAIN, Fate.RETRY} else 0.0
