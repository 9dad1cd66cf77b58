"""What keeps a command from beginning, in a sentence that says what to do: a setting, the folder, the database."""

import sqlite3
from typing import Any

import asyncpg
import typer
from pydantic import ValidationError
from pydantic_settings import SettingsError
from tortoise.exceptions import DBConnectionError, OperationalError
from typer.core import TyperGroup

from backend import settings
from backend.kit import terminal
from backend.kit.words import Words

SETTING = Words(
    "设置 {name} 用不了：{reason}（见 docs/operations.md）",
    "設定 {name} 無法使用：{reason}（見 docs/operations.md）",
    "The setting {name} cannot be used: {reason} (see docs/operations.md)",
)
DATABASE = Words(
    "连不上数据库：{reason}\n请检查 DATABASE_URL，以及 PostgreSQL 是否在运行。",
    "連不上資料庫：{reason}\n請檢查 DATABASE_URL，以及 PostgreSQL 是否在執行。",
    "The database cannot be reached: {reason}\nCheck DATABASE_URL, and whether PostgreSQL runs.",
)
FOLDER = Words(
    "文件夹 {folder} 用不了：{reason}\n请检查 LIANXIN_HOME，以及谁可以在那里写。",
    "資料夾 {folder} 無法使用：{reason}\n請檢查 LIANXIN_HOME，以及誰可以在那裡寫入。",
    "The folder {folder} cannot be used: {reason}\nCheck LIANXIN_HOME, and who may write there.",
)
KEYS = "LIANXIN_SECRETS (secrets.json)"
NOT_JSON = "it is not JSON"


class Commands(TyperGroup):
    """Commands that say what keeps them from beginning."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except ValidationError as error:
            for fault in error.errors():
                _tell(
                    SETTING, name=_variable(fault["loc"]), reason=fault["msg"].removeprefix("Value error, ")
                )
        except SettingsError as error:
            _tell(SETTING, name=_named(str(error)), reason=NOT_JSON)
        except OperationalError as error:
            if not _is_of_the_file(error):
                raise
            _tell_of_the_place(error)
        except (DBConnectionError, asyncpg.PostgresError, OSError, sqlite3.OperationalError) as error:
            _tell_of_the_place(error)
        raise typer.Exit(1)


def _is_of_the_file(error: OperationalError) -> bool:
    """Whether SQLite cannot use its file, as where it is somebody else's; a statement that is wrong is our own bug."""
    cause = error.args[0] if error.args else None
    return isinstance(cause, sqlite3.OperationalError) and cause.sqlite_errorcode != sqlite3.SQLITE_ERROR


def _tell_of_the_place(error: Exception) -> None:
    if settings.settings().on_postgres:
        _tell(DATABASE, reason=error)
    else:
        _tell(FOLDER, folder=settings.settings().home.absolute(), reason=error)


def _variable(place: tuple[int | str, ...]) -> str:
    """The environment variable of a setting; what is no setting is one of the keys."""
    name = str(place[0]) if place else ""
    if name.isupper():
        return name
    return f"LIANXIN_{name.upper()}" if name in settings.Settings.model_fields else KEYS


def _named(said: str) -> str:
    """The variable that pydantic-settings speaks of: error parsing value for field "keep_days" …"""
    _, name, *_ = [*said.split('"'), "…"]
    return f"LIANXIN_{name.upper()}"


def _tell(sentence: Words, **values: object) -> None:
    terminal.tell(sentence, as_error=True, **values)
