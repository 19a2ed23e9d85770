"""`hocba agent`: signs on the signer's own computer, with a token, for the pages that are allowed to ask."""

from __future__ import annotations

import argparse
import getpass
import re
import select
import sys
from importlib.metadata import version
from pathlib import Path

from hocba.adapters.agent.files import Pkcs12Ring
from hocba.adapters.agent.messages import DEFAULT_PORT, SignRequest
from hocba.adapters.agent.ports import TokenCertificate, TokenRing
from hocba.errors import HocbaError, UsageError
from hocba_cli.console import EXIT_OK, complain, explain, sentence

EXTRA_PACKAGES = frozenset({"pkcs11", "websockets"})
"""What the extra `agent` brings."""
_LOOK_SECONDS = 0.2
_YES = frozenset({"c", "có", "co", "y", "yes"})
_ORIGIN = re.compile(r"(?P<scheme>https?)://(?P<host>[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:(?P<port>[1-9][0-9]{0,4}))?/?")
_PLAIN_HOSTS = frozenset({"127.0.0.1", "localhost"})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--module SO | --key-file FILE, --allow ORIGIN... [--token LABEL] [--port N]."""
    parser.add_argument("--module", metavar="FILE", help=sentence("HELP_ARG_AGENT_MODULE"))
    parser.add_argument("--key-file", metavar="FILE", help=sentence("HELP_ARG_AGENT_KEY_FILE"))
    parser.add_argument("--allow", action="append", default=[], metavar="ORIGIN", help=sentence("HELP_ARG_AGENT_ALLOW"))
    parser.add_argument("--token", default="", metavar="LABEL", help=sentence("HELP_ARG_AGENT_TOKEN"))
    parser.add_argument(
        "--port", type=int, default=DEFAULT_PORT, metavar="N", help=sentence("HELP_ARG_AGENT_PORT", port=DEFAULT_PORT)
    )


def run(options: argparse.Namespace) -> int:
    """Serve until Ctrl-C.

    Raises:
        UsageError: AGENT_EXTRA_MISSING, AGENT_NO_ORIGIN, AGENT_ORIGIN_INVALID, AGENT_PORT_TAKEN, AGENT_NO_KEY,
            CLI_FILE_NOT_FOUND.
        SignerFailed: TOKEN_MODULE_UNUSABLE, TOKEN_FAILED, PKCS12_UNREADABLE, PKCS12_NO_KEY.
    """
    origins = allowed_origins(options.allow)
    if bool(options.module) == bool(options.key_file):
        raise UsageError("AGENT_NO_KEY")
    file = Path(options.module or options.key_file)
    if not file.is_file():
        raise UsageError("CLI_FILE_NOT_FOUND", where=str(file))
    try:
        from hocba.adapters.agent.server import Agent  # noqa: PLC0415  # the extra may not be there

        ring = _ring(file, options)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] not in EXTRA_PACKAGES:
            raise
        raise UsageError("AGENT_EXTRA_MISSING") from error
    found = ring.certificates()
    agent = Agent(ring, TerminalConsole(), origins=origins, port=options.port, name=f"hocba {version('hocba')}")
    print(sentence("AGENT_READY", port=agent.port, origins=", ".join(sorted(origins))))
    for one in found:
        print(sentence("AGENT_CERTIFICATE", holder=one.holder, token=one.token))
    if not found:
        print(sentence("AGENT_NO_CERTIFICATE"))
    print(sentence("AGENT_HOW_TO_STOP"), flush=True)
    try:
        agent.serve()
    except KeyboardInterrupt:
        print()
    print(sentence("AGENT_STOPPED"))
    return EXIT_OK


def _ring(file: Path, options: argparse.Namespace) -> TokenRing:
    if options.key_file:
        return Pkcs12Ring(file, _hidden(sentence("AGENT_PASSWORD", file=file.name)))
    from hocba.adapters.agent.tokens import Pkcs11TokenRing  # noqa: PLC0415  # the extra may not be there

    return Pkcs11TokenRing(file, options.token)


def allowed_origins(given: list[str]) -> frozenset[str]:
    """The exact origins of the pages that may ask.

    Raises:
        UsageError: AGENT_NO_ORIGIN, AGENT_ORIGIN_INVALID.
    """
    if not given:
        raise UsageError("AGENT_NO_ORIGIN")
    return frozenset(_origin(each) for each in given)


def _origin(text: str) -> str:
    """As browsers write it: scheme, host in lower case, port unless it is the scheme's own."""
    match = _ORIGIN.fullmatch(text.lower())
    if match is None or (match["scheme"] == "http" and match["host"] not in _PLAIN_HOSTS):
        raise UsageError("AGENT_ORIGIN_INVALID", where=text, origin=text)
    usual = {"https": "443", "http": "80"}[match["scheme"]]
    port = f":{match['port']}" if match["port"] not in {None, usual} else ""
    return f"{match['scheme']}://{match['host']}{port}"


class TerminalConsole:
    """The person at the terminal; satisfies `hocba.adapters.agent.ports.Console`."""

    def consents(self, origin: str, request: SignRequest, certificate: TokenCertificate) -> bool:
        """Show the whole list and ask; anything but a clear yes is a no."""
        print()
        print(sentence("AGENT_ASKS", origin=origin, title=request.title, count=len(request.items)))
        print(sentence("AGENT_CERTIFICATE", holder=certificate.holder, token=certificate.token))
        width = len(str(len(request.items)))
        for number, item in enumerate(request.items, start=1):
            detail = f", {item.detail}" if item.detail else ""
            print(f"  {number:>{width}}. {item.title}{detail}  [{item.digest[:16]}]")
        print(sentence("AGENT_CHECK_LIST"))
        return _ask(sentence("AGENT_CONSENT", count=len(request.items))).strip().lower() in _YES

    def pin(self, certificate: TokenCertificate) -> str:
        """The PIN, hidden; not kept."""
        if certificate.pin_tries:
            print(sentence(f"AGENT_TRIES_{certificate.pin_tries.upper()}"))
        return _hidden(sentence("AGENT_PIN", token=certificate.token))

    def listed(self, origin: str, count: int) -> None:
        """A page was told which certificates are there."""
        print(sentence("AGENT_LISTED", origin=origin, count=count), flush=True)

    def signed(self, count: int) -> None:
        """All done."""
        print(sentence("AGENT_SIGNED", count=count), flush=True)

    def refused(self, error: HocbaError) -> None:
        """Nothing was signed, and why."""
        complain(explain(error))

    def stranger(self, origin: str) -> None:
        """A page that is not allowed tried to connect."""
        complain(sentence("AGENT_STRANGER", origin=origin or "?"))


def _hidden(question: str) -> str:
    """What is typed, unseen; empty at the end of input."""
    try:
        return getpass.getpass(f"{question} ")
    except EOFError:
        return ""


def _ask(question: str) -> str:
    print(question, end=" ", flush=True)
    if sys.platform != "win32" and sys.stdin.isatty():
        # A Ctrl-C that arrives just before a read begins would only be seen after the next key.
        while not select.select([sys.stdin], [], [], _LOOK_SECONDS)[0]:
            pass
    return sys.stdin.readline()
