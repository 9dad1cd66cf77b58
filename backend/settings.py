"""Every setting, read once from the environment (`LIANXIN_…`, and the usual DATABASE_URL and REDIS_URL)."""

import json
import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from pydantic import AliasChoices, BaseModel, Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from tortoise.backends.base.config_generator import expand_db_url

KEY_LENGTH = 32
"""Bytes."""


class Secrets(BaseModel):
    """Keys that must outlive the process; made at the first start and kept in a file only its owner reads."""

    sealing_keys: dict[int, str]
    """Key id → 32 bytes (base64url). The highest id seals; all of them open."""
    index_key: str
    """32 bytes (base64url) for looking up what is sealed."""
    vapid_key: str
    """The private key (PEM) by which push services know us."""

    @field_validator("sealing_keys")
    @classmethod
    def _seal(cls, keys: dict[int, str]) -> dict[int, str]:
        if not keys or not all(0 < number < 256 and _is_key(key) for number, key in keys.items()):
            raise ValueError("number the sealing keys from 1 to 255, each of them 32 bytes in base64url")
        return keys

    @field_validator("index_key")
    @classmethod
    def _index(cls, key: str) -> str:
        if not _is_key(key):
            raise ValueError("the index key is 32 bytes in base64url")
        return key

    @property
    def sealing(self) -> dict[int, bytes]:
        return {number: urlsafe_b64decode(key) for number, key in self.sealing_keys.items()}

    @property
    def index(self) -> bytes:
        return urlsafe_b64decode(self.index_key)


def _is_key(text: str) -> bool:
    try:
        return len(urlsafe_b64decode(text)) == KEY_LENGTH
    except ValueError:
        return False


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
    trusted_proxies: int = Field(0, ge=0)
    """How many reverse proxies stand before us and append to X-Forwarded-For."""
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
        return self.database.startswith(("postgres://", "postgresql://"))

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
    file = settings().home / "secrets.json"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        _write_once(file, _fresh_secrets())
    return Secrets.model_validate_json(file.read_text())


def _fresh_secrets() -> str:
    def key() -> str:
        return urlsafe_b64encode(secrets.token_bytes(KEY_LENGTH)).decode()

    return json.dumps(
        {"sealing_keys": {"1": key()}, "index_key": key(), "vapid_key": fresh_vapid_key()}, indent=1
    )


def fresh_vapid_key() -> str:
    """A private key by which push services may know a place, as PEM."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    return (
        ec.generate_private_key(ec.SECP256R1())
        .private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        .decode()
    )


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
        "connections": {"default": _connection()},
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
    "backend.grids.models",
    "backend.households.models",
    "backend.volunteers.models",
    "backend.shifts.models",
    "backend.shifts.clock_models",
    "backend.supplies.models",
    "backend.supplies.stock_models",
]


def _connection() -> object:
    where = settings()
    if where.on_postgres:
        return {**expand_db_url(where.database), "engine": "backend.kit.asyncpg_kept"}
    file = where.database.removeprefix("sqlite://")
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
