"""Every setting, read once from the environment (`LIANXIN_…`, and the usual DATABASE_URL and REDIS_URL)."""

import os
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from pydantic import AliasChoices, Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from tortoise.backends.base.config_generator import expand_db_url

from backend.secret_keys import Secrets, fresh


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="LIANXIN_", frozen=True)

    home: Path = Path("var")
    """Where the database and the secrets live when nothing else is said."""
    database_url: str = Field("", validation_alias=AliasChoices("DATABASE_URL", "LIANXIN_DATABASE_URL"))
    """`postgres://…` or `sqlite://PATH`; empty means an SQLite file in `home`."""
    redis_url: str = Field("", validation_alias=AliasChoices("REDIS_URL", "LIANXIN_REDIS_URL"))
    """For live hints and shared rate limits between processes; empty means one process."""
    origin: str = "http://localhost:8000"
    """The address people type; https everywhere but on localhost."""
    demo: bool = False
    """Show sign-in codes on the screen and load the demo community; never on a real server."""
    any_document: bool = False
    """Let phones send documents that are not the app's own; for development and tests."""
    sms_url: str = ""
    """An Apprise URL by which sign-in codes and urgent messages leave; `{phone}` in it is the number."""
    push_contact: str = "mailto:push@lianxin.example"
    """Whom a push service may write to (RFC 8292); Apple refuses localhost."""
    push_hosts: frozenset[str] = frozenset()
    """Extra push hosts, for tests and closed networks (`host:port`)."""
    card_font: str = ""
    """A font file that can write Chinese, for picture cards of notices; empty means one that the system has."""
    push_processes: int = Field(0, ge=0, le=64)
    """Processes that seal and bring what goes to crowds; 0 for one a core, and four at the most."""
    trusted_proxies: int = Field(0, ge=0)
    """How many reverse proxies stand before us and append to X-Forwarded-For."""
    log: Literal["auto", "json", "text"] = "auto"
    """How the log is written: JSON for programs, text for people; by itself it is text on a terminal only."""
    metrics_token: str = ""
    """With this as a bearer token /metrics may be read from another computer; without one only from this one."""
    work_port: int = Field(0, ge=0, le=65_535)
    """The port on loopback where `lianxin work` says how it is doing; 0 means nowhere."""
    drain_seconds: float = Field(1.0, ge=0, le=60)
    """For so long a server that is told to end still answers new requests, so that proxies see in time that it goes."""
    time_zone: str = "Asia/Shanghai"
    """The zone of grids that set none of their own."""
    keep_days: dict[str, int] = Field(default_factory=dict)
    """How many days a kind of rows is kept, where that is not the usual: {"answers": 60} (see kit/retention.py)."""
    phone_region: str = "CN"
    """The country that a phone number without + belongs to."""

    rest_hours: int = Field(8, ge=0, le=24)
    """How many hours lie between two shifts of one person at the least."""
    most_hours_a_day: int = Field(12, ge=1, le=24)
    """How many hours one person may stand within any 24."""
    leave_hours: int = Field(12, ge=0, le=168)
    """Whoever leaves a shift fewer hours before it begins leaves late."""

    @field_validator("database_url")
    @classmethod
    def _is_known_engine(cls, url: str) -> str:
        if url and not url.startswith(("postgres://", "postgresql://", "sqlite://")):
            raise ValueError("begin it with postgres:// or sqlite://")
        return url

    @field_validator("origin")
    @classmethod
    def _is_origin(cls, origin: str) -> str:
        parts = urlsplit(origin)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
            raise ValueError("write it like https://lianxin.example.org, without a path")
        return f"{parts.scheme}://{parts.netloc}"

    @field_validator("time_zone")
    @classmethod
    def _is_zone(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError("write a zone like Asia/Shanghai") from error
        return zone

    @field_validator("phone_region")
    @classmethod
    def _is_region(cls, region: str) -> str:
        if region not in phonenumbers.SUPPORTED_REGIONS:
            raise ValueError("write two capital letters like CN")
        return region

    @field_validator("keep_days")
    @classmethod
    def _are_days(cls, days: dict[str, int]) -> dict[str, int]:
        if any(not 0 < number <= 36_500 for number in days.values()):
            raise ValueError("keep each kind for 1 day or more")
        return days

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite://{self.home.absolute() / 'lianxin.sqlite3'}"

    @property
    def on_postgres(self) -> bool:
        return is_postgres(self.database)

    @property
    def is_secure(self) -> bool:
        return self.origin.startswith("https://")


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()


@cache
def secret() -> Secrets:
    """The keys of this place, from LIANXIN_SECRETS (JSON) or the file in `home`; made where there are none yet."""
    if given := os.environ.get("LIANXIN_SECRETS"):
        return Secrets.model_validate_json(given)
    file = secrets_file()
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        _write_once(file, fresh())
    return Secrets.model_validate_json(file.read_text())


def can_read_secrets() -> bool:
    """Whether the keys as they are now can be used: somebody may be changing them by hand."""
    try:
        Secrets.model_validate_json(os.environ.get("LIANXIN_SECRETS") or secrets_file().read_text())
    except (ValueError, OSError):
        return False
    return True


def secrets_file() -> Path:
    """Where the keys are, when they are not given from outside."""
    return settings().home / "secrets.json"


def _write_once(file: Path, text: str) -> None:
    """Two processes that start together agree on one file: it appears whole, and the first one wins."""
    draft = file.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(text)
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def tortoise_orm() -> dict[str, Any]:
    """What Tortoise needs to know: where the rows are, and which modules describe them."""
    return {
        "connections": {"default": connection_to(settings().database)},
        "apps": {
            "lianxin": {
                "models": MODELS,
                "default_connection": "default",
                "migrations": "backend.migrations",
            }
        },
        "use_tz": True,
        "timezone": "UTC",
    }


MODELS = [
    "backend.kit.models",
    "backend.access.models",
    "backend.push.models",
    "backend.push.broadcast_models",
    "backend.grids.models",
    "backend.households.models",
    "backend.volunteers.models",
    "backend.shifts.models",
    "backend.shifts.clock_models",
    "backend.supplies.models",
    "backend.supplies.stock_models",
    "backend.notices.models",
    "backend.notices.reach_models",
    "backend.notices.channel_models",
    "backend.notices.answer_models",
]


def is_postgres(url: str) -> bool:
    """Whether a database is a PostgreSQL one."""
    return url.startswith(("postgres://", "postgresql://"))


def connection_to(url: str) -> object:
    """What Tortoise needs to know of one database."""
    if is_postgres(url):
        return {**expand_db_url(url), "engine": "backend.kit.asyncpg_kept"}
    file = url.removeprefix("sqlite://")
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    return {
        "engine": "backend.kit.sqlite",
        "credentials": {
            "file_path": file,
            "journal_mode": "WAL",
            # Not every SQLite overwrites what is erased unless it is told to.
            "secure_delete": "ON",
            "synchronous": "FULL",
            "busy_timeout": 10_000,
        },
    }
