"""The HTTP side of `support.csc_v2`: tokens, strict JSON, and the faults of a bad day."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from support.csc_v2 import FIELDS, CscV2, Refused


@contextmanager
def serving(service: CscV2, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """Serve on the loopback; gives the base address."""

    class Handler(_Handler):
        csc = service

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}"
    finally:
        service.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    csc: CscV2

    def log_message(self, *_arguments: object) -> None:
        """Quiet."""

    def do_POST(self) -> None:  # the library's name
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if self._faulty():
            return
        try:
            status, answer = self._answer(body)
        except Refused as refused:
            status, answer = refused.status, refused.body
        self._send(status, b"" if status == 204 else json.dumps(answer).encode())

    def _answer(self, body: bytes) -> tuple[int, dict[str, Any]]:
        if self.path == "/oauth2/token":
            form = parse_qs(body.decode(), strict_parsing=True)
            if form.get("grant_type") != ["client_credentials"] or form.get("client_id") != [self.csc.user]:
                raise Refused("Invalid parameter grant_type")
            return 200, self.csc.login(self.headers.get("Authorization", ""))
        method = self.path.removeprefix("/csc/v2/")
        if method == "auth/login":
            return 200, self.csc.login(self.headers.get("Authorization", ""))
        if method not in FIELDS:
            raise Refused("no such method", "not_implemented", 501)
        if self.headers.get("Content-Type") != "application/json":
            raise Refused("JSON only")
        data = json.loads(body)
        if method != "info":
            scheme, _, token = self.headers.get("Authorization", "").partition(" ")
            if scheme != "Bearer" or token not in self.csc.tokens:
                raise Refused("The access token is not valid", "invalid_token", 401)
        self.csc.seen.append((method, data))
        return self.csc.call(method, data)

    def _faulty(self) -> bool:
        fault = self.csc.fault
        if fault in {"", "short"}:
            return False
        self.csc.fault = ""
        if fault == "silent":
            self.csc.over.wait(10)
        elif fault == "drip":
            self._drip()
        elif fault == "html":
            self._send(200, b"<html>Please log in</html>")
        elif fault == "redirect":
            self._send(302, b"", {"Location": f"http://127.0.0.1:{self.server.server_port}/csc/v2/info"})
        elif fault == "huge":
            self._send(200, b'{"SAD": "' + b"A" * (5 * 1024 * 1024) + b'"}')
        elif fault == "busy":
            self._send(503, b"{}")
        elif fault == "down":
            self._send(500, b"Traceback: secret")
        elif fault == "forget-token":
            self.csc.tokens.clear()
            return False
        self.close_connection = True
        return True

    def _drip(self) -> None:
        """An answer that never ends and never stops."""
        self.send_response(200)
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        with suppress(ConnectionError):
            while not self.csc.over.wait(0.1):
                self.wfile.write(b" ")
                self.wfile.flush()

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
