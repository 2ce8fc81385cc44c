from __future__ import annotations

from pathlib import Path

import pytest

from config.settings import Settings, SettingsError, load_settings


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(f"SVODKA_{field.upper()}", raising=False)


def test_without_any_variable_svodka_runs_in_the_terminal_on_sqlite() -> None:
    settings = load_settings(None)
    assert settings.bot_token is None
    assert settings.database_url.get_secret_value().startswith("sqlite:")


def test_lists_are_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVODKA_ADMINS", "12, 34")
    monkeypatch.setenv("SVODKA_PRIVATE_HOSTS", "Rss.Home.example , localhost:1200")
    settings = load_settings(None)
    assert settings.admins == {12, 34}
    assert settings.private_hosts == {"rss.home.example", "localhost:1200"}


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("SVODKA_ADMINS", "12,me", "'me' is no Telegram user number"),
        ("SVODKA_POLL_CONCURRENCY", "900", "less than or equal to 64"),
        ("SVODKA_BOT_API_URL", "nowhere", "valid URL"),
        ("SVODKA_LANGUAGE", "fr", "'ru' or 'en'"),
    ],
)
def test_a_wrong_value_is_one_sentence_with_the_name_of_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, problem: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings(None)
    assert str(caught.value).startswith(f"{name} cannot be used: ")
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_misspelt_name_in_the_file_is_not_passed_over(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("POSTGRES_PASSWORD=x\nSVODKA_BOT_TOKKEN=1:a\n", "utf-8")
    with pytest.raises(SettingsError, match="SVODKA_BOT_TOKKEN is no setting of Svodka"):
        load_settings(file)


def test_the_example_file_names_every_setting_and_no_other() -> None:
    text = (Path(__file__).parents[2] / ".env.example").read_text("utf-8")
    for field in Settings.model_fields:
        assert f"SVODKA_{field.upper()}=" in text


def test_the_token_and_the_database_password_do_not_show_in_a_printed_setting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SVODKA_BOT_TOKEN", "12345:secretsecret")
    monkeypatch.setenv("SVODKA_DATABASE_URL", "postgresql://u:hush@localhost/db")
    shown = repr(load_settings(None))
    assert "secretsecret" not in shown
    assert "hush" not in shown
