"""A file's report together with what a receipt or the register says of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from hocba.documents.xml import parse_strict, record_digest, widest_limits
from hocba.errors import HocbaError
from hocba.verification.findings import Finding, found, not_checked, passed
from hocba.verification.log.receipts import WHERE, ReceiptReport
from hocba.verification.pdf.document import embedded_xml
from hocba.verification.policy import Policy
from hocba.verification.report import Check, Indication, VerificationReport, conclude
from hocba.verification.statement import verify_statement

STANDING_KIND = "hocba-standing"
_REGISTER = "registry"
_BY_STATE = {"recalled": "REGISTRY_RECALLED", "superseded": "REGISTRY_SUPERSEDED", "unknown": "REGISTRY_UNKNOWN"}


def digest_of(data: bytes, report: VerificationReport, policy: Policy) -> str | None:
    """SHA-256 over the canonical record in a file, hexadecimal; None where there is no single record to read."""
    if report.kind == "package":
        return None
    try:
        xml = data if report.kind == "xml" else embedded_xml(data, policy)
        return record_digest(parse_strict(xml, widest_limits())).hex()
    except HocbaError:
        return None


def with_receipt(report: VerificationReport, digest: str | None, receipt: ReceiptReport) -> VerificationReport:
    """The report of a file that was verified at the receipt's proven time, and whether the receipt is this record's.

    Args:
        report: of the file.
        digest: of the record in it (`digest_of`).
        receipt: as verified.
    """
    checks = list(receipt.checks)
    if receipt.payload is not None:
        uuid = report.record.uuid if report.record else None
        same = (receipt.payload.get("uuid"), receipt.payload.get("record_digest")) == (uuid, digest)
        checks.append(passed("RECEIPT", WHERE) if same else found(Finding("RECEIPT_OTHER_RECORD"), WHERE))
    registry: dict[str, object] = {"state": "unknown", "proven_time": None, "as_of": None}
    if conclude(checks)[0] is not Indication.TOTAL_FAILED and receipt.proven_time is not None:
        registry = {
            "state": "accepted",
            "proven_time": receipt.proven_time.isoformat(),
            "as_of": receipt.as_of.isoformat() if receipt.as_of else None,
        }
    return _with(report, checks, registry)


def with_standing(
    report: VerificationReport, answer: str | None, policy: Policy, *, digest: str | None, nonce: str
) -> VerificationReport:
    """The report of a file with the register's signed answer.

    Args:
        report: of the file.
        answer: JWS in compact form; None: the register could not be asked.
        policy: by which the answer's signature is judged: now.
        digest: of the record that was asked about.
        nonce: sent with the question: an old answer does not count.
    """
    nothing: dict[str, object] = {"state": "unknown", "proven_time": None, "as_of": None}
    if answer is None:
        return _with(report, [found(Finding("REGISTRY_UNREACHABLE"), _REGISTER)], nothing)
    statement = verify_statement(answer, policy, kind=STANDING_KIND)
    if statement.payload is None or statement.indication is not Indication.TOTAL_PASSED:
        return _with(report, statement.checks, nothing)
    payload = statement.payload
    uuid = report.record.uuid if report.record else None
    if (payload.get("nonce"), payload.get("uuid"), payload.get("digest")) != (nonce, uuid, digest):
        return _with(report, [*statement.checks, found(Finding("REGISTRY_ANSWER_WRONG"), _REGISTER)], nothing)
    registry = {name: payload.get(name) for name in ("state", "proven_time", "as_of")}
    return _with(report, [*statement.checks, _standing(payload)], registry)


def with_check(report: VerificationReport, check: Check) -> VerificationReport:
    """The report with one more check, what the register said kept."""
    return _with(report, [check], dict(report.registry or {}))


def forked() -> Check:
    """The log does not follow from what was seen of it before."""
    return found(Finding("LOG_FORKED"), _REGISTER)


def log_kept() -> Check:
    """The log follows from what was seen of it before."""
    return passed("LOG_CONSISTENT", _REGISTER)


def log_not_asked() -> Check:
    """The log could not be compared with what was seen before."""
    return not_checked("LOG_CONSISTENT", _REGISTER)


def _standing(payload: Mapping[str, Any]) -> Check:
    state = payload.get("state")
    if state in _BY_STATE:
        return found(Finding(_BY_STATE[str(state)], as_of=str(payload.get("as_of"))), _REGISTER)
    if state != "current":
        return found(Finding("REGISTRY_ANSWER_WRONG"), _REGISTER)
    if payload.get("same_content") is not True:
        return found(Finding("REGISTRY_CONTENT_DIFFERS"), _REGISTER)
    return passed("REGISTRY", _REGISTER)


def _with(report: VerificationReport, checks: Iterable[Check], registry: Mapping[str, object]) -> VerificationReport:
    every = (*report.checks, *checks)
    indication, sub_indication = conclude(every)
    fresh = replace(report, checks=every, indication=indication, sub_indication=sub_indication, registry=registry)
    if indication is Indication.TOTAL_PASSED:
        return fresh
    return replace(fresh, signed_record=None, signed_handover=None, signed_xml=None)


def as_moment(value: object) -> datetime | None:
    """A time of an answer; None where it is none."""
    try:
        found_ = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found_ if found_.tzinfo else None
