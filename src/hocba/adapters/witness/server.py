"""The witness over HTTP, for a machine of its own."""

from __future__ import annotations

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from hocba.adapters.witness.service import MOST_BYTES, Reply, Witness

_SECONDS = 10
"""Longest wait for a slow client."""


def witness_server(
    witness: Witness, host: str, port: int, *, trouble: Callable[[OSError], None]
) -> ThreadingHTTPServer:
    """A server that is bound and listens; `serve_forever` runs it.

    Args:
        witness: that answers.
        host: to listen at.
        port: 0 takes a free one.
        trouble: hears of a memory that cannot be written: nothing is cosigned until it can, and the log asks again.

    Raises:
        OSError: the address is taken.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = _SECONDS

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            if self.path != "/add-checkpoint":
                self._say(Reply(404, "no such call\n"))
            elif not length.isdecimal() or int(length) > MOST_BYTES:
                self.close_connection = True
                self._say(Reply(413 if length.isdecimal() else 411))
            else:
                self._say(self._judged(self.rfile.read(int(length))))

        def _judged(self, body: bytes) -> Reply:
            try:
                return witness.add_checkpoint(body)
            except OSError as error:
                trouble(error)
                return Reply(503, "memory cannot be written\n")

        def _say(self, reply: Reply) -> None:
            body = reply.body.encode()
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:  # noqa: ANN401  # the base class's signature
            """Addresses of clients are nobody's business."""

    return ThreadingHTTPServer((host, port), Handler)
