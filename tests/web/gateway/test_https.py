"""The exchange over HTTPS as it is run: TLS ends at a proxy in front of the authority's site."""

from __future__ import annotations

import select
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from hocba.adapters.gateway import HttpGateway
from hocba.exchange.messages import Registration, Verdict
from hocba.exchange.ports import GatewayUnreachable
from hocba_web.base import clock
from hocba_web.demo.tls import make_tls
from support.web.authority import ADDRESS, make_sender, sealed

_CHUNK = 65_536


def _hand_on(secured: ssl.SSLSocket, inner: socket.socket) -> None:
    """Both ways until one side is through; by one thread, as TLS wants it."""
    other = {secured: inner, inner: secured}
    while True:
        ready = [secured] if secured.pending() else select.select([secured, inner], [], [])[0]
        for source in ready:
            data = source.recv(_CHUNK)
            if not data:
                return
            other[source].sendall(data)


@contextmanager
def tls_in_front(address: str, folder: Path) -> Iterator[str]:
    """The site at `address`, over TLS 1.2 or newer with a certificate for "localhost"."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    parts = urlsplit(address)

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            try:
                secured = context.wrap_socket(self.request, server_side=True)
            except (ssl.SSLError, OSError):
                return  # a client that trusts somebody else
            with secured, socket.create_connection((parts.hostname, parts.port)) as inner:
                _hand_on(secured, inner)

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = False

    with Server(("127.0.0.1", 0), Handler) as server:
        runner = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        runner.start()
        try:
            yield f"https://localhost:{server.server_address[1]}"
        finally:
            server.shutdown()
            runner.join()


@pytest.fixture
def secured(authority_server: str, tmp_path: Path) -> Iterator[str]:
    """Address of the exchange over HTTPS."""
    make_tls(tmp_path / "tls", now=clock.real_now())
    with tls_in_front(authority_server, tmp_path / "tls") as address:
        yield address + ADDRESS


@pytest.mark.usefixtures("demo")
def test_a_school_hands_in_over_https_with_the_authoritys_own_root(secured: str, tmp_path: Path):
    line = HttpGateway(secured, ca_file=tmp_path / "tls" / "ca.pem", read_seconds=30)
    sender = make_sender()
    assert not line.send(sender.certificate()).refused
    assert line.send(sender.approval()).status is Registration.APPROVED
    request = sender.submit(sealed(1))
    assert not line.send(request).refused
    (row,) = line.send(sender.ask(request)).rows
    assert row.status is Verdict.ACCEPTED
    line.close()


def test_a_root_that_the_school_was_not_given_is_not_believed(secured: str, tmp_path: Path):
    sender = make_sender()
    make_tls(tmp_path / "other", now=clock.real_now())
    for ca_file in (None, tmp_path / "other" / "ca.pem"):
        line = HttpGateway(secured, ca_file=ca_file)
        with pytest.raises(GatewayUnreachable, match="GATEWAY_NOT_TRUSTED"):
            line.send(sender.certificate())
        line.close()
    assert not sender.school.certificates.exists()
