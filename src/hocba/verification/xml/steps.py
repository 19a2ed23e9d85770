"""The steps of each signature, in order: shape, coverage, integrity, binding, value, time, certificate, person."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from hocba.signature_profile import HashName
from hocba.verification.algorithms import XML_SCHEMES, verify_xml_signature
from hocba.verification.certificates.parsed import Certificate
from hocba.verification.findings import Finding, found, not_checked, passed
from hocba.verification.judge import judge
from hocba.verification.policy import Policy
from hocba.verification.report import Check, Indication, SignatureReport, SubIndication, conclude
from hocba.verification.xml.opened import Opened, Place
from hocba.verification.xml.parts import Reference, Signature

_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})", re.ASCII)
_HASHES = {"sha256": hashlib.sha256, "sha384": hashlib.sha384, "sha512": hashlib.sha512}
_REVISION = re.compile(r"[1-9]\d{0,8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Examined:
    """One signature and all that was found out about it."""

    place: Place
    checks: tuple[Check, ...]
    signature: Signature | None
    """None where its shape is already wrong."""
    signing_time: datetime | None
    revision: int | None
    status: str
    demo: bool
    indication: Indication
    sub_indication: SubIndication | None

    def report(self, later: Sequence[Examined], around: Sequence[str] = ()) -> SignatureReport:
        """What is shown of it.

        Args:
            later: the signatures after it in the document.
            around: slots of signatures that cover the whole document.
        """
        leaf = self.signature.leaf if self.signature else None
        covered_by = [
            one.place.slot.name
            for one in later
            if one.place.slot.covers_earlier and one.indication is not Indication.TOTAL_FAILED
        ]
        return signature_report(
            leaf,
            slot=self.place.slot.name,
            role=self.place.slot.role,
            indication=self.indication,
            sub_indication=self.sub_indication,
            signing_time=self.signing_time,
            revision=self.revision,
            covered_by=(*covered_by, *around),
            status=self.status,
        )


def signature_report(leaf: Certificate | None, **known: object) -> SignatureReport:
    """A report with what the certificate says, where there is one."""
    if leaf is not None:
        known |= {
            "signer": leaf.common_name,
            "personal_id": leaf.personal_id,
            "serial": leaf.serial,
            "issuer": leaf.issuer_name,
            "provider": leaf.provider,
            "valid_from": leaf.not_before,
            "valid_to": leaf.not_after,
            "certificate": leaf.der,
        }
    return SignatureReport(**known)  # type: ignore[arg-type]  # the names are those of its fields, checked by tests


def examine(opened: Opened, index: int, policy: Policy) -> Examined:
    """All steps of the signature in place `index`; each step that can still be judged is, whatever failed before it."""
    place = opened.places[index]
    where = place.where
    try:
        signature = place.read()
    except Finding as finding:
        check = found(finding, where)
        verdict = conclude([check])
        return Examined(place, (check,), None, parse_time(place.signed_at), None, "unknown", False, *verdict)  # noqa: FBT003  # a field
    checks = [passed("SIGNATURE_SHAPE", where), passed("SIGNATURE_ALGORITHMS", where)]

    def step(name: str, work: Callable[[], None]) -> None:
        try:
            work()
        except Finding as finding:
            checks.append(found(finding, where))
        else:
            checks.append(passed(name, where))

    expected = _expected(opened, index, signature)
    step("SIGNATURE_COVERAGE", lambda: _covers(opened, expected, signature))
    step("SIGNATURE_INTEGRITY", lambda: _intact(expected, signature))
    if signature.xades is None:
        checks.append(not_checked("SIGNING_CERTIFICATE", where))
    else:
        step("SIGNING_CERTIFICATE", lambda: names_certificate(signature))
    if signature.ministry.binding is None:
        checks.append(not_checked("SIGNATURE_BINDING", where))
    else:
        step("SIGNATURE_BINDING", lambda: _bound(opened, place, signature))
    step("SIGNATURE_VALUE", lambda: _value(signature))
    signing_time = parse_time(signature.ministry.time)
    step("SIGNING_TIME", lambda: _one_time(place, signature, signing_time, policy))
    judgement = judge(signature.leaf, signature.chain, signing_time, policy, where)
    checks.extend(judgement.checks)
    step("SIGNER_IDENTITY", lambda: _right_signer(place, signature.leaf))
    checks.append(_appointed(opened, place, signature.leaf, signing_time, policy))
    binding = signature.ministry.binding
    revision = int(binding.revision) if binding and _REVISION.fullmatch(binding.revision) else None
    return Examined(
        place,
        tuple(checks),
        signature,
        signing_time,
        revision,
        judgement.status,
        judgement.demo,
        *conclude(checks),
    )


def _expected(opened: Opened, index: int, signature: Signature) -> list[tuple[str, bytes]]:
    """What this signature must reference, in order: URI, and the canonical form of that very element."""
    place = opened.places[index]
    wanted = [(f"#{place.content_id}", place.content)]
    if place.slot.covers_earlier:
        wanted += [(f"#{one.signature_id}", one.canonical) for one in opened.places[:index]]
    wanted.append((f"#{signature.ministry.id}", signature.ministry.canonical))
    if signature.xades is not None:
        wanted.append((f"#{signature.xades.id}", signature.xades.canonical))
    return wanted


def _covers(opened: Opened, expected: Sequence[tuple[str, bytes]], signature: Signature) -> None:
    """Exactly the references that the slot demands: none missing, none more, none to another element.

    Ids are unique (an earlier step), and each URI is that of the very element whose digest the next step computes, so
    no second element can be shown in place of the signed one.
    """
    wanted = [uri for uri, _ in expected]
    uris = [reference.uri for reference in signature.references]
    if not opened.profile.strict_signatures:
        wanted, uris = sorted(wanted), sorted(uris)
    if wanted != uris or "#" in wanted:
        raise Finding("REFERENCES_WRONG", expected=", ".join(wanted), found=", ".join(uris)[:400])
    if signature.xades is not None and opened.profile.strict_signatures:
        described = tuple(f"#{reference.id}" for reference in signature.references[:-1])
        if signature.xades.described != described:
            raise Finding("SIGNATURE_MALFORMED", where="DataObjectFormat")


def _intact(expected: Sequence[tuple[str, bytes]], signature: Signature) -> None:
    """The digest of every element that must be signed."""
    by_uri: dict[str, Reference] = {reference.uri: reference for reference in signature.references}
    for uri, canonical in expected:
        reference = by_uri.get(uri)
        if reference is None or _digest(reference.hash, canonical) != reference.digest:
            raise Finding("DIGEST_WRONG", where=uri)


def _digest(name: HashName, data: bytes) -> bytes:
    return _HASHES[name](data).digest()


def names_certificate(signature: Signature) -> None:
    """XAdES names the certificate that the signature carries.

    Raises:
        Finding: SIGNING_CERTIFICATE_WRONG.
    """
    xades = signature.xades
    if xades is None or _digest(xades.hash, signature.leaf.der) != xades.certificate_digest:
        raise Finding("SIGNING_CERTIFICATE_WRONG")


def _bound(opened: Opened, place: Place, signature: Signature) -> None:
    """Made for this record, slot, role and revision (or an earlier one, where the slot survives a revision)."""
    binding, record, slot = signature.ministry.binding, opened.record, place.slot
    if binding is None or (binding.record, binding.slot, binding.role) != (
        str(record.lookup_uuid),
        slot.name,
        slot.role,
    ):
        raise Finding("BINDING_WRONG", record=str(record.lookup_uuid), slot=slot.name)
    if not _REVISION.fullmatch(binding.revision):
        raise Finding("REVISION_WRONG", found=binding.revision[:20], revision=record.revision)
    named = int(binding.revision)
    # A profile without a revision tag reads as 0: then all signatures must agree, which the whole record's steps check.
    if record.revision and (named > record.revision or (named < record.revision and not slot.survives_revision)):
        raise Finding("REVISION_WRONG", found=named, revision=record.revision)


def _value(signature: Signature) -> None:
    scheme = XML_SCHEMES[signature.algorithm.uri]
    verify_xml_signature(signature.leaf.key, scheme, signature.value, signature.signed_info)


def _one_time(place: Place, signature: Signature, signing_time: datetime | None, policy: Policy) -> None:
    """The slot, the ministry's property and XAdES say the same moment, and it is not still to come."""
    texts = [place.signed_at, signature.ministry.time]
    if signature.xades is not None:
        texts.append(signature.xades.time)
    times = [parse_time(text) for text in texts]
    if signing_time is None or None in times:
        raise Finding("SIGNING_TIME_MALFORMED", value=next((t for t in texts if parse_time(t) is None), "")[:40])
    if len(set(times)) != 1:
        raise Finding("SIGNING_TIME_DIFFERS", values=", ".join(texts))
    if signing_time > policy.proven_at + policy.clock_tolerance:
        raise Finding("SIGNED_IN_FUTURE", value=texts[0], now=policy.proven_at.isoformat())


