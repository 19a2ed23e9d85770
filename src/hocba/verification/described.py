"""Everything that a page shows of one file, as plain values that pass between processes.

The verification portal examines what strangers send in a process of its own (`hocba.adapters.limited`), so what comes
back is numbers, texts and lists, never an object.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from hocba.documents.xml import parse_strict, read_list, record_digest, widest_limits
from hocba.errors import DocumentError
from hocba.model import YearRecord
from hocba.model.changes import changes
from hocba.signature_profile import ALGORITHMS
from hocba.verification.algorithms import XML_SCHEMES
from hocba.verification.findings import Finding
from hocba.verification.list_signature import SLOT as LIST_SLOT
from hocba.verification.log.receipts import KIND, verify_receipt
from hocba.verification.pdf.cms import read_cms
from hocba.verification.pdf.document import SLOT as PDF_SLOT
from hocba.verification.pdf.document import embedded_xml
from hocba.verification.pdf.layout import read_frame
from hocba.verification.pdf.seal import read_seal
from hocba.verification.policy import Policy
from hocba.verification.report import Check, Indication, SignatureReport, VerificationReport
from hocba.verification.statement import verify_statement
from hocba.verification.verifier import verify
from hocba.verification.xml.opened import NotOpened, Opened
from hocba.verification.xml.opening import open_record
from hocba.verification.xml.tree import SignatureReader

Described = dict[str, Any]
"""Texts, whole numbers, booleans, None, lists and dictionaries of these: what JSON can carry."""

_LONGEST = 400
_LONGEST_STATEMENT = 65_536
_JWS = re.compile(rb"\s*[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\s*")


def described(data: bytes, policy: Policy, *, held: bytes | None = None) -> Described:
    """Verify a file and say everything that is shown of it.

    Args:
        data: the whole file, of a stranger: a record, hand-over, paper, package, or an authority's receipt (JWS).
        policy: what is trusted, the time, and a proof of existence.
        held: the XML that the register holds under the file's UUID; then `differs` names the places that differ, never
            a value. The caller asks only for a file whose seal it has found good.

    Returns:
        `kind, indication, sub_indication, profile, demo, record, claims, digest, seal, copy, signatures, checks,
        records, differs, receipt`. `claims` and `digest` are what the file says, proven only where it passed. `seal`
        is the school's seal on the record: `{good, certificate, time}`; good only if each of its own steps passed.
        `copy` is given of a PDF that the authority made from the XML: `{authority, time}`. `receipt` is what one
        states, with `proven_at` (None: nothing proves it) and `witnessed`.

    Raises:
        UnreadableFile: NOT_XML_OR_PDF.
    """
    if is_statement(data):
        return _receipt(data.decode("ascii").strip(), policy)
    report = verify(data, policy)
    if report.kind == "package":
        return _package(data, report)
    xml = data if report.kind == "xml" else _inside(data, policy)
    opened = _opened(xml) if xml is not None and report.record is not None else None
    found = _one(report, xml, opened)
    known = list(_of_record(opened))
    if report.kind == "pdf":
        known.append((PDF_SLOT, _of_pdf(data)))
    _add(found, known)
    if held is not None and opened is not None:
        found["differs"] = _differs(held, opened)
    return found


def _one(report: VerificationReport, xml: bytes | None, opened: Opened | None) -> Described:
    record = report.record
    return {
        "kind": report.kind,
        "indication": report.indication.value,
        "sub_indication": report.sub_indication.value if report.sub_indication else None,
        "profile": report.profile,
        "demo": report.demo,
        "record": None
        if record is None
        else {
            "uuid": record.uuid,
            "revision": record.revision,
            "pupil": record.pupil,
            "school": record.school,
            "year": record.year,
            "state": record.state,
        },
        "claims": _claims(opened),
        "digest": _digest(xml) if opened is not None and xml is not None else None,
        "seal": _seal(report, opened),
        "copy": {"authority": report.copy.authority[:_LONGEST], "time": _moment(report.copy.sealed_at)}
        if report.copy
        else None,
        "signatures": [_signature(one) for one in report.signatures],
        "checks": [_check(one) for one in report.checks],
        "records": [],
        "differs": None,
        "receipt": None,
    }


def is_statement(data: bytes) -> bool:
    """Whether a file can only be a JWS in compact form; nothing is proven by that."""
    return len(data) <= _LONGEST_STATEMENT and _JWS.fullmatch(data) is not None


def _receipt(text: str, policy: Policy) -> Described:
    report, statement = verify_receipt(text, policy), verify_statement(text, policy, kind=KIND)
    payload = report.payload or {}
    signature = statement.signature
    return {
        "kind": "receipt",
        "indication": report.indication.value,
        "sub_indication": report.sub_indication.value if report.sub_indication else None,
        "profile": KIND,
        "demo": statement.demo,
        "record": None,
        "claims": None,
        "digest": None,
        "seal": None,
        "copy": None,
        "signatures": [_signature(signature) | {"where": signature.slot}] if signature else [],
        "checks": [_check(one) for one in report.checks],
        "records": [],
        "differs": None,
        "receipt": {
            **{
                name: str(payload[name])[:_LONGEST] if payload.get(name) is not None else None
                for name in ("uuid", "record_digest", "pdf_digest", "school", "accepted_at")
            },
            "proven_at": _moment(report.proven_time),
            "witnessed": report.witnessed,
            "witnesses": list(report.witnesses),
        },
    }


def _package(data: bytes, report: VerificationReport) -> Described:
    found = _one(report, None, None)
    files: Sequence[bytes] = ()
    if report.records:
        files = read_list(data).files
    for file, inner in zip(files, report.records, strict=True):
        opened = _opened(file) if inner.record is not None else None
        one = _one(inner, file, opened)
        _add(one, list(_of_record(opened)))
        found["records"].append(one)
    if found["signatures"]:
        _add(found, [(LIST_SLOT, _of_list(data))])
    return found


def _add(found: Described, known: Sequence[tuple[str, str]]) -> None:
    """Of each signature, its place as checks name it, and its algorithm."""
    for signature, (where, algorithm) in zip(found["signatures"], known, strict=False):
        signature |= {"where": where, "algorithm": algorithm}


def _inside(data: bytes, policy: Policy) -> bytes | None:
    try:
        return embedded_xml(data, policy)
    except DocumentError:
        return None


def _opened(xml: bytes) -> Opened | None:
    try:
        return open_record(xml)[0]
    except NotOpened:
        return None


def _claims(opened: Opened | None) -> Described | None:
    """What the data say beyond the summary, as far as the page needs it."""
    if opened is None or not isinstance(opened.record, YearRecord):
        return None
    record = opened.record
    return {
        "school_code": record.school.code,
        "authority": record.school.authority_name,
        "class_name": record.class_name,
        "identifier": record.record_identifier,
        "issue_on": record.planned_issue_on.isoformat(),
        "group": record.group.value if record.group else None,
        "closing_on": record.closing_date.isoformat() if record.closing_date else None,
    }


def _digest(xml: bytes) -> str | None:
    try:
        return record_digest(parse_strict(xml, widest_limits())).hex()
    except DocumentError:
        return None


def _seal(report: VerificationReport, opened: Opened | None) -> Described | None:
    """The school's seal on the record's data, the only signature that ties a UUID to a school.

    There is one only in a file whose form, structure and Ids are right, so what it covers is what was read.
    """
    slots = {place.slot.name for place in opened.places if place.slot.holder == "organisation"} if opened else set()
    mark = next((one for one in reversed(report.signatures) if one.slot in slots), None)
    if mark is None or mark.certificate is None:
        return None
    return {
        "good": mark.indication is Indication.TOTAL_PASSED,
        "certificate": hashlib.sha256(mark.certificate).hexdigest(),
        "time": _moment(mark.signing_time),
    }


def _signature(one: SignatureReport) -> Described:
    return {
        "slot": one.slot,
        "where": "",
        "role": one.role,
        "indication": one.indication.value,
        "sub_indication": one.sub_indication.value if one.sub_indication else None,
        "signer": one.signer,
        "organisation": _organisation(one.certificate) if one.personal_id is None else "",
        "serial": one.serial,
        "signing_time": _moment(one.signing_time),
        "covered_by": list(one.covered_by),
        "issuer": one.issuer,
        "provider": one.provider,
        "valid_from": _moment(one.valid_from),
        "valid_to": _moment(one.valid_to),
        "status": one.status,
        "algorithm": "",
        "key": _key(one.certificate),
    }


def _check(check: Check) -> Described:
    return {
        "code": check.code,
        "outcome": check.outcome.value,
        "where": check.where[:_LONGEST],
        "source": check.source,
        "params": _texts(check.params),
        "sub_indication": check.sub_indication.value if check.sub_indication else None,
    }


def _texts(params: Mapping[str, object]) -> dict[str, int | str]:
    return {
        name: value if isinstance(value, int) and not isinstance(value, bool) else str(value)[:_LONGEST]
        for name, value in params.items()
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _organisation(certificate: bytes | None) -> str:
    if certificate is None:
        return ""
    names = x509.load_der_x509_certificate(certificate).subject.get_attributes_for_oid(x509.NameOID.ORGANIZATION_NAME)
    return str(names[0].value)[:_LONGEST] if names else ""


def _key(certificate: bytes | None) -> str:
    if certificate is None:
        return ""
    key = x509.load_der_x509_certificate(certificate).public_key()
    if isinstance(key, RSAPublicKey):
        return f"RSA {key.key_size}"
    return key.curve.name if isinstance(key, EllipticCurvePublicKey) else ""


def _of_record(opened: Opened | None) -> Iterator[tuple[str, str]]:
    """Place and algorithm of each signature, in the order of the document."""
    for place in opened.places if opened else ():
        try:
            yield place.where, place.read().algorithm.name
        except Finding:
            yield place.where, ""


def _of_pdf(data: bytes) -> str:
    try:
        scheme = read_cms(read_seal(data, read_frame(data)).cms).scheme
    except Finding:
        return ""
    return next((name for name, one in ALGORITHMS.items() if XML_SCHEMES[one.uri] is scheme), "")


def _of_list(data: bytes) -> str:
    opened = read_list(data)
    form = opened.format
    if opened.signature is None:
        return ""
    try:
        return SignatureReader(form.profile, enveloped=True).read(opened.signature, form.signature_id).algorithm.name
    except Finding:
        return ""


def _differs(held: bytes, opened: Opened) -> list[list[str]] | None:
    """Section, item and field of each place where the record is another one than the register's; no value."""
    of_register = _opened(held)
    if of_register is None or not isinstance(of_register.record, YearRecord):
        return None
    if not isinstance(opened.record, YearRecord):
        return None
    return [[one.section, one.item, one.field] for one in changes(of_register.record, opened.record)]
