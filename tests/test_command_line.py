"""The command line as a person meets it: what it says when things are wrong."""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
import structlog

import bot.cli.extract
from bot.__main__ import main
from tests.knowledge import real_catalog

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


def process(*arguments: str, folder: Path = ROOT) -> Done:
    """The command in a process of its own, as a person starts it."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SVODKA_")}  # noqa: TID251
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env={**inherited, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def svodka(*arguments: str, folder: Path = ROOT, given: str = "", **environment: str) -> Done:
    """The same command in this process, which has its imports done."""
    root, out, err = logging.getLogger(), io.StringIO(), io.StringIO()
    handlers, level, ours = root.handlers[:], root.level, structlog.get_config()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        for name in [name for name in os.environ if name.startswith("SVODKA_")]:  # noqa: TID251
            patch.delenv(name)
        for name, value in {"SVODKA_LANGUAGE": "en", **environment}.items():
            patch.setenv(name, value)
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["svodka", *arguments])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        patch.setattr(bot.cli.extract, "load_catalog", lambda _: real_catalog())
        try:
            main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            root.handlers, root.level = handlers, level
            structlog.configure(**ours)
    return Done(code, out.getvalue(), err.getvalue())


def told(done: Done) -> str:
    """The one sentence of an expected failure."""
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    [sentence] = [line for line in done.stderr.strip().splitlines() if line != "Svodka is starting ..."]
    return sentence


def test_help_names_every_command_and_what_it_does() -> None:
    done = process("--help")
    assert done.returncode == 0
    for command in ("run", "demo", "extract", "check", "migrate", "health"):
        assert f" {command} " in done.stdout


def test_extract_answers_each_text_with_one_line_in_order() -> None:
    lines = [
        {
            "id": "a",
            "date": "2026-10-15T07:00:00+03:00",
            "text": "Над Калужской областью сбиты три беспилотника.",
        },
        {"id": "b", "date": "2026-10-15T07:01:00+03:00", "text": "Завтра дождь.", "lang": "ru"},
    ]
    done = svodka("extract", "-", given="\n".join(map(json.dumps, lines)))
    first, second = map(json.loads, done.stdout.splitlines())
    assert first["id"] == "a"
    assert {"kind": "region", "region": "RU-KLU"}.items() <= first["claims"][0].items() or any(
        claim["kind"] == "region" and claim["region"] == "RU-KLU" for claim in first["claims"]
    )
    assert second == {"id": "b", "claims": []}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("not json", "Expecting value"),
        ('{"id": "a", "date": "2026-10-15"}', "'text' is missing"),
        ('{"id": "a", "text": "x"}', "'date' is missing"),
        ('{"id": "a", "text": 5, "date": "2026-10-15"}', "text is no string"),
        ('{"id": "a", "text": "x", "date": "yesterday"}', "Invalid isoformat string"),
        ("[1]", "list indices"),
    ],
)
def test_a_line_that_is_no_text_is_named_with_its_number(line: str, problem: str) -> None:
    sentence = told(svodka("extract", "-", given=line))
    assert sentence.startswith("svodka: -:1: not a text (")
    assert problem in sentence


def test_a_missing_input_file_is_one_sentence() -> None:
    assert "absent.jsonl: No such file or directory" in told(svodka("extract", "absent.jsonl"))


def test_explain_shows_the_evidence_and_the_rule_of_each_claim() -> None:
    line = json.dumps({"id": "a", "date": "2026-10-15T07:00:00+03:00", "text": "Над Калугой сбиты три БПЛА."})
    done = svodka("extract", "-", "--explain", given=line)
    assert "downed" in done.stdout
    assert "count=3" in done.stdout
    assert "‹" in done.stdout


def test_a_token_that_is_none_is_one_sentence(tmp_path: Path) -> None:
    done = svodka("run", folder=tmp_path, SVODKA_BOT_TOKEN="my secret")
    assert "bot token" in told(done)
    assert "my secret" not in done.stderr


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("postgresql://svodka:hush@127.0.0.1:9/svodka", "cannot be reached"),
        ("mysql://localhost/svodka", "begins with 'mysql:'"),
        ("nonsense", "database URL"),
    ],
)
def test_a_database_that_cannot_be_used_is_one_sentence_without_the_password(
    tmp_path: Path, url: str, problem: str
) -> None:
    done = svodka("migrate", folder=tmp_path, SVODKA_DATABASE_URL=url)
    assert problem in told(done)
    assert "hush" not in done.stderr


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "notes.db"
    file.write_text("these are my notes, not a database, and they are longer than a page header " * 20)
    assert "is not an SQLite database" in told(svodka("migrate", SVODKA_DATABASE_URL=f"sqlite:///{file}"))
    assert file.read_text().startswith("these are my notes")


def test_a_broken_sources_file_is_named_with_its_line_and_the_remedy(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('[[source]]\nid = "a"\nname = "A"\nkind = "pigeon"\n', "utf-8")
    done = svodka("check", "--sources", str(file))
    assert done.returncode == 1
    assert f"{file}:" in done.stderr
    done = svodka("run", folder=tmp_path, SVODKA_SOURCES_FILE=str(file))
    assert f"{file}:" in told(done)


def test_check_passes_on_the_files_of_the_project() -> None:
    done = svodka("check")
    assert done.returncode == 0, done.stderr
    assert "sources" in done.stdout


def test_migrate_may_run_twice_and_health_says_that_nothing_runs(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'svodka.db'}"
    assert "has no tables of this release" in told(svodka("health", folder=tmp_path, SVODKA_DATABASE_URL=url))
    for _ in range(2):
        done = svodka("migrate", folder=tmp_path, SVODKA_DATABASE_URL=url)
        assert (done.returncode, done.stdout) == (0, "The database is up to date.\n")
    done = svodka("health", folder=tmp_path, SVODKA_DATABASE_URL=url)
    assert done.returncode == 1
    assert "has never finished its work" in done.stderr


def test_a_misspelt_setting_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SVODKA_BOT_TOKKEN=1:a\n", "utf-8")
    assert "SVODKA_BOT_TOKKEN is no setting of Svodka" in told(process("run", folder=tmp_path))


def test_replay_tells_what_a_subscriber_would_have_got_and_writes_it_down(tmp_path: Path) -> None:
    posts = [
        {
            "id": "1",
            "date": "2026-10-15T04:10:00+03:00",
            "source": "Канал",
            "lang": "ru",
            "text": "Ночью над Калужской областью сбиты три беспилотника. Пострадал один человек.",
        },
        {
            "id": "2",
            "date": "2026-10-15T06:00:00+03:00",
            "source": "Вестник",
            "lang": "ru",
            "text": "Число пострадавших при ночной атаке БПЛА в Калужской области выросло до двух, сообщил губернатор.",
        },
        {
            "id": "3",
            "date": "2026-10-15T06:01:00+03:00",
            "source": "Канал",
            "lang": "ru",
            "text": "Завтра дождь.",
        },
        {
            "id": "4",
            "date": "2026-10-15T06:02:00+03:00",
            "source": "tambov_alarm",
            "lang": "ru",
            "text": "Отбой опасности БПЛА!",
        },
    ]
    night, messages, keys = tmp_path / "night.jsonl", tmp_path / "messages.jsonl", tmp_path / "keys.jsonl"
    night.write_text("".join(json.dumps(post, ensure_ascii=False) + "\n" for post in posts), "utf-8")
    done = svodka(
        "replay", str(night), "--messages", str(messages), "--assignments", str(keys), folder=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("posts: 4, incidents: 2.")
    assigned = {row["id"]: row["incidents"] for row in map(json.loads, keys.read_text("utf-8").splitlines())}
    assert assigned == {
        "1": ["RU-KLU@2026-10-15N"],
        "2": ["RU-KLU@2026-10-15N"],
        "3": [],
        "4": ["RU-TAM@2026-10-15N"],
    }
    sent = [json.loads(line) for line in messages.read_text("utf-8").splitlines()]
    assert [row["kind"] for row in sent] == ["first", "edit", "note"]
    assert sent[0].keys() == {"time", "chat", "kind", "ringing", "text"}
    assert sent[2]["ringing"]


def test_a_replay_of_nothing_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("", "utf-8")
    assert "there is no post in it" in told(svodka("replay", str(tmp_path / "empty.jsonl"), folder=tmp_path))
