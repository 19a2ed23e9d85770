"""The played warehouse over HTTP, of the standard library; on this very machine only."""

from __future__ import annotations

import json
import secrets
import time
from dataclasses import fields
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from hocba.errors import DocumentError
from hocba.exchange.messages import Login, answer_json, parse_request
from hocba.exchange.profile import exchange_profile
from hocba.exchange.warehouse import Listed, Token, list_json, parse_token_request, token_json, warehouse_profile
from hocba_web.ministry.simulator.state import Faults
from hocba_web.ministry.simulator.warehouse import Simulator

CONTROL = "/mo-phong"
"""Beside the services: faults are set here, as JSON of `Faults`."""
_SECONDS = 900
_KINDS = {"CHU_KY_SO_TO_CHUC": "Chữ ký số tổ chức", "CHU_KY_SO_CA_NHAN": "Chữ ký số cá nhân"}
_TYPES = tuple(Listed(code, name) for code, name in _KINDS.items())
_PROVIDERS = (Listed("BCY", "Ban Cơ yếu Chính phủ"), Listed("DEMO", "Tổ chức chứng thực thử nghiệm"))


class Server(ThreadingHTTPServer):
    """One warehouse that listens on 127.0.0.1.

    Args:
        simulator: what answers.
        login: whom it lets in; the token in it is not looked at.
        port: 0: any that is free.
    """

    daemon_threads = True

    def __init__(self, simulator: Simulator, login: Login, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.simulator, self.login = simulator, login
        self.tokens: set[str] = set()

    @property
    def address(self) -> str:
        """What `HttpWarehouse` is given."""
        return f"http://127.0.0.1:{self.server_address[1]}"


def serve(server: Server) -> None:
    """Answer until the process ends."""
    with server:
        server.serve_forever()


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Serve one request; a bare connection reset where an answer is to be lost."""
        length = int(self.headers.get("Content-Length") or 0)
        if length > exchange_profile().limits.request_bytes:
            self.close_connection = True
            self._send(413, b"{}")
            return
        body = self.rfile.read(length)
        if self.path == CONTROL:
            self._control(body)
            return
        faults = self.server.simulator.state.faults
        if faults.delay:
            time.sleep(faults.delay)
        if faults.down:
            self._send(503, b"{}")
            return
        status, answer = self._answered(warehouse_profile().service_of(self.path), body)
        if faults.lose > 0 and status == 200 and self.path != warehouse_profile().services["token"]:  # noqa: PLR2004  # HTTP
            faults.lose -= 1
            self.close_connection = True  # the work is done, and the caller cannot know it
            return
        self._send(status, answer)

    def _answered(self, service: str | None, body: bytes) -> tuple[int, bytes]:
        if service is None:
            return 404, b"{}"
        if service == "token":
            return self._token(body)
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.server.tokens:
            return 401, b"{}"
        if service in {"signature_types", "providers"}:
            return 200, list_json(_TYPES if service == "signature_types" else _PROVIDERS)
        return self._transaction(service, body, token)

    def _transaction(self, service: str, body: bytes, token: str) -> tuple[int, bytes]:
        try:
            request = parse_request(body)
        except DocumentError:
            return 400, b"{}"
        own = self.server.login
        if request.kind != service or request.login.unit != own.unit or request.login.token != token:
            return 400, b"{}"
        answer, conflict = self.server.simulator.answer(request)
        return 409 if conflict else 200, answer_json(answer)

    def _token(self, body: bytes) -> tuple[int, bytes]:
        try:
            found = parse_token_request(body)
        except DocumentError:
            return 400, b"{}"
        own = self.server.login
        if (found.unit, found.user_name, found.password_hash) != (own.unit, own.user_name, own.password_hash):
            return 401, b"{}"
        token = Token(secrets.token_urlsafe(24), _SECONDS)
        self.server.tokens.add(token.text)
        return 200, token_json(token)

    def _control(self, body: bytes) -> None:
        known = {one.name for one in fields(Faults)}
        try:
            wanted = json.loads(body)
            faults = Faults(**{name: value for name, value in wanted.items() if name in known})
        except (ValueError, TypeError, AttributeError):
            self._send(400, b"{}")
            return
        simulator = self.server.simulator
        with simulator.lock:
            simulator.state.faults = faults
            simulator.state.save()
        self._send(200, b"{}")

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the standard library's name
        """Nothing: addresses and bodies of a rehearsal are not logged."""
