"""`hocba show`: what a record says, in the words of its printed form. Only what is verified, unless asked for more."""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from uuid import UUID

from hocba.documents.handover import Handover, read_handover
from hocba.documents.papers import Columns, PaperBlock, handover_blocks, handover_line
from hocba.documents.rendition import Stage, form_of
from hocba.documents.rendition.form import Closing, Cover, Fields, Heading, LookUp, Paragraph, Table
from hocba.documents.rendition.signature_lines import SignatureLine, line_of
from hocba.documents.xml import read_record
from hocba.model import SchoolYear, YearRecord
from hocba.signature_profile.handover import handover_form
from hocba.verification import Indication, Policy, VerificationReport, embedded_xml, verify
from hocba.verification.list_signature import SLOT as LIST_SLOT
from hocba.verification.pdf.document import SLOT as PDF_SLOT
from hocba_cli.arguments import about, add_json, add_trust, read_input
from hocba_cli.console import complain, say, sentence
from hocba_cli.verify import EXIT_CODES, copy_lines, described, policy_of

Shown = tuple[YearRecord | Handover, list[SignatureLine]]
"""What a file holds, and who signed it."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE [--trust] [--at] [--unverified] [--json]."""
    parser.add_argument("file", metavar="FILE", help=sentence("HELP_ARG_FILES"))
    add_trust(parser)
    parser.add_argument("--unverified", action="store_true", help=sentence("HELP_ARG_UNVERIFIED"))
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """The exit code is that of `verify`, whatever is shown."""
    policy = policy_of(options)
    with about(options.file):
        data = read_input(options.file)
        report = verify(data, policy)
    passed = report.indication is Indication.TOTAL_PASSED
    if not passed:
        for line in described(options.file, report, in_full=True):
            complain(line)
    records = list(_verified(report))
    if not passed and not records and options.unverified:
        with about(options.file):
            claimed = _unverified(data, report, policy)
            records = [(claimed, _signed(report, claimed))]
    if not records:
        complain(sentence("CLI_SHOW_NOTHING"))
    for record, signatures in records:
        if options.json:
            print(json.dumps({"file": options.file, **_facts(report), "record": plain(record)}, ensure_ascii=False))
        else:
            say([*_before(report), *_lines(record, signatures)])
    return EXIT_CODES[report.indication]


def _facts(report: VerificationReport) -> dict[str, object]:
    """What stands beside a record in JSON: whether it is verified, and whose copy the PDF is, if it is one."""
    copy = report.copy if report.indication is Indication.TOTAL_PASSED else None
    said = {"authority": copy.authority, "sealed_at": copy.sealed_at.isoformat()} if copy else None
    return {"verified": report.indication is Indication.TOTAL_PASSED, "copy": said}


def _before(report: VerificationReport) -> Iterator[str]:
    """What a reader must know first: nothing is proven, it is a trial, it is the authority's copy."""
    if report.indication is not Indication.TOTAL_PASSED:
        if report.signed_record is None and not report.records:
            yield sentence("CLI_SHOW_UNVERIFIED")
        return
    if report.demo:
        yield sentence("CLI_DEMO_ANCHOR")
    yield from copy_lines(report)


def _verified(report: VerificationReport) -> Iterator[Shown]:
    """What verification rebuilt from signed bytes, and who signed; of a package, the records that pass alone."""
    if report.signed_record is not None:
        yield report.signed_record, _signed(report, report.signed_record)
    if report.signed_handover is not None:
        yield report.signed_handover, _signed(report, report.signed_handover)
    for inner in report.records:
        yield from _verified(inner)


def _signed(report: VerificationReport, record: YearRecord | Handover) -> list[SignatureLine]:
    """The signatures on the record itself, in its order."""
    found = []
    for one in report.signatures:
        if one.slot in {LIST_SLOT, PDF_SLOT} or one.certificate is None or one.signing_time is None:
            continue
        if isinstance(record, YearRecord):
            found.append(line_of(one.slot, record, one.certificate, one.signing_time))
        else:
            found.append(handover_line(one.slot, record, one.certificate, one.signing_time))
    return found


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


def _lines(record: YearRecord | Handover, signatures: Sequence[SignatureLine]) -> Iterator[str]:
    blocks: Iterable[PaperBlock]
    if isinstance(record, YearRecord):
        blocks = form_of(record, signatures, stage=Stage.PRINT_COPY).blocks
    else:
        blocks = handover_blocks(record, signatures)
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
