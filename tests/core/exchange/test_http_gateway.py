"""The way to the gateway: over trusted TLS only, with an end to every wait, and nothing secret in what goes wrong."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import NameOID

from hocba.adapters.gateway import HttpGateway
from hocba.errors import UsageError
from hocba.exchange.messages import Login, Received, Submit, answer_json, parse_request
from hocba.exchange.ports import (
    GatewayAnswerBroken,
    GatewayLoginRefused,
    GatewayOutcomeUnknown,
    GatewayUnreachable,
)
from hocba.exchange.profile import exchange_profile
from hocba.messages import catalogue
from hocba.model import SchoolYear
from support.keys import demo_ca, private_key

SECRET = "rat-bi-mat"
REQUEST = Submit(
    login=Login.of("48491401", "vanthu", SECRET, SECRET), school_year=SchoolYear(2025), message_id="m-1", content="QUJD"
)
ANSWER = Received(message_id="m-1", response_code="00")
Serve = Callable[[BaseHTTPRequestHandler, bytes], None]


def answer(body: bytes, status: int = 200, **headers: str) -> Serve:
    """Always the same answer."""

    def serve(handler: BaseHTTPRequestHandler, _asked: bytes) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(body)), "Content-Type": "application/json", **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return serve


@contextmanager
def gateway(serve: Serve, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """A server on the loopback; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.close_connection = True
            serve(self, self.rfile.read(int(self.headers["Content-Length"])))

        def log_message(self, *_args: object) -> None:
            """Nothing is printed."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_args: object) -> None:
            """A client that goes away in the middle is the point of some tests."""

    server = Server(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}/api"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def server_tls(folder: Path, *, host: str = "127.0.0.1") -> tuple[ssl.SSLContext, Path]:
    """A server's TLS with a certificate of its own root, and the root's file."""
    key = private_key("p256", 8)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    names = [x509.IPAddress(ip_address(host)) if host[0].isdigit() else x509.DNSName(host)]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(77)
        .not_valid_before(datetime(2025, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2040, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    root, secret = folder / "root.pem", folder / "key.pem"
    root.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(root, secret)
    return context, root


def failure(kind: type[Exception], way: HttpGateway) -> Exception:
    with pytest.raises(kind) as failed:
        way.send(REQUEST)
    error = failed.value
    assert type(error) is kind
    assert error.code in catalogue()
    told = f"{error} {error!r} {error.args} {error.params} {error.__cause__}"
    assert SECRET not in told
    assert REQUEST.login.password_hash not in told
    assert error.__suppress_context__ or error.__context__ is None
    return error


def test_a_request_arrives_and_its_answer_comes_back():
    seen = []

    def serve(handler: BaseHTTPRequestHandler, asked: bytes) -> None:
        seen.append(parse_request(asked))
        answer(answer_json(ANSWER))(handler, asked)

    with gateway(serve) as address:
        assert HttpGateway(address).send(REQUEST) == ANSWER
    assert seen == [REQUEST]


def test_tls_is_verified_by_the_roots_given(tmp_path):
    tls, root = server_tls(tmp_path)
    with gateway(answer(answer_json(ANSWER)), tls) as address:
        assert HttpGateway(address, ca_file=root).send(REQUEST) == ANSWER
        assert failure(GatewayUnreachable, HttpGateway(address)).code == "GATEWAY_NOT_TRUSTED"
        other = tmp_path / "other.pem"
        other.write_bytes(demo_ca().root.public_bytes(serialization.Encoding.PEM))
        assert failure(GatewayUnreachable, HttpGateway(address, ca_file=other)).arrived is False


def test_a_certificate_of_another_host_is_not_trusted(tmp_path):
    tls, root = server_tls(tmp_path, host="example.org")
    with gateway(answer(answer_json(ANSWER)), tls) as address:
        assert failure(GatewayUnreachable, HttpGateway(address, ca_file=root)).code == "GATEWAY_NOT_TRUSTED"


def test_old_tls_is_refused(tmp_path):
    tls, root = server_tls(tmp_path)
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        tls.minimum_version = ssl.TLSVersion.TLSv1_1
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        tls.maximum_version = ssl.TLSVersion.TLSv1_1
    with (
        gateway(answer(answer_json(ANSWER)), tls) as address,
        pytest.raises((GatewayUnreachable, GatewayOutcomeUnknown)),
    ):
        HttpGateway(address, ca_file=root).send(REQUEST)


def test_nobody_there_means_that_nothing_was_sent():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    error = failure(GatewayUnreachable, HttpGateway(f"http://127.0.0.1:{port}/"))
    assert (error.code, error.arrived) == ("GATEWAY_UNREACHABLE", False)


def test_a_gateway_that_does_not_answer_leaves_the_outcome_open():
    ended = threading.Event()

    def serve(_handler: BaseHTTPRequestHandler, _asked: bytes) -> None:
        ended.wait(5)

    with gateway(serve) as address:
        error = failure(GatewayOutcomeUnknown, HttpGateway(address, read_seconds=0.2))
        ended.set()
    assert (error.code, error.arrived) == ("GATEWAY_TIMED_OUT", None)


def test_an_answer_that_drips_ends_too():
    def serve(handler: BaseHTTPRequestHandler, _asked: bytes) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(1000):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.005)

    with gateway(serve) as address:
        assert failure(GatewayOutcomeUnknown, HttpGateway(address, total_seconds=0.1)).code == "GATEWAY_TIMED_OUT"


def _nothing(_handler: BaseHTTPRequestHandler, _asked: bytes) -> None:
    """The connection is closed without a word."""


def _half(handler: BaseHTTPRequestHandler, _asked: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100")
    handler.end_headers()
    handler.wfile.write(b"{")


@pytest.mark.parametrize("serve", [_nothing, _half])
def test_a_lost_answer_leaves_the_outcome_open(serve):
    with gateway(serve) as address:
        error = failure(GatewayOutcomeUnknown, HttpGateway(address))
    assert (error.code, error.arrived) == ("GATEWAY_CONNECTION_LOST", None)


@pytest.mark.parametrize(
    "serve",
    [
        answer(b"<html>" + SECRET.encode()),
        answer(answer_json(ANSWER), 500),
        answer(b"", 204),
        answer(b"", 302, Location="http://127.0.0.1:1/"),
        answer(answer_json(ANSWER), 400),
        answer(answer_json(Received(message_id="m-2", response_code="00"))),
        answer(gzip.compress(answer_json(ANSWER)), Content_Encoding="gzip"),
    ],
)
def test_what_is_no_answer_leaves_the_outcome_open(serve):
    with gateway(serve) as address:
        error = failure(GatewayAnswerBroken, HttpGateway(address))
    assert (error.code, error.arrived) == ("GATEWAY_ANSWER_BROKEN", None)


def test_an_endless_answer_is_cut():
    limit = 200_000
    limits = exchange_profile().limits
    object.__setattr__(limits, "answer_bytes", limit)
    try:
        with gateway(answer(b" " * (limit * 2))) as address:
            assert str(limit) in str(failure(GatewayAnswerBroken, HttpGateway(address)).params["detail"])
    finally:
        object.__setattr__(limits, "answer_bytes", 24_000_000)


def test_a_refused_login_is_told_apart():
    with gateway(answer(b"?", 401)) as address:
        assert failure(GatewayLoginRefused, HttpGateway(address)).code == "GATEWAY_LOGIN_REFUSED"


@pytest.mark.parametrize("status", [200, 400, 409, 413])
def test_a_refusal_with_its_code_is_an_answer(status):
    refused = Received(message_id="", error="GATEWAY_TOO_LARGE", error_description="Quá lớn")
    with gateway(answer(answer_json(refused), status)) as address:
        assert HttpGateway(address).send(REQUEST).error == "GATEWAY_TOO_LARGE"


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/",
        "ftp://127.0.0.1/",
        "https://u:p@example.org/",
        "https://",
        "https://x:99999/",
        "x",
        "http://[::1",
    ],
)
def test_only_https_or_this_very_machine(address):
    with pytest.raises(UsageError, match="GATEWAY_ADDRESS_REFUSED") as refused:
        HttpGateway(address)
    assert "u:p" not in str(refused.value)


def test_an_unreadable_root_is_told(tmp_path):
    (tmp_path / "x.pem").write_text("no certificate")
    for file in (tmp_path / "x.pem", tmp_path / "missing.pem"):
        with pytest.raises(UsageError, match="GATEWAY_CA_UNREADABLE"):
            HttpGateway("https://127.0.0.1/", ca_file=file)
