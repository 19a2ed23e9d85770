"""`hocba package`: sealed records into submission lists, signed by the school."""

from __future__ import annotations

import argparse

from hocba.adapters.clock import SystemClock
from hocba.adapters.files import write_whole
from hocba.adapters.keyring import FolderKeyRing
from hocba.documents.xml import read_record
from hocba.errors import UsageError
from hocba.exchange import build_packages
from hocba_cli.arguments import about, existing_folder, output_folder, read_input
from hocba_cli.console import EXIT_OK, sentence


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE... --keys DIR --out DIR."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=sentence("HELP_ARG_XML_FILES"))
    parser.add_argument("--keys", required=True, metavar="DIR", help=sentence("HELP_ARG_KEYS_NEEDED"))
    parser.add_argument("--out", required=True, metavar="DIR", help=sentence("HELP_ARG_OUT"))


def run(options: argparse.Namespace) -> int:
    """Write one or more lists; each stays within the size of one transaction."""
    keys = FolderKeyRing(existing_folder(options.keys))
    out = output_folder(options.out)
    records, schools = [], set()
    for file in options.files:
        with about(file):
            records.append(read_input(file))
            schools.add(read_record(records[-1]).record.school.name)
    if len(schools) > 1:
        raise UsageError("CLI_PACKAGE_ONE_SCHOOL", schools=", ".join(sorted(schools)))
    seal = keys.seal(schools.pop())
    packages = build_packages(records, seal, keys.algorithm(seal), SystemClock().now())
    for number, package in enumerate(packages, start=1):
        path = out / f"goi-{number:03}.xml"
        if path.exists():
            raise UsageError("CLI_FILE_EXISTS", where=str(path))
        write_whole(path, package)
        print(sentence("CLI_PACKAGE_WRITTEN", path=path))
    return EXIT_OK
