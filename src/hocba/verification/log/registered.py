"""A file's report together with what a receipt or the register says of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from hocba.documents.xml import parse_strict, record_digest, widest_limits
from hocba.errors import HocbaError
from hocba.model import YearRecord
from hocba.verification.findings import Finding, found, not_checked, passed
from hocba.verification.log.receipts import WHERE, ReceiptReport
from hocba.verification.pdf.document import embedded_xml
from hocba.verification.policy import Policy
from hocba.verification.report import Check, Indication, VerificationReport, conclude
from hocba.verification.statement import verify_statement
from hocba.verification.xml.opened import NotOpened
from hocba.verification.xml.opening import open_record

STANDING_KIND = "hocba-standing"
_REGISTER = "registry"
_NOTHING: Mapping[str, object] = MappingProxyType({"state": "unknown", "proven_time": None, "as_of": None})
_BY_STATE = {"recalled": "REGISTRY_RECALLED", "superseded": "REGISTRY_SUPERSEDED", "unknown": "REGISTRY_UNKNOWN"}


@dataclass(frozen=True, slots=True)
class Named:
    """Which record a file says it is, by its own words: proven only where the file passes."""

    uuid: str | None
    """Look-up UUID; None where no single record can be read."""
    digest: str | None
    """SHA-256 over the canonical record, hexadecimal; None where no single record can be read."""
    authority: str | None
    """Organisation under which the school stands; empty where a school names itself; None of what is no year record."""


def named_in(data: bytes, report: VerificationReport, policy: Policy) -> Named:
    """Which record a file says it is.

    Args:
        data: the whole file.
        report: of the file.
        policy: limits of what is read.
    """
    uuid = report.record.uuid if report.record else None
    if report.kind == "package":
        return Named(uuid, None, None)
    try:
        xml = data if report.kind == "xml" else embedded_xml(data, policy)
        digest = record_digest(parse_strict(xml, widest_limits())).hex()
    except HocbaError:
        return Named(uuid, None, None)
    try:
        record = open_record(xml)[0].record
    except NotOpened:
        return Named(uuid, digest, None)
    if not isinstance(record, YearRecord):
        return Named(uuid, digest, None)
    school, authority = record.school.name, record.school.authority_name
    return Named(uuid, digest, authority if authority != school else "")


def is_of(receipt: ReceiptReport, named: Named) -> bool:
    """Whether a receipt is that of the record in a file, by its own authority: what it proves counts for no other."""
    return receipt.payload is not None and all(check.sub_indication is None for check in _fits(receipt, named))


def with_receipt(report: VerificationReport, named: Named, receipt: ReceiptReport) -> VerificationReport:
    """The report of a file with what its receipt says, and whether it is the record's.

    Args:
        report: of the file, verified at the receipt's proven time where it is the record's (`is_of`).
        named: which record that is.
        receipt: as verified.
    """
    checks = list(receipt.checks)
    if receipt.payload is not None:
        checks += _fits(receipt, named)
    registry = dict(_NOTHING)
    if conclude(checks)[0] is not Indication.TOTAL_FAILED and receipt.proven_time is not None:
        registry = {
            "state": "accepted",
            "proven_time": receipt.proven_time.isoformat(),
            "as_of": receipt.as_of.isoformat() if receipt.as_of else None,
        }
    return _with(report, checks, registry)


def _fits(receipt: ReceiptReport, named: Named) -> list[Check]:
    said = receipt.payload or {}
    same = named.uuid is not None and (said.get("uuid"), said.get("record_digest")) == (named.uuid, named.digest)
    checks = [passed("RECEIPT", WHERE) if same else found(Finding("RECEIPT_OTHER_RECORD"), WHERE)]
    return checks + _other_authority(receipt.organisation, named, WHERE)


def _other_authority(organisation: str, named: Named, where: str) -> list[Check]:
    """Any school has an organisation's certificate: only that of the record's own authority says what was accepted."""
    if named.authority in {None, organisation}:
        return []
    return [found(Finding("SEAL_WRONG_ORGANISATION", expected=named.authority or "–", found=organisation), where)]


@dataclass(frozen=True, slots=True)
class StandingReport:
    """What is found out about the register's answer."""

    checks: tuple[Check, ...]
    registry: Mapping[str, object]
    """The report's member: state, proven time, time of the look-up."""
    proven_time: datetime | None
    """When the register accepted this very content, UTC, by the word of an authority that is trusted now; else None."""


def read_standing(answer: str | None, policy: Policy, named: Named, *, nonce: str) -> StandingReport:
    """Judge the register's signed answer.

    Args:
        answer: JWS in compact form; None: the register could not be asked.
        policy: by which the answer's signature is judged: now.
        named: the record that was asked about.
        nonce: sent with the question: an old answer does not count.
    """
    if answer is None:
        return StandingReport((found(Finding("REGISTRY_UNREACHABLE"), _REGISTER),), _NOTHING, None)
    statement = verify_statement(answer, policy, kind=STANDING_KIND)
    if statement.payload is None or statement.indication is not Indication.TOTAL_PASSED:
        return StandingReport(statement.checks, _NOTHING, None)
    other = _other_authority(statement.organisation, named, _REGISTER)
    if other:
        return StandingReport((*statement.checks, *other), _NOTHING, None)
    payload = statement.payload
    proven, as_of = as_moment(payload.get("proven_time")), as_moment(payload.get("as_of"))
    asked = (payload.get("nonce"), payload.get("uuid"), payload.get("digest")) == (nonce, named.uuid, named.digest)
    if not asked or as_of is None or (proven is not None and proven > as_of):
        wrong = found(Finding("REGISTRY_ANSWER_WRONG"), _REGISTER)
        return StandingReport((*statement.checks, wrong), _NOTHING, None)
    registry = {name: payload.get(name) for name in ("state", "proven_time", "as_of")}
    same = payload.get("same_content") is True
    return StandingReport((*statement.checks, _standing(payload)), registry, proven if same else None)


def with_standing(report: VerificationReport, standing: StandingReport) -> VerificationReport:
    """The report of a file, verified at the proven time where there is one, with the register's answer."""
    return _with(report, standing.checks, standing.registry)


def with_register_unasked(report: VerificationReport) -> VerificationReport:
    """The report says that nobody asked the register: whether the record was recalled since is not known.

    Of a hand-over document no register is kept, and of what failed nothing more need be known.
    """
    if report.signed_handover is not None or report.indication is Indication.TOTAL_FAILED:
        return report
    return replace(report, checks=(*report.checks, not_checked("REGISTRY", _REGISTER)))


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
