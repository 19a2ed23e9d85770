"""Runs the demo: of each side web server, job worker and the clockwork of `tick`, until somebody presses Ctrl+C."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Self

from hocba.errors import UsageError
from hocba_web.demo.sides import Plan

_PATIENCE = 30.0
"""Seconds until the site must answer."""


def port_free(port: int) -> bool:
    """Whether nothing listens on this port of the loopback."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def commands(plan: Plan, port: int, *, workers: int = 2) -> tuple[tuple[str, ...], ...]:
    """What is started for a side: gunicorn with threads, one worker of jobs, the ticker."""
    tls = (f"--certfile={plan.tls / 'server.pem'}", f"--keyfile={plan.tls / 'server.key'}") if plan.https else ()
    python = (sys.executable, "-m")
    return (
        (
            *python,
            "gunicorn",
            "hocba_web.config.wsgi",
            f"--bind=127.0.0.1:{port}",
            "--worker-class=gthread",
            f"--workers={workers}",
            "--threads=4",
            "--log-level=warning",
            "--preload",
            *tls,
        ),
        (*python, "django", "db_worker", "--no-startup-delay"),
        (*python, "django", "tick", "--every", "15"),
    )


def others(plan: Plan) -> tuple[tuple[str, ...], ...]:
    """What stands beside the two sides: the witness of the log, and the ministry's warehouse, played."""
    plan.warehouse_folder.mkdir(mode=0o700, exist_ok=True)
    return (
        (
            *(sys.executable, "-c", "from hocba_cli.main import run; run()", "witness"),
            f"--state={plan.witness_state}",
            f"--key={plan.witness_key}",
            f"--log={plan.witness_folder / 'log.vkey'}",
            f"--listen=127.0.0.1:{plan.port + 2}",
        ),
        (
            *(sys.executable, "-m", "django", "warehouse_simulator"),
            f"--port={plan.port + 3}",
            f"--state={plan.warehouse_folder / 'state.json'}",
        ),
    )


class Site:
    """The running processes; a context manager that stops them all."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._running: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        """Start everything and wait until both sides answer.

        Raises:
            UsageError: DEMO_NOT_UP if one does not answer in time, or a process ended.
        """
        plan = self._plan
        for command in commands(plan, plan.port):
            self._running.append(_start(command, os.environ))
        for command in commands(plan, plan.port + 1, workers=1):
            self._running.append(_start(command, plan.of_authority()))
        for command in others(plan):
            self._running.append(_start(command, plan.of_authority()))
        deadline = time.monotonic() + _PATIENCE
        while not (_answers(plan, plan.port) and _answers(plan, plan.port + 1)):
            if time.monotonic() > deadline or self.ended() is not None:
                self.__exit__()
                raise UsageError("DEMO_NOT_UP", port=plan.port)
            time.sleep(0.2)
        return self

    def __exit__(self, *_error: object) -> None:
        """Ask every process to stop, then insist."""
        for process in self._running:
            if process.poll() is None:
                process.terminate()
        for process in self._running:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()

    def ended(self) -> int | None:
        """The exit code of the first process that ended; None while all run."""
        return next((code for process in self._running if (code := process.poll()) is not None), None)

    def wait(self) -> None:
        """Until Ctrl+C, SIGTERM or the end of a process."""
        signal.signal(signal.SIGTERM, _interrupt)
        try:
            while self.ended() is None:
                time.sleep(0.5)
        except KeyboardInterrupt:
            return


def _answers(plan: Plan, port: int) -> bool:
    connection: HTTPConnection = (
        HTTPSConnection("localhost", port, timeout=2, context=ssl.create_default_context(cafile=plan.tls / "ca.pem"))
        if plan.https
        else HTTPConnection("127.0.0.1", port, timeout=2)
    )
    try:
        connection.request("GET", "/health/live", headers={"Host": "localhost"})
        return connection.getresponse().status < 500  # noqa: PLR2004  # a server error
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _start(command: Sequence[str], told: Mapping[str, str]) -> subprocess.Popen[bytes]:
    # Its own session: Ctrl+C reaches only this process, which then stops the others in order.
    return subprocess.Popen(command, env=told, stdout=subprocess.DEVNULL, start_new_session=True)  # noqa: S603  # our own modules


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt
