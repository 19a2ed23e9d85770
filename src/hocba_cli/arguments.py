"""Arguments and input files that several commands share."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hocba.errors import HocbaError, UsageError
from hocba_cli.console import ToldError, complain, explain, os_trouble, sentence

MAX_INPUT_BYTES = 64 * 1024 * 1024
"""No record, package or workbook of a school comes near; a larger file is refused before it is read."""


def read_input(path: str) -> bytes:
    """The bytes of a file named on the command line.

    Raises:
        UsageError: CLI_FILE_NOT_FOUND, CLI_IS_A_FOLDER, CLI_FILE_TOO_LARGE; `where` is the path as given.
    """
    file = Path(path)
    if not file.is_file():
        raise UsageError("CLI_IS_A_FOLDER" if file.is_dir() else "CLI_FILE_NOT_FOUND", where=path)
    # One byte more than allowed is enough to know, whatever the file system says about the size.
    with file.open("rb") as stream:
        data = stream.read(MAX_INPUT_BYTES + 1)
    if len(data) > MAX_INPUT_BYTES:
        raise UsageError("CLI_FILE_TOO_LARGE", where=path, limit_mib=MAX_INPUT_BYTES // 2**20)
    return data


def existing_folder(path: str) -> Path:
    """A folder named on the command line.

    Raises:
        UsageError: CLI_FILE_NOT_FOUND, CLI_NOT_A_FOLDER.
    """
    folder = Path(path)
    if not folder.is_dir():
        raise UsageError("CLI_NOT_A_FOLDER" if folder.exists() else "CLI_FILE_NOT_FOUND", where=path)
    return folder


def output_folder(path: str) -> Path:
    """A folder to write to, which may not be there yet.

    Raises:
        UsageError: CLI_NOT_A_FOLDER.
    """
    folder = Path(path)
    return existing_folder(path) if folder.exists() else folder


@contextmanager
def about(file: str) -> Iterator[None]:
    """Whatever is refused inside is told with the file's name, and ends the command.

    Raises:
        ToldError: it was refused.
    """
    try:
        yield
    except HocbaError as error:
        complain(explain(error, file))
    except OSError as error:
        complain(os_trouble(error, file))
    else:
        return
    raise ToldError


def add_json(parser: argparse.ArgumentParser) -> None:
    """`--json`."""
    parser.add_argument("--json", action="store_true", help=sentence("HELP_ARG_JSON"))


def add_trust(parser: argparse.ArgumentParser) -> None:
    """`--trust` and `--at`."""
    parser.add_argument("--trust", metavar="PEM|DIR", help=sentence("HELP_ARG_TRUST"))
    parser.add_argument("--at", metavar="ISO8601", help=sentence("HELP_ARG_AT"))
