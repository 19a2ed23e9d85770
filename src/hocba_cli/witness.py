"""`hocba witness`: cosigns the checkpoints of an authority's log, on a machine that is not the authority's."""

from __future__ import annotations

import argparse
import fcntl
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path

from hocba.adapters.clock import SystemClock
from hocba.adapters.witness.server import witness_server
from hocba.adapters.witness.service import Memory, Witness
from hocba.errors import UsageError
from hocba.transparency import KeyKind, read_key
from hocba.verification.log import VerifierKey, read_vkey
from hocba_cli.arguments import existing_folder, read_input
from hocba_cli.console import EXIT_OK, complain, sentence

_LAST_PORT = 65_535


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--state --key --log --listen --new."""
    parser.add_argument("--state", metavar="FILE", required=True, help=sentence("HELP_ARG_WITNESS_STATE"))
    parser.add_argument("--key", metavar="FILE", required=True, help=sentence("HELP_ARG_WITNESS_KEY"))
    parser.add_argument("--log", metavar="VKEY", required=True, action="append", help=sentence("HELP_ARG_WITNESS_LOG"))
    parser.add_argument("--listen", metavar="HOST:PORT", required=True, help=sentence("HELP_ARG_WITNESS_LISTEN"))
    parser.add_argument("--new", action="store_true", help=sentence("HELP_ARG_WITNESS_NEW"))


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl+C or SIGTERM.

    Raises:
        UsageError: LOG_KEY_UNREADABLE, LOG_VKEY_UNREADABLE, WITNESS_STATE_MISSING, WITNESS_STATE_UNREADABLE,
            WITNESS_STATE_IN_USE, WITNESS_REMEMBERS, WITNESS_LOG_NEW, WITNESS_LISTEN_INVALID, CLI_FILE_NOT_FOUND.
    """
    host, _, port = options.listen.rpartition(":")
    if not host or not (port.isascii() and port.isdecimal() and int(port) <= _LAST_PORT):
        raise UsageError("WITNESS_LISTEN_INVALID", value=options.listen)
    key = read_key(_text(options.key), KeyKind.WITNESS)
    logs = {log.name: log for log in map(_log, options.log)}
    state = Path(options.state)
    with _alone(state):
        memory = Memory.begin(state, logs) if options.new else Memory(state)
        witness = Witness(key, logs, memory, SystemClock().now)
        return _serve(witness_server(witness, host, int(port), trouble=_trouble), key.name)


@contextmanager
def _alone(state: Path) -> Iterator[None]:
    """Nobody else writes this memory: two that each know half of it could cosign a fork.

    Raises:
        UsageError: WITNESS_STATE_IN_USE, CLI_FILE_NOT_FOUND (the folder).
    """
    existing_folder(str(state.parent))
    with state.with_name(state.name + ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError("WITNESS_STATE_IN_USE", where=str(state)) from None
        yield


def _serve(server: ThreadingHTTPServer, name: str) -> int:
    address = "http://{}:{}".format(*server.server_address[:2])
    print(sentence("CLI_WITNESS_LISTENS", name=name, address=address), flush=True)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    server.serve_forever(poll_interval=0.2)
    server.server_close()
    return EXIT_OK


def _trouble(error: OSError) -> None:
    complain(sentence("WITNESS_STATE_NOT_WRITTEN", detail=error.strerror or type(error).__name__))


def _log(text: str) -> VerifierKey:
    return read_vkey(_text(text) if Path(text).is_file() else text)


def _text(path: str) -> str:
    return read_input(path).decode("utf-8", "replace").strip()
