"""A push service in a process of its own: it takes every message at once, and does nothing with it.

It speaks TLS, as every push service does (RFC 8030), with a certificate that this run made and trusts. It is as bare as can be, so that what is measured is the sender. Run as a module it prints the port it listens on.
That what we send can be opened by a phone, tests/push shows.
"""

import asyncio
import ipaddress
import os
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import httptools
import uvloop
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

TAKEN = b"HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n"


@contextmanager
def listening() -> Iterator[str]:
    """The `host:port` of such a service, for as long as this is open; meanwhile its certificate is trusted."""
    with tempfile.TemporaryDirectory() as folder:
        certificate = self_signed(Path(folder))
        command = [sys.executable, "-m", "bench._push_service", str(certificate)]
        with trusting(certificate), subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as service:
            try:
                assert service.stdout
                yield f"127.0.0.1:{int(service.stdout.readline())}"
            finally:
                service.terminate()


def trusting(certificate: Path) -> AbstractContextManager[object]:
    """While open, what is started trusts this certificate."""
    # The one is read by Python's own TLS, the other by requests, on which pywebpush stands.
    return patch.dict(os.environ, SSL_CERT_FILE=str(certificate), REQUESTS_CA_BUNDLE=str(certificate))


def self_signed(folder: Path) -> Path:
    """A fresh key and certificate for 127.0.0.1, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "push")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(here, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "push.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + certificate.public_bytes(Encoding.PEM))
    return file


class _Taker(asyncio.Protocol):
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.transport = transport
        self.parser = httptools.HttpRequestParser(self)

    def data_received(self, data: bytes) -> None:
        self.parser.feed_data(data)

    def on_message_complete(self) -> None:
        self.transport.write(TAKEN)


async def _serve(certificate: str) -> None:
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate)
    # Who opens many connections at once must not meet a full queue, and wait a second to try again.
    server = await asyncio.get_running_loop().create_server(_Taker, "127.0.0.1", 0, ssl=tls, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(_serve(sys.argv[1]))
