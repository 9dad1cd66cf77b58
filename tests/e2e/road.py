"""The way between phones and their server, which can lose an answer halfway and then be gone.

What goes wrong here goes wrong for pages and service workers alike, as in a stairwell.
"""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Event, Thread

from tests.e2e.overheard import Ear, Listener

PIECE = 65_536


class Road:
    """Carries bytes between `address` and a port of this machine, both ways."""

    def __init__(self) -> None:
        self.address = ""
        self.lost = Event()
        """Set when the answer that was to be lost is lost; from then on nothing gets through."""
        self.ear = Ear()
        self._port = 0
        self._doomed = b""
        self._is_closed = False
        self._shut_out: frozenset[bytes] = frozenset()
        self._there: list[bytearray] = []
        self._open: set[asyncio.StreamWriter] = set()
        self._carrying: set[asyncio.Task[None]] = set()

    def leads_to(self, port: int) -> None:
        """Where it leads."""
        self._port = port

    def will_lose_the_answer_to(self, words: str) -> None:
        """The next request with these words reaches the server; of its answer only the first half comes back."""
        self.lost.clear()
        self._doomed = words.encode()

    def shuts_out(self, words: str) -> None:
        """Nothing gets through any more for whoever says these words in every request."""
        self._shut_out |= {words.encode()}

    def lets_in(self, words: str) -> None:
        """Let them through again."""
        self._shut_out -= {words.encode()}

    def reopen(self) -> None:
        """Let everything through again."""
        self._is_closed, self._doomed = False, b""

    def carried(self, words: str) -> int:
        """How often these words went to the server."""
        return sum(carried.count(words.encode()) for carried in self._there)

    def _take_up(self, phone: asyncio.StreamReader, to_phone: asyncio.StreamWriter) -> None:
        carrying = asyncio.create_task(self._carry(phone, to_phone))
        self._carrying.add(carrying)
        carrying.add_done_callback(self._carrying.discard)

    async def _carry(self, phone: asyncio.StreamReader, to_phone: asyncio.StreamWriter) -> None:
        if self._is_closed:
            to_phone.transport.abort()
            return
        carried, doomed, listener = bytearray(), asyncio.Event(), self.ear.at_a_connection()
        ends = {to_phone}
        self._open.add(to_phone)
        try:
            server, to_server = await asyncio.open_connection("127.0.0.1", self._port)
            ends.add(to_server)
            self._open.add(to_server)
            self._there.append(carried)
            await asyncio.gather(
                self._carry_there(phone, to_server, carried, doomed, listener),
                self._carry_back(server, to_phone, carried, doomed, listener),
            )
        except ConnectionError:
            # A browser hangs up when it likes, and calls a place that is just taken down.
            pass
        finally:
            self._open -= ends
            for end in ends:
                end.close()

    async def _carry_there(
        self,
        phone: asyncio.StreamReader,
        to_server: asyncio.StreamWriter,
        carried: bytearray,
        doomed: asyncio.Event,
        listener: Listener,
    ) -> None:
        while piece := await phone.read(PIECE):
            before = carried.count(self._doomed)
            carried += piece
            self._stop_who_is_shut_out(carried)
            if self._doomed and carried.count(self._doomed) > before:
                doomed.set()
            listener.hears_there(piece)
            to_server.write(piece)
            await to_server.drain()
        to_server.close()

    async def _carry_back(
        self,
        server: asyncio.StreamReader,
        to_phone: asyncio.StreamWriter,
        carried: bytearray,
        doomed: asyncio.Event,
        listener: Listener,
    ) -> None:
        while piece := await server.read(PIECE):
            self._stop_who_is_shut_out(carried)
            if doomed.is_set():
                # A browser quietly asks once more where nothing came back at all.
                to_phone.write(piece[: piece.index(b"\r\n\r\n") + 4])
                await to_phone.drain()
                self._close()
                return
            to_phone.write(piece)
            await to_phone.drain()
            listener.hears_back(piece)
        to_phone.close()

    def _stop_who_is_shut_out(self, carried: bytearray) -> None:
        if any(words in carried for words in self._shut_out):
            raise ConnectionAbortedError

    def _close(self) -> None:
        self._is_closed = True
        for end in self._open:
            end.close()
        self.lost.set()

    async def serve(self, ready: Callable[[Callable[[], object]], object]) -> None:
        """Carry until what `ready` is given is called, from whatever thread."""
        loop, done = asyncio.get_running_loop(), asyncio.Event()
        listening = await asyncio.start_server(self._take_up, "127.0.0.1", 0)
        self.address = f"http://localhost:{listening.sockets[0].getsockname()[1]}"
        ready(lambda: loop.call_soon_threadsafe(done.set))
        await done.wait()
        listening.close()
        for end in self._open:
            end.transport.abort()
        # A loop that ends before them would write down each as a fault.
        await asyncio.gather(*self._carrying)


@contextmanager
def laid() -> Iterator[Road]:
    """A road, in a thread of its own."""
    road, ready = Road(), Future[Callable[[], object]]()
    thread = Thread(target=lambda: asyncio.run(road.serve(ready.set_result)), daemon=True)
    thread.start()
    end = ready.result(10)
    try:
        yield road
    finally:
        end()
        thread.join(10)
