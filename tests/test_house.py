"""The house keeps its own rules: small files, small functions, floors, and no word of where it was built."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("bot", "handlers", "storage", "config")
SOURCES = sorted(
    path
    for folder in FOLDERS
    for path in (ROOT / folder).rglob("*.py")
    if "versions" not in path.parts and "build" not in path.parts
)


def tracked() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [ROOT / name for name in listing.stdout.decode().split("\0") if name]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_stays_under_300_lines_and_a_function_under_40(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < 40, f"{node.name} has grown too long"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_is_named_for_a_drawer(path: Path) -> None:
    assert not {"utils", "helpers", "manager", "service", "common", "misc"} & {path.stem, path.parent.name}


def test_the_locks_pin_every_package_with_a_hash_and_name_no_index() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock"):
        text = (ROOT / name).read_text("utf-8")
        assert not re.search(r"https?://|index-url|find-links|trusted-host", text), name
        pins = re.findall(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", text, re.M | re.S)
        assert len(pins) > 40
        assert all("==" in pin and "--hash=sha256:" in pin for pin in pins), name


def test_nobody_silences_the_ban_on_reading_the_time_and_the_environment() -> None:
    assert not [path for path in SOURCES if re.search(r"noqa:.*TID251", path.read_text("utf-8"))]


def test_every_tracked_text_is_utf8_without_trailing_blank_ends() -> None:
    for path in tracked():
        if path.suffix in {".py", ".md", ".toml", ".ftl", ".yaml", ".jsonl"} and path.is_file():
            text = path.read_text("utf-8")
            assert not text or text.endswith("\n"), path
