"""Prepare a slot's signature, and embed it once somebody has signed.

Order, roles and identity come from the profile: each slot says who signs it, what it covers and which slots must be
signed before it. Source: Decision 32/QĐ-THPĐ, art. 6(9) and art. 9(1); Công văn 2088/BGDĐT-GDTH, part III.2.
"""

from __future__ import annotations

from binascii import b2a_base64
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from operator import attrgetter
from unicodedata import normalize

from hocba.documents.handover import Handover
from hocba.model import YearRecord
from hocba.signature_profile import Profile, SignatureAlgorithm, Slot
from hocba.signing.certificates import SignerCertificate, read_chain, require_may_sign
from hocba.signing.refusals import refused
from hocba.signing.values import require_valid, xml_value
from hocba.signing.xades.draft import Draft, Filled
from hocba.signing.xades.prepared import PreparedXml
from hocba.signing.xades.template import SignatureText, digest_of, template
from hocba.signing.xades.time import in_zone


def prepare(
    document: bytes | Draft,
    slot: str,
    chain: Sequence[bytes],
    signing_time: datetime,
    algorithm: SignatureAlgorithm,
    *,
    revision: int | None = None,
    pending: Sequence[PreparedXml] = (),
) -> PreparedXml:
    """Everything of a slot's signature but its value.

    Args:
        document: the record's file. A `Draft` saves parsing it; bytes are read and checked first.
        slot: name of the slot, such as "GVBM"; where it repeats, the certificate's personal ID says which one.
        chain: certificates in DER, the signer's first.
        signing_time: aware; written in the profile's time zone, to the second.
        algorithm: one that fits the key.
        revision: the record's revision, where the data do not say it (CV 2088).
        pending: prepared in the same confirmation and embedded before this one, such as the homeroom teacher's own GVBM
            slot before GVCN. Never for a slot that signs earlier signatures: those must exist.

    Raises:
        SigningRefused: SLOT_ORDER, SLOT_CLOSED, SLOT_ALREADY_SIGNED, SIGNING_TIME_ORDER, SEAL_BEFORE_PLANNED_DATE,
            WRONG_SIGNER, WRONG_SEAL, and what `read_chain` and `require_may_sign` refuse.
        DocumentError: UNKNOWN_SLOT; of a document in bytes, whatever is wrong with its form.
        UsageError: SIGNING_TIME_NAIVE, REVISION_NEEDED.
    """
    draft = document if isinstance(document, Draft) else Draft.read(document, revision=revision)
    rules = draft.profile
    wanted = rules.slot(slot)
    at = in_zone(signing_time, rules)
    certificate = read_chain(chain)
    person = _holder(draft, wanted, certificate)
    require_may_sign(certificate, rules, algorithm, at, where=wanted.key_for(person))
    _require_turn(draft, wanted, person, at, pending)
    text = _text(draft, wanted, person, certificate, at=at, algorithm=algorithm)
    return PreparedXml(
        to_be_signed=text.signed_info,
        algorithm=algorithm,
        profile=rules.name,
        record=draft.region.uuid,
        revision=draft.revision,
        slot=wanted.name,
        person=person,
        signing_time=at,
        chain=certificate.chain,
        source=draft,
        text=text,
    )


def embed(prepared: PreparedXml, signature_value: bytes) -> bytes:
    """The file that was prepared on, with the signature in its slot.

    Raises:
        SignerFailed, SigningRefused, DocumentError: as `embed_into`.
    """
    source = prepared.source
    draft = source if isinstance(source, Draft) else Draft.read(source, revision=prepared.revision)
    return embed_into(draft, prepared, signature_value).data


def embed_into(draft: Draft, prepared: PreparedXml, signature_value: bytes, *, check_value: bool = True) -> Draft:
    """The draft with the signature in its slot.

    The draft may hold more signatures than when the signature was prepared; what is signed, and whose turn it is, is
    judged again now.

    Args:
        draft: the record's file as it is now.
        prepared: from `prepare`, in this process or stored meanwhile.
        signature_value: over `prepared.to_be_signed`; ECDSA in DER.
        check_value: False only where the finished file is verified whole before it leaves, as issuing does.

    Raises:
        SignerFailed: SIGNER_VALUE_WRONG.
        SigningRefused: PREPARED_STALE (another record, revision or content, or a changed preparation), SLOT_ORDER,
            SLOT_CLOSED, SLOT_ALREADY_SIGNED, SIGNING_TIME_ORDER.
    """
    slot = draft.profile.slot(prepared.slot)
    person = prepared.person
    where = slot.key_for(person)
    made_for = (prepared.profile, prepared.record, prepared.revision)
    if made_for != (draft.profile.name, draft.region.uuid, draft.revision):
        raise refused("PREPARED_STALE", where=where)
    certificate = read_chain(prepared.chain)
    _require_turn(draft, slot, person, prepared.signing_time, ())
    text = _text_again(draft, slot, certificate, prepared)
    if text.signed_info != prepared.to_be_signed:
        raise refused("PREPARED_STALE", where=where)
    if check_value:
        require_valid(certificate.key, signature_value, prepared.to_be_signed, prepared.algorithm, where=where)
    value = b2a_base64(xml_value(certificate.key, signature_value, prepared.algorithm), newline=False)
    element = b"".join((text.before, value, text.after))
    return draft.with_slot(Filled(slot, person if slot.repeats else "", prepared.signing_time, element))


