"""Texts for readers, as Telegram HTML: incidents, notes, answers. One renderer for what is pushed and what is asked for."""

from bot.core.render.answers import (
    Reading,
    buttons,
    reading_of,
    region_answer,
    rollup_text,
)
from bot.core.render.grounds import page, sources_pages, why_pages
from bot.core.render.incident import incident_text, parts_of
from bot.core.render.note import note_text

__all__ = [
    "Reading",
    "buttons",
    "incident_text",
    "note_text",
    "page",
    "parts_of",
    "reading_of",
    "region_answer",
    "rollup_text",
    "sources_pages",
    "why_pages",
]
