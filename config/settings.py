"""Settings: the only reader of the environment. Every variable starts with SVODKA_ and may stand in `.env`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

from dotenv import dotenv_values
from pydantic import AnyHttpUrl, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "SVODKA_"
DATA_DIR = Path(__file__).parent / "data"


class SettingsError(Exception):
    """A setting has a value that cannot be used; the text says which, why, and what to do."""


def _language_of_the_terminal() -> Literal["ru", "en"]:
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "ru" if spoken.lower().startswith(("ru", "uk", "be", "kk")) else "en"


class Settings(BaseSettings):
    """What a deployment may choose. `.env.example` explains each in its own words."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    bot_token: SecretStr | None = None
    bot_api_url: AnyHttpUrl | None = None
    database_url: SecretStr = SecretStr("sqlite:///var/svodka.db")
    sources_file: Path | None = None
    private_hosts: Annotated[frozenset[str], NoDecode] = frozenset()
    admins: Annotated[frozenset[int], NoDecode] = frozenset()
    language: Literal["ru", "en"] = Field(default_factory=_language_of_the_terminal)
    contact_url: AnyHttpUrl | None = None
    poll_concurrency: Annotated[int, Field(ge=1, le=64)] = 8
    log_level: Literal["debug", "info", "warning", "error"] | None = None
    log_format: Literal["text", "json"] = "text"

    @field_validator("private_hosts", mode="before")
    @classmethod
    def _split_hosts(cls, value: object) -> object:
        return frozenset(_parts(value)) if isinstance(value, str) else value

    @field_validator("admins", mode="before")
    @classmethod
    def _split_admins(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        if wrong := [part for part in _parts(value) if not part.lstrip("-").isdigit()]:
            raise ValueError(f"{wrong[0]!r} is no Telegram user number")
        return frozenset(int(part) for part in _parts(value))

    @field_validator("log_level", "log_format", "language", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value


def _parts(value: str) -> list[str]:
    return [part.strip().lower() for part in value.split(",") if part.strip()]


def load_settings(env_file: Path | None = Path(".env")) -> Settings:
    """The settings from the environment and `.env`; raises SettingsError with one sentence for the first fault."""
    known = {PREFIX + field.upper() for field in Settings.model_fields}
    for name in dotenv_values(env_file) if env_file and env_file.is_file() else ():
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            raise SettingsError(
                f"{name} is no setting of Svodka: correct the name in {env_file}, see .env.example."
            )
    try:
        return Settings(_env_file=env_file)
    except ValidationError as error:
        fault = error.errors()[0]
        name = PREFIX + str(fault["loc"][0]).upper()
        problem = fault["msg"].removeprefix("Value error, ")
        problem = problem[:1].lower() + problem[1:]
        raise SettingsError(f"{name} cannot be used: {problem}. See .env.example.") from None
