"""The one door: what kind of file is this, and which numbered list applies to it.

0  size; XML or PDF by its first bytes               verifier
1  the record's XML: parse, profile, one form, schema, Ids, slots    xml.opening
2  each signature: shape, algorithms, coverage, integrity, certificate, binding, value, time, path, validity, status,
signer, appointment                                              xml.steps
3  the record: order and times, completeness, rules of the year       xml.whole
4  a PDF: frame, byte range, seal, content, XML inside (1-3), seal of the same school, text    pdf.document
5  a package: shape, list signature, each record alone (1-3)          package
6  a hand-over document: the steps of 1 to 3 in a form of its own, no rules of the year            handover
"""

from __future__ import annotations

import re

from hocba.documents.xml import is_list
from hocba.errors import UnreadableFile
from hocba.verification.findings import Finding, found
from hocba.verification.handover import begins_as_handover, verify_handover
from hocba.verification.package import verify_package
from hocba.verification.pdf.document import verify_pdf
from hocba.verification.policy import Policy
from hocba.verification.report import Kind, VerificationReport, conclude
from hocba.verification.xml.record import examine_record, report_of

_XML_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*<|\xff\xfe<\0|\xfe\xff\0<")
_PDF_WITHIN = 1024
"""Readers accept a header within the first 1024 bytes; ours must be at 0, but such a file is still a (wrong) PDF."""


def verify(data: bytes, policy: Policy) -> VerificationReport:
    """Verify a record (XML or PDF), a hand-over document or a package, by its content.

    Args:
        data: the whole file.
        policy: what is trusted, and the time.

    Raises:
        UnreadableFile: NOT_XML_OR_PDF, the file does not begin as either.
    """
    kind = _kind(data)
    if len(data) > policy.max_bytes:
        check = found(Finding("FILE_TOO_LARGE", size=len(data), limit=policy.max_bytes), "")
        indication, sub_indication = conclude([check])
        return VerificationReport(kind, indication, sub_indication, (check,), registry=policy.registry)
    if kind == "pdf":
        return verify_pdf(data, policy)
    if is_list(data):
        return verify_package(data, policy)
    if begins_as_handover(data):
        return verify_handover(data, policy)
    return report_of(examine_record(data, policy), policy)


def verify_pair(xml: bytes, pdf: bytes, policy: Policy) -> tuple[VerificationReport, VerificationReport]:
    """Verify a record's XML and the PDF that carries it; what both have in common is examined once.

    Raises:
        UnreadableFile: NOT_XML_OR_PDF, one of them is not what its place says.
    """
    if _kind(xml) != "xml" or _kind(pdf) != "pdf":
        raise UnreadableFile("NOT_XML_OR_PDF")
    if max(len(xml), len(pdf)) > policy.max_bytes:
        return verify(xml, policy), verify(pdf, policy)
    examination = examine_record(xml, policy)
    return report_of(examination, policy), verify_pdf(pdf, policy, examination)


def _kind(data: bytes) -> Kind:
    if _XML_START.match(data):
        return "xml"
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    raise UnreadableFile("NOT_XML_OR_PDF")
