"""`hocba show`: what a record says, in the words of its printed form. Only what is verified, unless asked for more."""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from uuid import UUID

from hocba.documents.handover import Handover, read_handover
from hocba.documents.papers import Columns, PaperBlock, handover_blocks
from hocba.documents.rendition import Stage, form_of
from hocba.documents.rendition.form import Closing, Cover, Fields, Heading, LookUp, Paragraph, Table
from hocba.documents.xml import read_record
from hocba.model import SchoolYear, YearRecord
from hocba.signature_profile.handover import handover_form
from hocba.verification import Indication, Policy, VerificationReport, embedded_xml, verify
from hocba_cli.arguments import add_json, add_trust, read_input
from hocba_cli.console import complain, sentence
from hocba_cli.verify import EXIT_CODES, described, policy_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE [--trust] [--at] [--unverified] [--json]."""
    parser.add_argument("file", metavar="FILE", help=sentence("HELP_ARG_FILES"))
    add_trust(parser)
    parser.add_argument("--unverified", action="store_true", help=sentence("HELP_ARG_UNVERIFIED"))
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """The exit code is that of `verify`, whatever is shown."""
    data = read_input(options.file)
    policy = policy_of(options)
    report = verify(data, policy)
    passed = report.indication is Indication.TOTAL_PASSED
    if not passed:
        complain("\n".join(described(options.file, report, in_full=True)))
    records: list[YearRecord | Handover] = list(_verified(report))
    if not passed and not records and options.unverified:
        records = [_unverified(data, report, policy)]
    if not records:
        complain(sentence("CLI_SHOW_NOTHING"))
    for record in records:
        if options.json:
            line = {"file": options.file, "verified": passed, "record": plain(record)}
            print(json.dumps(line, ensure_ascii=False))
        else:
            if not passed and options.unverified:
                print(sentence("CLI_SHOW_UNVERIFIED"))
            print("\n".join(_lines(record)))
    return EXIT_CODES[report.indication]


def _verified(report: VerificationReport) -> Iterator[YearRecord | Handover]:
    """What verification rebuilt from signed bytes; of a package, the records that pass alone."""
    if report.signed_record is not None:
        yield report.signed_record
    if report.signed_handover is not None:
        yield report.signed_handover
    for inner in report.records:
        yield from _verified(inner)


def _unverified(data: bytes, report: VerificationReport, policy: Policy) -> YearRecord | Handover:
    """What the file claims, with no proof of anything.

    Raises:
        DocumentError: it does not even have the form of a record.
    """
    if report.profile == handover_form().profile.name:
        return read_handover(data)
    return read_record(embedded_xml(data, policy) if report.kind == "pdf" else data).record


def plain(value: object) -> object:
    """A value of the model as JSON can hold it: names of enums' values, ISO dates."""
    match value:
        case SchoolYear() | UUID() | Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case Enum():
            return value.value
        case tuple():
            return [plain(item) for item in value]
        case _ if dataclasses.is_dataclass(value):
            return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        case _:
            return value


def _lines(record: YearRecord | Handover) -> Iterator[str]:
    blocks: Iterable[PaperBlock]
    if isinstance(record, YearRecord):
        blocks = form_of(record, (), stage=Stage.PRINT_COPY).blocks
    else:
        blocks = handover_blocks(record, ())
    for block in blocks:
        yield from _block_lines(block)


def _block_lines(block: PaperBlock) -> Iterator[str]:
    match block:
        case Columns():
            yield from (line.text for line in block.left)
        case Cover():
            yield f"{block.title} {block.level} – {block.year}"
        case Heading():
            yield ""
            yield block.text
        case Fields():
            yield from (f"  {field.caption} {field.value}" for field in block.items)
        case LookUp():
            yield from (f"  {field.caption} {field.value}" for field in block.fields)
            yield from (f"  {line}" for line in block.effect)
        case Paragraph():
            yield f"  {block.text}"
        case Table():
            for row in block.rows:
                yield "  " + " | ".join(cell.text for cell in row if cell.text)
        case Closing():
            yield ""
            yield f"  {block.place_and_date}"
            yield from (f"  {spot.title}: {spot.name}" for spot in block.spots if spot.name)
