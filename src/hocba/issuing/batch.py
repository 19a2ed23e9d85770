"""Issue many records at once: every signer is asked once for each slot, and no pupil is lost.

`record -> XML -> each slot in order, the seal last -> PDF with that XML inside -> seal on the PDF -> own verification`.
A record that fails anywhere is refused with its reason and the others go on. What was not verified does not leave this
module. Source: Decision 32/QĐ-THPĐ, chapter I art. 5(3), art. 6(9).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from hocba.documents.rendition import SignatureLine, Stage, form_of, line_of, render
from hocba.documents.xml import read_record
from hocba.errors import DocumentError, HocbaError
from hocba.issuing.keyring import KeyRing
from hocba.issuing.refusal import Problem, Refusal
from hocba.model import YearRecord
from hocba.signature_profile import Profile, SignatureAlgorithm, Slot
from hocba.signing import Signer, pades, xades
from hocba.verification import Policy, verify

_SIGNING = "Decision 32/QĐ-THPĐ, art. 6(9), 9(1)"
_ISSUE = "Decision 32/QĐ-THPĐ, chapter I art. 5(3)"


@dataclass(frozen=True, slots=True)
class Terms:
    """What all records of a batch share."""

    profile: Profile
    keys: KeyRing
    signing_time: datetime
    """Aware, whole seconds; of every signature of the batch."""
    policy: Policy
    """How the batch verifies what it made."""
    lookup_address: str = ""
    """Printed and in the QR code, with the record's UUID behind it."""


@dataclass(frozen=True, slots=True)
class Issued:
    """One record, verified: both files of equal value."""

    record: YearRecord
    xml: bytes
    pdf: bytes


@dataclass(slots=True)
class _Item:
    """One record on its way through the batch."""

    record: YearRecord
    draft: xades.Draft
    lines: list[SignatureLine] = field(default_factory=list)
    pdf: bytes = b""
    refusal: Refusal | None = None

    def refuse(self, error: HocbaError, source: str) -> None:
        """Take this record out of the batch, with the reason."""
        self.refusal = _refusal(self.record, error, source)


def issue_batch(records: Iterable[YearRecord], terms: Terms) -> list[Issued | Refusal]:
    """Sign, seal, render, seal again and verify; one outcome a record, in the order given.

    Args:
        records: frozen and free of lint errors; best one class, since every signer is asked once a slot.
        terms: keys, profile, time and policy.
    """
    outcomes: list[_Item | Refusal] = []
    for record in records:
        try:
            outcomes.append(_Item(record, xades.Draft.write(record, terms.profile)))
        except HocbaError as error:
            outcomes.append(_refusal(record, error, _ISSUE))
    items = [outcome for outcome in outcomes if isinstance(outcome, _Item)]
    for slot in terms.profile.slots:
        _sign_slot(items, slot, terms)
    _render(items, terms)
    _seal_pdfs(items, terms)
    return [outcome if isinstance(outcome, Refusal) else _verified(outcome, terms) for outcome in outcomes]


def _sign_slot(items: list[_Item], slot: Slot, terms: Terms) -> None:
    """One slot of all records: each signer signs all of theirs in one call."""
    work: dict[str, list[_Item]] = {}
    for item in items:
        if item.refusal is None:
            for person in item.draft.holders(slot) if slot.repeats else (_holder(item.record, slot),):
                work.setdefault(person, []).append(item)
    for person, theirs in work.items():
        _sign_all(theirs, slot, person, terms)


def _holder(record: YearRecord, slot: Slot) -> str:
    """Whom to ask: a personal ID, or empty for the school's seal."""
    if slot.holder == "organisation":
        return ""
    signers = {"homeroom_teacher": record.homeroom_teacher.personal_id, "manager": record.manager.personal_id}
    return signers[slot.role]


