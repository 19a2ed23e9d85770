"""`hocba unpack`: a submission list into single records, byte for byte as they were signed."""

from __future__ import annotations

import argparse

from hocba.adapters.files import write_whole
from hocba.documents.xml import read_record
from hocba.errors import UsageError
from hocba.exchange import unpack
from hocba_cli.arguments import about, output_folder, read_input
from hocba_cli.console import EXIT_OK, sentence


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE --out DIR."""
    parser.add_argument("file", metavar="FILE", help=sentence("HELP_ARG_PACKAGE_FILE"))
    parser.add_argument("--out", required=True, metavar="DIR", help=sentence("HELP_ARG_OUT"))


def run(options: argparse.Namespace) -> int:
    """Write `OUT/<look-up UUID>.xml` for every record; all of them, or none."""
    out = output_folder(options.out)
    with about(options.file):
        files = {
            out / f"{read_record(record).record.lookup_uuid}.xml": record for record in unpack(read_input(options.file))
        }
    for path in files:
        if path.exists():
            raise UsageError("CLI_FILE_EXISTS", where=str(path))
    for path, record in files.items():
        write_whole(path, record)
    print(sentence("CLI_UNPACKED", count=len(files), out=out))
    return EXIT_OK
