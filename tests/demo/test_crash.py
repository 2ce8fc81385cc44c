"""The demo as a person runs it: a process of its own, killed in the middle, started again, and run once more."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
RULE = "──"  # stands over every message that the terminal shows


def command(database: Path, speed: int) -> list[str]:
    return [sys.executable, "-m", "bot", "demo", "--speed", str(speed), "--database", str(database)]


def play(database: Path) -> str:
    done = subprocess.run(
        command(database, 0),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done.stdout.decode()


def play_until(database: Path, messages: int) -> None:
    """Run the demo and kill it -9 once it has shown so many messages."""
    with subprocess.Popen(
        command(database, 0),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout is not None
        seen = 0
        for line in process.stdout:
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
    for messages in (1, 9, 14):
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