def _holder(draft: Draft, slot: Slot, certificate: SignerCertificate) -> str:
    """The signer's personal ID, if the record names that person for the slot; "" for the school's seal."""
    rules, where = draft.profile.certificates, slot.name
    if slot.holder == "organisation":
        school, found = _named(draft, slot), certificate.organisations
        if not certificate.tax_code(rules) or [normalize("NFC", name) for name in found] != [normalize("NFC", school)]:
            raise refused("WRONG_SEAL", where=where, expected=school, found=certificate.subject)
        return ""
    person = certificate.personal_id(rules)
    expected = draft.holders(slot) if slot.repeats else (_named(draft, slot),)
    if not person or person not in expected:
        raise refused("WRONG_SIGNER", where=where, expected=", ".join(expected) or "–", found=person or "–")
    return person


def _named(draft: Draft, slot: Slot) -> str:
    """Whom the data name as the signer of a slot that does not repeat: the value of the field with that tag."""
    return str(_getter(draft.profile, slot)(draft.region.record))


@cache
def _getter(profile: Profile, slot: Slot) -> Callable[[YearRecord | Handover], object]:
    tag = slot.signer.rpartition("/")[2]
    return attrgetter(next(field.path for field in profile.general if field.tag == tag))


def _require_turn(draft: Draft, slot: Slot, person: str, at: datetime, pending: Sequence[PreparedXml]) -> None:
    """Whether it is this slot's turn at that time, counting what will be embedded before it."""
    rules, where = draft.profile, slot.key_for(person)
    done, times = draft.keys, [each.signed_at for each in draft.filled if each.slot.order < slot.order]
    if pending and not slot.covers_earlier:  # what covers earlier signatures cannot be made before they exist
        before = [(rules.slot(each.slot), each) for each in pending]
        done |= {(earlier.name, each.person if earlier.repeats else "") for earlier, each in before}
        times += [each.signing_time for earlier, each in before if earlier.order < slot.order]
    if (slot.name, person if slot.repeats else "") in done:
        raise refused("SLOT_ALREADY_SIGNED", where=where, slot=slot.name)
    for each in draft.filled:
        if each.slot.order > slot.order:
            raise refused("SLOT_CLOSED", where=where, slot=slot.name, later=each.slot.name)
    for earlier in rules.slots[: slot.order]:
        missing = [whose for whose in draft.holders(earlier) if (earlier.name, whose) not in done]
        if missing and earlier.required:
            people = ", ".join(filter(None, missing)) or "–"
            raise refused("SLOT_ORDER", where=where, slot=slot.name, earlier=earlier.name, missing=people)
    if times and max(times) > at:
        raise refused("SIGNING_TIME_ORDER", where=where, time=at.isoformat(), earlier=max(times).isoformat())
    planned = draft.region.record.planned_issue_on
    if slot.holder == "organisation" and at.date() < planned:
        raise refused("SEAL_BEFORE_PLANNED_DATE", where=where, time=at.isoformat(), planned=planned.isoformat())


def _text(
    draft: Draft,
    slot: Slot,
    person: str,
    certificate: SignerCertificate,
    *,
    at: datetime,
    algorithm: SignatureAlgorithm,
) -> SignatureText:
    """The slot's element but for the signature value."""
    rules, tags = draft.profile, draft.profile.tags
    covered, digests = [slot.content_id(person)], [draft.region.content_digest(slot, person)]
    if slot.covers_earlier:
        earlier = draft.earlier(slot)
        covered += [each.slot.signature_id(each.person) for each in earlier]
        digests += [digest_of(rules.digest, each.signature) for each in earlier]
    time = at.isoformat()
    text = template(
        rules,
        key=slot.key_for(person),
        covered=tuple(covered),
        enveloped=False,
        algorithm=algorithm,
        signing_time=time,
        chain=certificate.chain,
        subject=certificate.subject,
        binding=(slot.name, slot.role),
    ).fill(digests, draft.region.uuid, draft.revision)
    identity = f' Id="{slot.slot_id(person)}"' if slot.element_id else ""
    signer = f"<{tags.signer_id}>{person}</{tags.signer_id}>" if slot.has_personal_id else ""
    before = f"<{slot.name}{identity}><{tags.signed_at}>{time}</{tags.signed_at}>{signer}"
    return SignatureText(text.signed_info, before.encode() + text.before, text.after + f"</{slot.name}>".encode())


def _text_again(draft: Draft, slot: Slot, certificate: SignerCertificate, prepared: PreparedXml) -> SignatureText:
    """The slot's element for the draft as it is now.

    It is made anew, and the signer judged again, unless nothing that it depends on can have changed.
    """
    made, source = prepared.text, prepared.source
    if made is not None and isinstance(source, Draft) and source.region is draft.region:  # noqa: SIM102  # two questions
        if not slot.covers_earlier or source.filled == draft.filled:
            return made
    if _holder(draft, slot, certificate) != prepared.person:
        raise refused("PREPARED_STALE", where=slot.name)
    return _text(draft, slot, prepared.person, certificate, at=prepared.signing_time, algorithm=prepared.algorithm)