def _sign_all(items: list[_Item], slot: Slot, person: str, terms: Terms) -> None:
    try:
        signer = terms.keys.person(person) if person else terms.keys.seal(items[0].record.school.name)
    except HocbaError as error:
        for item in items:
            item.refuse(error, _SIGNING)
        return
    how = terms.keys.algorithm(signer)
    waiting: list[_Waiting] = []
    for item in items:
        try:
            ready = xades.prepare(item.draft, slot.name, signer.chain, terms.signing_time, how)
        except HocbaError as error:
            item.refuse(error, _SIGNING)
        else:
            waiting.append(_Waiting(item, ready.to_be_signed, partial(_embed_xml, item, ready)))
    _ask(signer, how, waiting)
    for item in items:
        if item.refusal is None:
            item.lines.append(line_of(slot.name, item.record, signer.chain[0], terms.signing_time))


def _embed_xml(item: _Item, ready: xades.PreparedXml, value: bytes) -> None:
    # Not checked one by one: the finished file is verified whole before it leaves.
    item.draft = xades.embed_into(item.draft, ready, value, check_value=False)


def _embed_pdf(item: _Item, ready: pades.PreparedPdf, value: bytes) -> None:
    item.pdf = pades.embed(ready, value)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A prepared signature that waits for its value."""

    item: _Item
    to_be_signed: bytes
    embed: Callable[[bytes], None]


def _ask(signer: Signer, how: SignatureAlgorithm, waiting: list[_Waiting]) -> None:
    """One call for all; a failure of the device refuses these records, a wrong value only its own."""
    try:
        values = signer.sign([each.to_be_signed for each in waiting], how) if waiting else []
    except HocbaError as error:
        for each in waiting:
            each.item.refuse(error, _SIGNING)
        return
    for each, value in zip(waiting, values, strict=True):
        try:
            each.embed(value)
        except HocbaError as error:
            each.item.refuse(error, _SIGNING)


def _render(items: list[_Item], terms: Terms) -> None:
    for item in items:
        if item.refusal is not None:
            continue
        try:
            # The rendition prints what the XML holds, so the form is made from the XML, not from our own record.
            form = form_of(
                read_record(item.draft.data).record,
                item.lines,
                stage=Stage.SEALED,
                lookup_address=terms.lookup_address,
                demo=terms.keys.demo,
            )
            item.pdf = render(form, sealed_xml=item.draft.data, created_at=terms.signing_time)
        except HocbaError as error:
            item.refuse(error, _ISSUE)


def _seal_pdfs(items: list[_Item], terms: Terms) -> None:
    """The second round of the seal: the PDF that carries the sealed XML."""
    going = [item for item in items if item.refusal is None]
    if not going:
        return
    signer = terms.keys.seal(going[0].record.school.name)
    how = terms.keys.algorithm(signer)
    waiting: list[_Waiting] = []
    for item in going:
        try:
            ready = pades.prepare(
                item.pdf,
                signer.chain,
                terms.signing_time,
                how,
                school=item.record.school.name,
                location=item.record.place_of_issue,
                not_before=terms.signing_time,
            )
        except HocbaError as error:
            item.refuse(error, _SIGNING)
        else:
            waiting.append(_Waiting(item, ready.to_be_signed, partial(_embed_pdf, item, ready)))
    _ask(signer, how, waiting)


def _verified(item: _Item, terms: Terms) -> Issued | Refusal:
    """What leaves the batch: checked by code that shares nothing with signing."""
    if item.refusal is not None:
        return item.refusal
    xml = item.draft.data
    try:
        report = verify(item.pdf, terms.policy).require_passed()
        if report.signed_xml != xml:
            raise DocumentError("ISSUED_PDF_CARRIES_OTHER_XML")
    except HocbaError as error:
        return _refusal(item.record, error, _ISSUE)
    return Issued(item.record, xml, item.pdf)


def _refusal(record: YearRecord, error: HocbaError, source: str) -> Refusal:
    place = "/".join(part for part in (record.class_name, error.where) if part)
    return Refusal(record.pupil.ministry_id, (Problem(error.code, place, source, error.params),))
