from __future__ import annotations

from pathlib import Path

import pytest

from bot.catalog.toml_lines import read_toml
from bot.core.errors import DataError

TEXT = """# a file
title = "x"

[[source]]
id = "a"
url = "https://a.example"

[[source]]
id = "b"

[policy]
age = 3
"""


def test_a_fault_names_the_line_of_its_table_and_key(tmp_path: Path) -> None:
    path = tmp_path / "some.toml"
    path.write_text(TEXT, "utf-8")
    file = read_toml(path)
    assert file.line("source", 0) == 4
    assert file.line("source", 0, "url") == 6
    assert file.line("source", 1, "id") == 9
    assert file.line("source", 1, "url") == 8, "a missing key is reported at its table"
    assert file.line("policy", 0, "age") == 12
    assert file.line("", 0, "title") == 2
    assert str(file.fault("source", 1, "id", "the id is taken", "Choose another.")) == (
        f"{path}:9: the id is taken. Choose another."
    )


def test_broken_syntax_is_reported_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text("[a]\nb = \n", "utf-8")
    with pytest.raises(DataError) as caught:
        read_toml(path)
    assert caught.value.line == 2
    assert "this is not TOML" in str(caught.value)


def test_a_missing_or_binary_file_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="the file is missing"):
        read_toml(tmp_path / "absent.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DataError, match="cannot be read"):
        read_toml(tmp_path / "bytes.toml")
