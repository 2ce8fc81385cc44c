"""Keeps the garbage collector away from what is loaded once and stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def lasting() -> Iterator[None]:
    """What is made inside lives as long as the process: nobody looks for garbage among it, now or later.

    The catalog is some 300,000 small objects; walking them would double the time of loading, and halt the bot for a
    tenth of a second at every full collection.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if collecting:
            gc.enable()
