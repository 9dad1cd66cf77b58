"""`lianxin`: everything that the person who runs a place's computer does."""

import asyncio
import contextlib
import signal as signals
import socket
from collections.abc import Iterator
from typing import Annotated

import typer

from backend import app as server
from backend import database, hindrances, serving, settings, shipped
from backend.access import commands as access
from backend.demo import community, loading
from backend.grids import commands as grids
from backend.households import commands as households
from backend.kit import logs, retention, stopping, terminal, turns
from backend.kit.words import Words
from backend.safekeeping import commands as safekeeping
from backend.supplies import seeds

LISTENS = Words("连心已启动：{address}", "連心已啟動：{address}", "Lianxin 连心 listens on {address}")
NOT_EMPTY = Words(
    "这个数据库里已经有内容。请把 LIANXIN_HOME 设为另一个文件夹。",
    "這個資料庫裡已經有內容。請把 LIANXIN_HOME 設為另一個資料夾。",
    "This database has a place in it already. Set LIANXIN_HOME to another folder.",
)
RUNS_ALREADY = Words(
    "连心已经在这个文件夹里运行。请先结束它，或把 LIANXIN_HOME 设为另一个文件夹。",
    "連心已經在這個資料夾裡執行。請先結束它，或把 LIANXIN_HOME 設為另一個資料夾。",
    "Lianxin runs in this folder already. End it first, or set LIANXIN_HOME to another folder.",
)
NO_ADDRESS = Words(
    "没有启动：{host} 的端口 {port} 用不了：{reason}\n请先结束占用它的程序，或换一个端口：lianxin serve --port {other}",
    "沒有啟動：{host} 的連接埠 {port} 無法使用：{reason}\n請先結束占用它的程式，或換一個連接埠：lianxin serve --port {other}",
    "Not started: port {port} of {host} cannot be used: {reason}\n"
    "End the program that has it, or take another port: lianxin serve --port {other}",
)
REAL_PLACE = Words(
    "没有启动：LIANXIN_DEMO=1 会把登录验证码显示在屏幕上，而这个数据库不是演示数据。\n"
    "真实使用请设 LIANXIN_DEMO=0；要看演示请把 LIANXIN_HOME 设为另一个空文件夹。",
    "沒有啟動：LIANXIN_DEMO=1 會把登入驗證碼顯示在螢幕上，而這個資料庫不是示範資料。\n"
    "真實使用請設 LIANXIN_DEMO=0；要看示範請把 LIANXIN_HOME 設為另一個空資料夾。",
    "Not started: LIANXIN_DEMO=1 shows sign-in codes on the screen, and this database was not made by the demo.\n"
    "For a real place set LIANXIN_DEMO=0; to look at the demo set LIANXIN_HOME to another, empty folder.",
)

NO_SUCH_KIND = Words(
    "LIANXIN_KEEP_DAYS 里没有这一类：{said}。可以写：{known}",
    "LIANXIN_KEEP_DAYS 裡沒有這一類：{said}。可以寫：{known}",
    "LIANXIN_KEEP_DAYS names what is not kept: {said}. Use one of: {known}",
)

app = typer.Typer(
    name="lianxin",
    cls=hindrances.Commands,
    help="Lianxin 连心: every call answered, every household reached, no household missed.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


importing = typer.Typer(help="Load what you have in files.", no_args_is_help=True)
importing.command("grids")(grids.import_grids)
importing.command("households")(households.import_households)
app.add_typer(importing, name="import")
app.command()(grids.appoint)
app.command()(households.invite)
app.command()(access.audit)
app.command()(safekeeping.backup)
app.command()(safekeeping.restore)
app.command("move-database")(safekeeping.move_database)
app.command("rotate-keys")(safekeeping.rotate_keys)


@app.callback()
def lianxin() -> None:
    """Settings are read from the environment: see docs/operations.md."""
    logs.begin()


@app.command()
def serve(
    host: Annotated[
        str, typer.Option(help="The address to listen on; 0.0.0.0 for phones in the same network.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, help="The port to listen on.")] = 8000,
) -> None:
    """Serve phones and browsers and do what is due.

    Brings the database up to date first. With LIANXIN_DEMO=1 an empty database gets the demo community.
    """
    _refuse_unknown_kinds()
    with _alone():
        _refuse_a_taken_port(host, port)
        asyncio.run(_prepare(demo=settings.settings().demo))
        if settings.settings().demo:
            _refuse_a_real_place()
            typer.echo(loading.how_to_sign_in(f"http://localhost:{port}"))
        else:
            terminal.tell(LISTENS, address=f"http://{host}:{port}")
        serving.serve(host, port)


@app.command()
def demo() -> None:
    """Load the demo community into an empty database, to look at or to build on.

    Then `LIANXIN_DEMO=1 lianxin serve`: only that shows the sign-in codes on the screen.
    """
    if not asyncio.run(_prepare(demo=True)):
        terminal.tell(NOT_EMPTY, as_error=True)
        raise typer.Exit(1)
    typer.echo(loading.how_to_sign_in(settings.settings().origin))


@app.command()
def work() -> None:
    """Do only what is due: send messages and codes, sweep, remind. Beside any number of `lianxin serve`, which do it too.

    For a city over PostgreSQL; a place on SQLite has one process, and that serves.
    """
    _refuse_unknown_kinds()
    with _alone():
        _refuse_a_taken_port("127.0.0.1", settings.settings().work_port)
        asyncio.run(_prepare(demo=False))
        asyncio.run(_work())


async def _work() -> None:
    told_to_end = asyncio.Event()
    for signal in (signals.SIGINT, signals.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signal, told_to_end.set)
    async with server.running(), serving.watched(settings.settings().work_port):
        await told_to_end.wait()
        stopping.begin()


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Run as the one process that a place on SQLite has, or say that there is one."""
    try:
        with turns.running():
            yield
    except turns.TurnTaken as taken:
        terminal.tell(RUNS_ALREADY, as_error=True)
        raise typer.Exit(1) from taken


def _refuse_unknown_kinds() -> None:
    """Whoever misspells a kind would believe that it is thrown away."""
    if unknown := retention.unknown():
        terminal.tell(NO_SUCH_KIND, as_error=True, said=", ".join(unknown), known=", ".join(retention.days()))
        raise typer.Exit(1)


def _refuse_a_taken_port(host: str, port: int) -> None:
    """Whoever reads how to sign in would go to another program's page."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]
        other = 8001 if port == 8000 else 8000
        terminal.tell(NO_ADDRESS, as_error=True, host=host, port=port, reason=reason, other=other)
        raise typer.Exit(1) from error


def _refuse_a_real_place() -> None:
    """Whoever knows a number could sign in as anybody, where codes are shown on the screen."""
    if not database.run(community.is_the_demo()):
        terminal.tell(REAL_PLACE, as_error=True)
        raise typer.Exit(1)


async def _prepare(*, demo: bool) -> bool:
    """Bring the database up to date; whether it got the demo community, which only an empty one gets."""
    # A key that seals nothing must keep us from beginning, not from the first question on.
    settings.secret()
    async with database.opened(), turns.preparing():
        await database.migrate()
        await seeds.seed()
        # Here and not while serving: whoever may not write is told so before anything is said to be ready.
        await shipped.note()
        return demo and await loading.load_if_empty()


if __name__ == "__main__":
    app()
