"""`hocba agent`: a WebSocket on the loopback through which allowed pages ask for signatures, one batch at a time.

Connections are served by threads that only read and write; the person is asked and the token is used in the thread
that called `serve`, one request after another, so that Ctrl-C stops a question and a module is never entered twice.
"""

from __future__ import annotations

import logging
import queue
import socket
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from threading import Event, Lock, Thread

from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request as HttpRequest
from websockets.http11 import Response
from websockets.protocol import State
from websockets.sync.server import Server, ServerConnection, serve
from websockets.typing import Subprotocol

from hocba.adapters.agent import messages
from hocba.adapters.agent.messages import DEFAULT_PORT, CertificatesRequest, Request, SignRequest
from hocba.adapters.agent.ports import Console, TokenCertificate, TokenRing
from hocba.errors import HocbaError, SignerFailed, UsageError

LOOPBACK = "127.0.0.1"

_FIRST_MESSAGE_SECONDS = 30
_LOOK_SECONDS = 0.5


@dataclass(slots=True)
class _Job:
    """A request on its way to the person."""

    request: Request
    origin: str
    connection: ServerConnection
    gone: Event = field(default_factory=Event)
    """The page has closed the connection or takes its request back."""


class Agent:
    """Signs for allowed pages with the tokens of this computer.

    Args:
        ring: the tokens.
        console: the person.
        origins: exact origins of the pages that may ask, such as "https://hocba.truong.edu.vn".
        port: on 127.0.0.1; 0 takes a free one.
        name: how the program calls itself to pages.

    Raises:
        UsageError: AGENT_PORT_TAKEN.
    """

    def __init__(
        self,
        ring: TokenRing,
        console: Console,
        *,
        origins: Iterable[str],
        port: int = DEFAULT_PORT,
        name: str = "hocba",
    ) -> None:
        self._ring = ring
        self._console = console
        self._origins = frozenset(origins)
        self._name = name
        self._jobs: queue.Queue[_Job] = queue.Queue()
        self._busy = Lock()
        self._over = Event()
        self._strangers: set[str] = set()
        try:
            self._socket = socket.create_server((LOOPBACK, port))
        except (OSError, OverflowError) as error:
            raise UsageError("AGENT_PORT_TAKEN", where=f"{LOOPBACK}:{port}", port=port) from error
        self.port: int = self._socket.getsockname()[1]
        """Where it listens."""

    def serve(self) -> None:
        """Serve until `stop`, or until Ctrl-C interrupts the calling thread."""
        log = logging.getLogger("hocba.agent")
        log.propagate = False
        log.addHandler(logging.NullHandler())  # the console says what a person needs to know
        server: Server = serve(
            self._talk,
            sock=self._socket,
            process_request=self._admit,
            subprotocols=[Subprotocol(messages.SUBPROTOCOL)],
            compression=None,
            max_size=messages.MOST_MESSAGE_BYTES,
            logger=log,
        )
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            while not self._over.is_set():
                with suppress(queue.Empty):
                    self._work(self._jobs.get(timeout=_LOOK_SECONDS))
        finally:
            server.shutdown()
            thread.join()

    def stop(self) -> None:
        """End `serve` after the request in hand."""
        self._over.set()

    def _admit(self, connection: ServerConnection, request: HttpRequest) -> Response | None:
        """Only allowed pages, and only by the loopback's own name: another name would be a rebound DNS entry."""
        hosts = request.headers.get_all("Host")
        origins = request.headers.get_all("Origin")
        if len(hosts) != 1 or hosts[0].lower() not in {f"{LOOPBACK}:{self.port}", f"localhost:{self.port}"}:
            return connection.respond(HTTPStatus.FORBIDDEN, "host\n")
        if len(origins) != 1 or origins[0] not in self._origins:
            self._note_stranger(origins[0] if len(origins) == 1 else "")
            return connection.respond(HTTPStatus.FORBIDDEN, "origin\n")
        if request.path != "/":
            return connection.respond(HTTPStatus.NOT_FOUND, "path\n")
        return None

    def _note_stranger(self, origin: str) -> None:
        shown = "".join(char for char in origin if char.isprintable())[: messages.MOST_TEXT]
        if shown not in self._strangers and len(self._strangers) < 100:  # noqa: PLR2004  # a page must not fill the screen
            self._strangers.add(shown)
            self._console.stranger(shown)

    def _talk(self, connection: ServerConnection) -> None:
        """One connection: greet, take one request, then only notice when the page goes away."""
        with suppress(ConnectionClosed, TimeoutError):
            connection.send(messages.hello(self._name))
            message = connection.recv(timeout=_FIRST_MESSAGE_SECONDS)
            try:
                request = messages.read_request(message)
                if not self._busy.acquire(blocking=False):
                    raise SignerFailed("AGENT_BUSY")
            except HocbaError as refusal:
                connection.send(messages.error(refusal))
                return
            origin = connection.request.headers["Origin"] if connection.request else ""
            job = _Job(request, origin, connection)
            self._jobs.put(job)
            try:
                connection.recv()  # anything further takes the request back
            finally:
                job.gone.set()

    def _work(self, job: _Job) -> None:
        """Answer one request, in the thread of the person and the token."""
        try:
            answer = self._answer(job)
        except HocbaError as refusal:
            self._console.refused(refusal)
            answer = messages.error(refusal)
        finally:
            self._busy.release()
        with suppress(ConnectionClosed):
            job.connection.send(answer)
            job.connection.close()

    def _answer(self, job: _Job) -> str:
        found = self._ring.certificates()
        if isinstance(job.request, CertificatesRequest):
            self._console.listed(job.origin, len(found))
            return messages.certificates([{"chain": o.chain, "key": o.key, "token": o.token} for o in found])
        return messages.values(job.request, self._sign(job, job.request, found))

    def _sign(self, job: _Job, request: SignRequest, found: Iterable[TokenCertificate]) -> list[bytes]:
        certificate = next((one for one in found if one.chain[0] == request.certificate), None)
        if certificate is None:
            raise SignerFailed("AGENT_CERTIFICATE_MISSING")
        if request.algorithm.key != certificate.key:
            raise SignerFailed("SIGNER_ALGORITHM_UNFIT", where=certificate.token, algorithm=request.algorithm.name)
        if certificate.pin_tries == "locked":
            raise SignerFailed("TOKEN_PIN_LOCKED", where=certificate.token, token=certificate.token)
        if not self._console.consents(job.origin, request, certificate):
            raise SignerFailed("AGENT_REFUSED_BY_OWNER")
        self._require_there(job)
        pin = self._console.pin(certificate)
        if not pin:
            raise SignerFailed("AGENT_REFUSED_BY_OWNER")
        self._require_there(job)
        # The PIN is tried this once: what the token answers to it is final for the batch.
        signed: list[bytes] = []
        with self._ring.open(certificate, pin) as signer:
            for item in request.items:
                self._require_there(job)
                signed += signer.sign([item.content], request.algorithm)
                self._tell(job, messages.progress(len(signed)))
        self._console.signed(len(signed))
        return signed

    def _require_there(self, job: _Job) -> None:
        if job.gone.is_set() or job.connection.state is not State.OPEN:
            raise SignerFailed("AGENT_CANCELLED")

    def _tell(self, job: _Job, message: str) -> None:
        with suppress(ConnectionClosed):
            job.connection.send(message)
