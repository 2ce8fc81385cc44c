"""What leaves for chats: subscriptions, alerts, deliveries and the messages they become.

Frozen values, as in bot.core.model; times are aware, in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import IntEnum, StrEnum

from bot.core.model import Severity


@dataclass(frozen=True, slots=True)
class QuietHours:
    """No sound between these times of the chat's day (Moscow time); may pass midnight."""

    start: time
    stop: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A place that messages go to. A retired chat (blocked, deleted) keeps its subscriptions and gets nothing."""

    id: int
    language: str
    retired: bool = False
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A chat's wish. `region` None is every region; `thread_id` 0 is the chat itself, not a topic."""

    chat_id: int
    thread_id: int = 0
    region: str | None
    place: str | None = None
    language: str
    alarms: bool = False  # also alarms that nothing followed
    min_severity: Severity = Severity.UNKNOWN
    quiet: QuietHours | None = None
    muted_until: datetime | None = None


class Action(StrEnum):
    """What a delivery does in its chat."""

    SHOW = "show"  # make the chat's message on the incident show this revision: send it, or edit it
    NOTE = "note"  # a short reply to that message that rings
    ROLLUP = "rollup"  # one message on several incidents


class Priority(IntEnum):
    """Lower goes first."""

    URGENT = 0
    NORMAL = 1
    BULK = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A change addressed to a chat, as a snapshot: a later change must not rewrite it. `text` is Telegram HTML."""

    chat_id: int
    thread_id: int
    incident: int  # the incident's number; 0 for a roll-up
    revision: int
    action: Action
    text: str
    language: str
    silent: bool
    priority: Priority
    reasons: tuple[str, ...] = ()
    expires_at: datetime | None = None


class DeliveryState(StrEnum):
    """Where an outbox row stands."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    SUPERSEDED = "superseded"
    UNCERTAIN = "uncertain"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A claimed outbox row. `message_id` is the chat's message on the incident, None before the first."""

    row: int
    alert: Alert
    attempts: int
    message_id: int | None


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: what a person reads, and the callback data (at most 64 bytes) or a link."""

    text: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A text in Telegram HTML, under 4096 UTF-16 units, with rows of buttons."""

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
