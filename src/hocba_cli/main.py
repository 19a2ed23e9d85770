"""The command `hocba`: one module a subcommand, imported only when it is called.

Exit codes: 0 done or passed, 1 failed, 2 indeterminate, 3 used wrongly or unreadable input.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from importlib.metadata import entry_points, version
from types import ModuleType
from typing import NoReturn, cast

from hocba.errors import HocbaError
from hocba_cli.console import EXIT_OK, EXIT_USAGE, ToldError, complain, explain, language, os_trouble, sentence

COMMANDS = ("demo", "issue", "agent", "check", "verify", "show", "package", "unpack", "pki", "witness", "bench")
"""In the order of a record's life, as the help lists them."""

WEB_PACKAGES = frozenset({"django", "gunicorn"})
"""What is missing where the extra `web` was not installed; then the command does its work without the site."""

_KNOWN_ERRORS = (
    (re.compile(r"the following arguments are required: (?P<names>.+)"), "CLI_ARGUMENT_MISSING"),
    (re.compile(r"unrecognized arguments: (?P<names>.+)"), "CLI_ARGUMENT_UNKNOWN"),
    (re.compile(r"argument (?P<names>.+?): expected .*argument"), "CLI_VALUE_MISSING"),
    (
        re.compile(r"argument (?P<names>.+?): invalid choice: (?P<value>.+?) \(choose from (?P<known>.+)\)"),
        "CLI_CHOICE",
    ),
    (re.compile(r"argument (?P<names>.+?): invalid \w+ value: (?P<value>.+)"), "CLI_VALUE_INVALID"),
)


class _Formatter(argparse.HelpFormatter):
    """Help whose first word is in the user's language; examples below keep their lines."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or sentence("HELP_TITLE_USAGE") + " ")

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        """Lines that begin with spaces are commands to copy: they stay whole."""
        fill = super()._fill_text
        return "\n".join(line if line.startswith(" ") else fill(line, width, indent) for line in text.splitlines())


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks the user's language and exits with 3 when used wrongly."""

    def __init__(self, *, prog: str, description: str) -> None:
        super().__init__(
            prog=prog, description=description, add_help=False, allow_abbrev=False, formatter_class=_Formatter
        )
        self._positionals.title = sentence("HELP_TITLE_POSITIONALS")
        self._optionals.title = sentence("HELP_TITLE_OPTIONS")
        self.add_argument("-h", "--help", action="help", help=sentence("HELP_HELP"))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line and exit with 3."""
        for pattern, code in _KNOWN_ERRORS:
            match = pattern.match(message)
            if match is not None:
                complain(sentence(code, **match.groupdict(), prog=self.prog))
                break
        else:
            complain(sentence("CLI_USAGE", detail=message, prog=self.prog))
        raise SystemExit(EXIT_USAGE)


def overview() -> Parser:
    """The parser of `hocba` itself: it lists the commands and reads nothing else."""
    parser = Parser(prog="hocba", description=sentence("HELP_HOCBA"))
    group = parser.add_argument_group(sentence("HELP_TITLE_COMMANDS"))
    for name in COMMANDS:
        group.add_argument(name, nargs="?", help=sentence(f"HELP_{name.upper()}"), metavar=name)
    parser.add_argument("--version", action="store_true", help=sentence("HELP_VERSION"))
    parser.usage = "hocba [-h] [--version] " + sentence("HELP_USAGE_COMMAND")
    parser.epilog = sentence("HELP_EPILOG")
    return parser


def command_module(name: str) -> ModuleType:
    """The module behind a command: one that an installed extra brings (`hocba.commands`), else our own."""
    for entry in entry_points(group="hocba.commands", name=name):
        try:
            return import_module(entry.value)
        except ModuleNotFoundError as error:
            if error.name is None or error.name.split(".")[0] not in WEB_PACKAGES:
                raise
    return import_module(f"hocba_cli.{name}")


def _as_sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def command_parser(name: str) -> Parser:
    """The parser of one command."""
    module = command_module(name)
    parser = Parser(prog=f"hocba {name}", description=_as_sentence(sentence(f"HELP_{name.upper()}")))
    cast("Callable[[argparse.ArgumentParser], None]", module.add_arguments)(parser)
    parser.epilog = sentence(f"HELP_EXAMPLE_{name.upper()}")
    return parser


def main(arguments: Sequence[str]) -> int:
    """Run one command.

    Args:
        arguments: without the program's name.

    Returns:
        The exit code, 0 to 3.
    """
    if not arguments or arguments[0] in {"-h", "--help"}:
        print(overview().format_help(), end="")
        return 0 if arguments else EXIT_USAGE
    name = arguments[0]
    if name == "--version":
        print(f"hocba {version('hocba')}")
        return EXIT_OK
    if name not in COMMANDS:
        complain(sentence("CLI_COMMAND_UNKNOWN", name=name))
        return EXIT_USAGE
    options = command_parser(name).parse_args(list(arguments[1:]))
    module = command_module(name)
    try:
        return cast("Callable[[argparse.Namespace], int]", module.run)(options)
    except HocbaError as error:
        complain(explain(error))
        return EXIT_USAGE
    except ToldError:
        return EXIT_USAGE


def run() -> None:
    """Entry point of the command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        complain(sentence("CLI_INTERRUPTED"))
        code = EXIT_USAGE
    except BrokenPipeError:
        # The reader went away (`hocba verify ... | head`): nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = EXIT_USAGE
    except OSError as error:
        complain(os_trouble(error))
        code = EXIT_USAGE
    raise SystemExit(code)


__all__ = ["COMMANDS", "command_parser", "language", "main", "overview", "run"]
