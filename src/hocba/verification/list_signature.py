"""The signature over a list, the only one that stands inside what it signs: its steps, for packages and recall lists.

Source: Công văn 2088/BGDĐT-GDTH, II.2 and III.2.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from hocba.documents.xml import DECLARATION, RecordList
from hocba.errors import DocumentError
from hocba.verification.algorithms import XML_SCHEMES, verify_xml_signature
from hocba.verification.certificates.parsed import Certificate
from hocba.verification.findings import Finding, found, passed
from hocba.verification.judge import Judgement, judge
from hocba.verification.policy import Policy
from hocba.verification.report import Check, SignatureReport, conclude
from hocba.verification.xml.canonical import canonical
from hocba.verification.xml.parts import Signature
from hocba.verification.xml.steps import names_certificate, parse_time, signature_report
from hocba.verification.xml.tree import SignatureReader

SLOT = "DANH_SACH"
_ROLE = "sender"


@dataclass(frozen=True, slots=True)
class ListSignature:
    """What the steps of a list's signature gave."""

    checks: tuple[Check, ...]
    report: SignatureReport
    demo: bool
    """Its certificate's path ends at a demo root."""


def in_one_form(data: bytes, opened: RecordList) -> bool:
    """Around the records the file is its own canonical form; each record is held to its profile's form alone."""
    tag = opened.format.record.encode()
    pieces = canonical(opened.root).split(b"<%b></%b>" % (tag, tag))
    at = 0
    for expected in (DECLARATION + pieces[0], *_between(opened.files, pieces[1:])):
        if not data.startswith(expected, at):
            return False
        at += len(expected)
    return at == len(data)


def _between(files: Sequence[bytes], pieces: Sequence[bytes]) -> Iterator[bytes]:
    for file, piece in zip(files, pieces, strict=True):
        yield file[len(DECLARATION) :]
        yield piece


def list_signature(
    opened: RecordList,
    element: etree._Element,
    senders: Sequence[set[str]],
    moments: Sequence[datetime | None],
    policy: Policy,
    *,
    proven: Sequence[bool] = (),
) -> ListSignature:
    """The steps of the one signature over the whole list.

    Args:
        opened: the list.
        element: its signature.
        senders: sets of names; the certificate's organisation must be one set, alone.
        moments: of each record, the time of its last signature, if any: the list is signed later.
        policy: trust, time and proof.
        proven: of each record, whether it is known to be its own canonical form.
    """
    form = opened.format
    try:
        signature = SignatureReader(form.profile, enveloped=True).read(element, form.signature_id)
    except Finding as finding:
        checks = [found(finding, SLOT)]
        return ListSignature(tuple(checks), _report(None, checks, None, None), demo=False)
    checks = [passed("SIGNATURE_SHAPE", SLOT), passed("SIGNATURE_ALGORITHMS", SLOT)]

    def step(name: str, work: Callable[[], None]) -> None:
        try:
            work()
        except Finding as finding:
            checks.append(found(finding, SLOT))
        else:
            checks.append(passed(name, SLOT))

    moment = parse_time(signature.ministry.time)
    step("SIGNATURE_COVERAGE", lambda: _covers(opened, signature))
    step("SIGNATURE_INTEGRITY", lambda: _intact(opened, signature, proven))
    step("SIGNING_CERTIFICATE", lambda: names_certificate(signature))
    step("SIGNATURE_VALUE", lambda: _value(signature))
    step("SIGNING_TIME", lambda: _after_seals(signature, moment, moments, policy))
    judgement = judge(signature.leaf, signature.chain, moment, policy, SLOT)
    checks += judgement.checks
    step("SIGNER_IDENTITY", lambda: _sender(signature.leaf, senders))
    report = _report(signature.leaf, checks, moment, judgement)
    return ListSignature(tuple(checks), report, judgement.demo)


def _covers(opened: RecordList, signature: Signature) -> None:
    properties = [signature.ministry.id, signature.xades.id if signature.xades else ""]
    wanted = [f"#{one}" for one in (opened.format.id, *properties)]
    uris = [reference.uri for reference in signature.references]
    if wanted != uris:
        raise Finding("REFERENCES_WRONG", expected=", ".join(wanted), found=", ".join(uris)[:400])
    described = tuple(f"#{reference.id}" for reference in signature.references[:-1])
    if signature.xades is None or signature.xades.described != described:
        raise Finding("SIGNATURE_MALFORMED", where="DataObjectFormat")


def _intact(opened: RecordList, signature: Signature, proven: Sequence[bool]) -> None:
    if len(signature.references) != 3:  # noqa: PLR2004  # list, ministry's properties, XAdES
        raise Finding("REFERENCES_WRONG", expected="3", found=str(len(signature.references)))
    whole, ministry, xades = signature.references
    running = hashlib.new(whole.hash)
    try:
        for piece in opened.canonical(proven):
            running.update(piece)
    except (DocumentError, etree.C14NError) as error:
        raise Finding("DIGEST_WRONG", where=whole.uri) from error
    digests = [(whole, running.digest()), (ministry, _digest(ministry.hash, signature.ministry.canonical))]
    if signature.xades is not None:
        digests.append((xades, _digest(xades.hash, signature.xades.canonical)))
    for reference, digest in digests:
        if reference.digest != digest:
            raise Finding("DIGEST_WRONG", where=reference.uri)


def _digest(name: str, data: bytes) -> bytes:
    return hashlib.new(name, data).digest()


def _value(signature: Signature) -> None:
    scheme = XML_SCHEMES[signature.algorithm.uri]
    verify_xml_signature(signature.leaf.key, scheme, signature.value, signature.signed_info)


def _after_seals(
    signature: Signature, moment: datetime | None, moments: Sequence[datetime | None], policy: Policy
) -> None:
    if moment is None or signature.xades is None:
        raise Finding("SIGNING_TIME_MALFORMED", value=signature.ministry.time[:40])
    if signature.xades.time != signature.ministry.time:
        raise Finding("SIGNING_TIME_DIFFERS", values=f"{signature.xades.time}, {signature.ministry.time}")
    if moment > policy.proven_at + policy.clock_tolerance:
        raise Finding("SIGNED_IN_FUTURE", value=signature.ministry.time, now=policy.proven_at.isoformat())
    for number, sealed in enumerate(moments, start=1):
        if sealed is not None and sealed > moment:
            raise Finding("SIGNED_OUT_OF_ORDER", before=f"HOC_BA[{number}]")


def _sender(leaf: Certificate, senders: Sequence[set[str]]) -> None:
    if leaf.tax_code is None or {leaf.organisation} not in senders:
        raise Finding("SEAL_WRONG_ORGANISATION", expected=", ".join(sorted(senders[0])), found=leaf.organisation)


def _report(
    leaf: Certificate | None, checks: Sequence[Check], moment: datetime | None, judgement: Judgement | None
) -> SignatureReport:
    indication, sub_indication = conclude(checks)
    return signature_report(
        leaf,
        slot=SLOT,
        role=_ROLE,
        indication=indication,
        sub_indication=sub_indication,
        signing_time=moment,
        status=judgement.status if judgement else "unknown",
    )
