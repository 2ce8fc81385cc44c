"""The only door to the web: conditional GET, limits, redirects, turns, addresses."""

from bot.core.answers import Fetched, NotModified
from bot.fetch.client import Fetcher
from bot.fetch.turns import HostTurns

__all__ = ["Fetched", "Fetcher", "HostTurns", "NotModified"]