@lru_cache(maxsize=1024)
def parse_time(text: str) -> datetime | None:
    """A signing time with its zone, to the second; None where the text is no such moment."""
    if not _TIME.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    offset = moment.utcoffset()
    return moment if offset is not None and abs(offset) <= timedelta(hours=14) else None


def _right_signer(place: Place, leaf: Certificate) -> None:
    """The certificate is that of the person, or the school, whom the signed data name for this slot."""
    named = place.named
    if place.slot.holder == "organisation":
        if leaf.tax_code is None or leaf.organisation != named:
            raise Finding("SEAL_WRONG_ORGANISATION", expected=named, found=leaf.organisation)
        return
    if leaf.personal_id is None:
        raise Finding("SIGNER_NOT_A_PERSON", subject=leaf.subject)
    claimed = {named, leaf.personal_id}
    if place.slot.has_personal_id:
        claimed.add(place.signer_id)
    if place.person:
        claimed.add(place.person)
    if len(claimed) != 1:
        raise Finding("SIGNER_WRONG_PERSON", expected=named, found=leaf.personal_id)


def _appointed(opened: Opened, place: Place, leaf: Certificate, signing_time: datetime | None, policy: Policy) -> Check:
    """Whether the person held the role that day, as far as a school's or the register's books are at hand."""
    if place.slot.holder == "organisation" or policy.appointments is None:
        return not_checked("APPOINTMENT", place.where)
    if leaf.personal_id is None or signing_time is None:
        return not_checked("APPOINTMENT", place.where)
    holds = policy.appointments.holds(
        personal_id=leaf.personal_id,
        role=place.slot.role,
        school_code=opened.record.school.code,
        on=signing_time.date(),
    )
    if holds is None:
        return not_checked("APPOINTMENT", place.where)
    if not holds:
        return found(Finding("SIGNER_NOT_APPOINTED", personal_id=leaf.personal_id), place.where)
    return passed("APPOINTMENT", place.where)
