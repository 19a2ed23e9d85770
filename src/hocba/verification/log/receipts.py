"""The receipt of a record: signed by the authority, its leaf in the log, the log seen by a witness at a time.

The time that a trusted witness put under the checkpoint proves that the record existed then, without the authority's
word and however long ago its certificate expired: a certificate of the authority that is no longer valid is judged at
that time. Without a witness only the authority's own statement of the time of acceptance remains, which counts as long
as its certificate stands.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from hocba.errors import UsageError
from hocba.verification.findings import Finding, found, not_checked, passed
from hocba.verification.log.checkpoint import SeenCheckpoint, verify_checkpoint
from hocba.verification.log.leaf import read_leaf
from hocba.verification.log.merkle import included
from hocba.verification.log.note import LogFault
from hocba.verification.log.vkey import WITNESS, VerifierKey, read_vkey
from hocba.verification.policy import Policy
from hocba.verification.report import Check, Indication, SubIndication, conclude
from hocba.verification.statement import SIGNED_AT, StatementReport, verify_statement
from hocba.verification.xml.steps import parse_time

KIND = "hocba-receipt"
WHERE = "receipt"
_MEMBERS = {"leaf", "index", "size", "proof", "checkpoint"}
_MOST_HASHES = 64


@dataclass(frozen=True, slots=True)
class ReceiptReport:
    """What is found out about a receipt. Has no truth value: read `.indication`."""

    indication: Indication
    sub_indication: SubIndication | None
    checks: tuple[Check, ...]
    payload: Mapping[str, Any] | None
    """What is stated; None where the receipt failed."""
    proven_time: datetime | None
    """When the record is proven to have existed, UTC; None where nothing proves it."""
    witnesses: tuple[str, ...]
    """Names of the trusted witnesses by whose word the record existed then; none: the authority alone says so."""
    as_of: datetime | None
    """Nothing after this time is known from the receipt."""
    organisation: str = ""
    """That signed it; whether it is the authority of the record, who knows the record judges."""

    @property
    def witnessed(self) -> bool:
        """A trusted witness gave the proven time; otherwise the authority alone says so."""
        return bool(self.witnesses)

    def __bool__(self) -> bool:
        raise TypeError("read .indication")


def verify_receipt(text: str, policy: Policy) -> ReceiptReport:
    """Verify a receipt without any network.

    Args:
        text: JWS in compact form.
        policy: trust (with `log_keys` of logs and witnesses) and time.

    Raises:
        UsageError: LOG_VKEY_UNREADABLE, a key of the trust; WITNESSES_NOT_TRUSTED, it demands more witnesses than it
            names.
    """
    keys = tuple(map(read_vkey, policy.trust.log_keys))
    demanded, named = policy.trust.witnesses, len({key.name for key in keys if key.kind == WITNESS})
    if demanded > named:
        raise UsageError("WITNESSES_NOT_TRUSTED", needed=demanded, named=named)
    statement = verify_statement(text, policy, kind=KIND)
    if statement.payload is None:
        return _report(statement.checks, None, None, witnesses=(), organisation="")
    checks, seen = _log_checks(statement.payload, keys, demanded)
    if seen is not None and seen.witnessed_at is not None and statement.indication is not Indication.TOTAL_PASSED:
        statement = _judged_then(text, policy, statement, seen.witnessed_at)
    moment = _proven(statement, seen)
    payload = statement.payload
    witnesses = seen.cosigners if seen is not None else ()
    found_ = (*statement.checks, *checks)
    return _report(found_, payload, moment, witnesses=witnesses, organisation=statement.organisation)


def _judged_then(text: str, policy: Policy, statement: StatementReport, witnessed_at: datetime) -> StatementReport:
    """The statement, its certificate judged when it was signed, right after its leaf was witnessed."""
    claimed = parse_time(str((statement.payload or {}).get(SIGNED_AT)))
    moment = max(witnessed_at, claimed) if claimed else witnessed_at
    again = verify_statement(text, replace(policy, proof_of_existence=moment), kind=KIND)
    return again if again.payload is not None else statement


def _proven(statement: StatementReport, seen: SeenCheckpoint | None) -> datetime | None:
    if seen is not None and seen.witnessed_at is not None:
        return seen.witnessed_at
    if statement.indication is not Indication.TOTAL_PASSED or statement.payload is None:
        return None
    return parse_time(str(statement.payload.get("accepted_at")))


def _report(
    checks: tuple[Check, ...],
    payload: Mapping[str, Any] | None,
    proven: datetime | None,
    *,
    witnesses: tuple[str, ...],
    organisation: str,
) -> ReceiptReport:
    indication, sub_indication = conclude(checks)
    if indication is Indication.TOTAL_FAILED:
        payload, proven, witnesses = None, None, ()
    return ReceiptReport(indication, sub_indication, checks, payload, proven, witnesses, proven, organisation)


def _log_checks(
    payload: Mapping[str, Any], keys: tuple[VerifierKey, ...], demanded: int
) -> tuple[tuple[Check, ...], SeenCheckpoint | None]:
    member = payload.get("log")
    if member is None or not keys:
        return (not_checked("LOG_PROOF", WHERE), *_witness_checks((), demanded)), None
    try:
        seen = _seen(payload, member, keys)
    except LogFault as fault:
        return (found(Finding(fault.code), WHERE),), None
    except Finding as finding:
        return (found(finding, WHERE),), None
    checks = (passed("LOG_PROOF", WHERE), *_witness_checks(seen.cosigners, demanded))
    if seen.witnesses < demanded:
        seen = replace(seen, witnessed_at=None, witness="", cosigners=())  # too few prove no time
    return checks, seen


def _witness_checks(names: tuple[str, ...], demanded: int) -> tuple[Check, ...]:
    """One check a witness that cosigned, and whether they are as many as the caller demands."""
    checks = tuple(passed("LOG_WITNESS", f"{WHERE} {name}") for name in names)
    if len(names) < demanded:
        return (*checks, found(Finding("LOG_WITNESSES_FEW", needed=demanded, count=len(names)), WHERE))
    return checks or (not_checked("LOG_WITNESS", WHERE),)


def _seen(payload: Mapping[str, Any], member: object, keys: tuple[VerifierKey, ...]) -> SeenCheckpoint:
    """The checkpoint under which the record's leaf stands.

    Raises:
        Finding: RECEIPT_LOG_MALFORMED, RECEIPT_LEAF_DIFFERS, LOG_PROOF_WRONG.
        LogFault: of note, checkpoint and leaf.
    """
    if not isinstance(member, dict) or set(member) != _MEMBERS or not isinstance(member["checkpoint"], str):
        raise Finding("RECEIPT_LOG_MALFORMED")
    index, size = member["index"], member["size"]
    if type(index) is not int or type(size) is not int:
        raise Finding("RECEIPT_LOG_MALFORMED")
    leaf, proof = _bytes(member["leaf"], urlsafe=True), _proof(member["proof"])
    said = read_leaf(leaf)
    own = {
        "digest": payload.get("record_digest"),
        "pdf": payload.get("pdf_digest") or "",
        "school": payload.get("school"),
    }
    same = all(said.facts.get(name) == value for name, value in own.items())
    if not same or (said.kind, said.subject, said.at) != ("accepted", payload.get("uuid"), payload.get("accepted_at")):
        raise Finding("RECEIPT_LEAF_DIFFERS")
    seen = verify_checkpoint(member["checkpoint"], keys)
    root = seen.checkpoint.root
    if seen.checkpoint.size != size or not included(index=index, size=size, leaf=leaf, proof=proof, root=root):
        raise Finding("LOG_PROOF_WRONG")
    return seen


def _proof(value: object) -> tuple[bytes, ...]:
    if not isinstance(value, list) or len(value) > _MOST_HASHES:
        raise Finding("RECEIPT_LOG_MALFORMED")
    return tuple(_bytes(one, urlsafe=False) for one in value)


def _bytes(value: object, *, urlsafe: bool) -> bytes:
    if not isinstance(value, str):
        raise Finding("RECEIPT_LOG_MALFORMED")
    try:
        if urlsafe:
            return base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True)
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise Finding("RECEIPT_LOG_MALFORMED") from None
