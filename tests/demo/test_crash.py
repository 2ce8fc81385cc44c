"""The demo in processes of its own: killed in the middle, started again, and run once more.

They are forked from one that has done the imports and read the files of knowledge: nearly all the work of a start.
"""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import BinaryIO

RULE = "──"  # stands over every message that the terminal shows
PATIENCE = 120  # seconds


def demo(database: Path, output: Connection) -> None:
    """What `python -m bot demo --speed 0` does; runs in the forked process."""
    from bot.cli.demo import run_demo
    from config.settings import load_settings

    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(output.fileno(), 1)
    sys.stdin, sys.stdout = os.fdopen(0), os.fdopen(1, "w", encoding="utf-8", buffering=1)
    output.close()
    run_demo(load_settings(), database, speed=0, fresh=False)
    sys.stdout.flush()


@contextmanager
def started(database: Path) -> Iterator[tuple[ForkServerProcess, BinaryIO]]:
    """The demo while it runs, and what it prints."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["tests.demo.warm"])
    ours, its = processes.Pipe(duplex=False)
    process = processes.Process(target=demo, args=(database, its))
    process.start()
    its.close()
    with ours, os.fdopen(os.dup(ours.fileno()), "rb") as printed:
        yield process, printed
        process.join(PATIENCE)
    assert process.exitcode is not None


def play(database: Path) -> str:
    with started(database) as (process, printed):
        text = printed.read().decode()
    assert process.exitcode == 0
    return text


def play_until(database: Path, messages: int) -> None:
    """Run the demo and kill it -9 once it has shown so many messages."""
    with started(database) as (process, printed):
        seen = 0
        for line in printed:
            seen += RULE.encode() in line
            if seen >= messages:
                break
        process.kill()


def outbox(database: Path) -> dict[tuple[str, int, str], str]:
    """Each alert of the outbox by incident key, revision and action, with its state."""
    with sqlite3.connect(database) as connection:
        rows = connection.execute(
            "SELECT i.key, o.revision, o.action, o.state FROM outbox o JOIN incident i ON i.number = o.incident"
        ).fetchall()
    connection.close()
    return {(key, revision, action): state for key, revision, action, state in rows}


def shown(database: Path) -> dict[str, str]:
    """The text that the chat shows of each incident: the hash of the last one sent."""
    with sqlite3.connect(database) as connection:
        rows = connection.execute(
            "SELECT i.key, m.text_hash FROM message m JOIN incident i ON i.number = m.incident"
        ).fetchall()
    connection.close()
    return dict(rows)


def test_killed_and_started_again_the_demo_loses_no_alert_and_a_second_run_sends_nothing(
    tmp_path: Path,
) -> None:
    whole, broken = tmp_path / "whole.db", tmp_path / "broken.db"
    play(whole)
    for messages in (1, 9):
        play_until(broken, messages)
    play(broken)
    assert shown(broken).keys() == shown(whole).keys()
    assert len(shown(whole)) >= 8
    assert set(outbox(whole).values()) <= {"sent", "superseded"}
    assert set(outbox(broken).values()) <= {"sent", "superseded"}
    before = outbox(whole)
    again = play(whole)
    assert RULE not in again.split("\n", 1)[1], "a second run of the same night shows no message"
    assert outbox(whole) == before
