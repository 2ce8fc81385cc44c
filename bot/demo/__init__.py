"""The demo: a recorded night, served on loopback and played through the real pipeline."""

from bot.demo.night import STEP, Night, Post, load_night, steps
from bot.demo.server import NightServer

__all__ = ["STEP", "Night", "NightServer", "Post", "load_night", "steps"]
