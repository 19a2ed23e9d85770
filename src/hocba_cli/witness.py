"""`hocba witness`: cosigns the checkpoints of an authority's log, on a machine that is not the authority's."""

from __future__ import annotations

import argparse
import signal
import threading
from pathlib import Path

from hocba.adapters.clock import SystemClock
from hocba.adapters.witness.server import witness_server
from hocba.adapters.witness.service import Memory, Witness
from hocba.errors import UsageError
from hocba.transparency import KeyKind, read_key
from hocba.verification.log import read_vkey
from hocba_cli.arguments import read_input
from hocba_cli.console import EXIT_OK, sentence


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--state --key --log --listen."""
    parser.add_argument("--state", metavar="FILE", required=True, help=sentence("HELP_ARG_WITNESS_STATE"))
    parser.add_argument("--key", metavar="FILE", required=True, help=sentence("HELP_ARG_WITNESS_KEY"))
    parser.add_argument("--log", metavar="VKEY", required=True, action="append", help=sentence("HELP_ARG_WITNESS_LOG"))
    parser.add_argument("--listen", metavar="HOST:PORT", required=True, help=sentence("HELP_ARG_WITNESS_LISTEN"))


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl+C or SIGTERM.

    Raises:
        UsageError: LOG_KEY_UNREADABLE, LOG_VKEY_UNREADABLE, WITNESS_STATE_UNREADABLE, WITNESS_LISTEN_INVALID,
            CLI_FILE_NOT_FOUND.
    """
    host, _, port = options.listen.rpartition(":")
    if not host or not port.isdecimal():
        raise UsageError("WITNESS_LISTEN_INVALID", value=options.listen)
    key = read_key(_text(options.key), KeyKind.WITNESS)
    logs = [read_vkey(_text(log) if Path(log).is_file() else log) for log in options.log]
    witness = Witness(key, {log.name: log for log in logs}, Memory(Path(options.state)), SystemClock().now)
    server = witness_server(witness, host, int(port))
    print(
        sentence("CLI_WITNESS_LISTENS", name=key.name, address=f"http://{host}:{server.server_address[1]}"), flush=True
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    server.serve_forever(poll_interval=0.2)
    server.server_close()
    return EXIT_OK


def _text(path: str) -> str:
    return read_input(path).decode("utf-8", "replace").strip()
