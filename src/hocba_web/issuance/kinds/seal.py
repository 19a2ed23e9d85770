"""The school's seal on a record, in two rounds: the XML, then the PDF that carries it.

Nothing is kept between the rounds but the seal on the XML, as one more signature of the record, which stays
PRINCIPAL_SIGNED. The PDF is made anew whenever it is needed and leaves this module only as a file that code apart from
the signing code has verified. Source: Decision 32/QĐ-THPĐ, art. 3(1), art. 3(2), chapter I art. 5(3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Literal

from django.conf import settings
from django.urls import reverse

from hocba.errors import DocumentError
from hocba.lifecycle import Event, Guard
from hocba.lifecycle import Role as Acts
from hocba.signing import pades, xades
from hocba.signing.xades import Draft
from hocba.verification import verify_pair
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.base.clock import local
from hocba_web.base.refusals import Missing, Refused
from hocba_web.issuance.kinds.common import require_approved, require_same, require_seal_in_use, sealed_by, targets
from hocba_web.issuance.rendition import digest_of, file_digest, sealed_at, to_seal
from hocba_web.issuance.selectors.sealing import Sealable, class_of, pupils_of, sealable
from hocba_web.records.selectors.drafts import draft_of, drafts_of
from hocba_web.records.selectors.outdated import require_current
from hocba_web.records.services import files, steps
from hocba_web.records.services import signing as record_signing
from hocba_web.records.services.common import require_not_to_be_unlocked
from hocba_web.signatures.kinds import Pending, Piece, Ready, Signing

XML, PDF = "KY_PHAT_HANH", "PDF"
"""The two rounds: the slot of the record's XML, and the seal on the PDF."""
_EARLY = "Công văn 2088/BGDĐT-GDTH, Phụ lục 1, part III"


class SealKind:
    """Kind "seal": the target is a record; its first piece is the seal on the XML, the second follows by itself."""

    name = "seal"
    holder: Literal["person", "organisation"] = "organisation"

    def require(self, actor: Actor, pieces: Sequence[Piece], *, at: datetime) -> None:
        """Refuse unless each is a record of the school that its principal approved, whose planned day has come.

        Raises:
            Forbidden: by role.
            Missing: NOT_FOUND_HERE.
            Refused: SEAL_NO_CERTIFICATE, SEAL_NOT_APPROVED_YET, SEAL_UNLOCKING_ASKED, SEAL_TOO_EARLY,
                SHOWN_OUTDATED, RECORD_OUTDATED (the
                register says something else since).
        """
        require(actor, Action.RECORD_SEAL, Target(school_id=actor.school_id))
        require_seal_in_use(actor.school_id)
        wanted = targets(pieces)
        known = sealable(actor.school_id, wanted)
        if len(known) < len(wanted):
            raise Missing("NOT_FOUND_HERE")
        for row in known.values():
            _require_due(row, at)
        require_current(wanted, on=local(at).date())
        for piece, now in zip(pieces, pieces_for([known[piece.target] for piece in pieces]), strict=True):
            if piece != now:
                raise Refused("SHOWN_OUTDATED", where=known[piece.target].where)

    def prepare(self, piece: Piece, signing: Signing, pending: Sequence[Pending]) -> Ready:
        """What the seal signs, made anew from the record's signatures.

        Raises:
            Refused: SHOWN_OUTDATED, SEAL_CERTIFICATE_NOT_APPROVED, SEAL_TOO_EARLY.
            SigningRefused: as preparing refuses: another school's certificate, a time before the planned day.
        """
        del pending  # a round is prepared when the one before it is committed
        require_approved(signing)
        draft = _draft(piece)
        if piece.slot == PDF:
            return Ready(_pdf(draft, signing).to_be_signed)
        return Ready(_xml(draft, signing).to_be_signed)

    def settle(self, piece: Piece, signing: Signing, ready: Ready, value: bytes) -> tuple[Piece, ...]:
        """Round one: the seal becomes a signature of the record. Round two: both files are verified, kept, issued.

        Raises:
            Refused: SHOWN_OUTDATED, SEAL_CERTIFICATE_NOT_APPROVED, and what `records` refuses.
            DocumentError: a file that does not verify.
            OSError: the storage cannot take the files; nothing is issued then.
        """
        require_approved(signing)
        draft = _draft(piece)
        if piece.slot == PDF:
            self._issue(piece, draft, signing, ready, value)
            return ()
        prepared = _xml(draft, signing)
        require_same(prepared.to_be_signed, ready)
        record_signing.embed(
            record_id=piece.target,
            revision=piece.revision,
            prepared=prepared,
            value=value,
            evidence=signing.evidence,
            by=signing.user_id,
            role=Acts(signing.role),
            at=signing.at,
            policy=signing.policy,
        )
        sealed = xades.embed_into(draft, prepared, value, check_value=False)  # as it was stored and verified just now
        return (_second(piece.target, sealed, piece.revision),)

    def _issue(self, piece: Piece, draft: Draft, signing: Signing, ready: Ready, value: bytes) -> None:
        record = steps.hold_one(piece.target)
        require_not_to_be_unlocked(record)
        prepared = _pdf(draft, signing)
        require_same(prepared.to_be_signed, ready)
        xml, pdf = draft.data, pades.embed(prepared, value)
        of_xml, of_pdf = verify_pair(xml, pdf, replace(signing.policy, require_issued=True))
        of_xml.require_passed()
        if of_pdf.require_passed().signed_xml != xml:
            raise DocumentError("ISSUED_PDF_CARRIES_OTHER_XML")
        digest = sha256(draft.digest_input).hexdigest()
        for kind, content in (("xml", xml), ("pdf", pdf)):
            files.put(
                record_id=record.id,
                kind=kind,
                content=content,
                revision=piece.revision,
                record_digest=digest,
                at=signing.at,
            )
        facts = {Guard.SIGNATURES_VALID, Guard.CERTIFICATE_APPROVED}
        if local(sealed_at(draft) or signing.at).date() >= draft.record.planned_issue_on:
            facts.add(Guard.SEAL_NOT_EARLY)
        who = sealed_by(signing)
        steps.take(record, Event.ISSUE, role=Acts(signing.role), actor=who, at=signing.at, facts=facts)

    def titles(self, school_id: int, pieces: Sequence[Piece]) -> list[str]:
        """Pupil, class and round: Nguyễn Minh An – 4A2 (XML)."""
        known = sealable(school_id, targets(pieces))
        return [_title(known.get(piece.target), piece.slot) for piece in pieces]

    def pupils(self, pieces: Sequence[Piece]) -> list[int]:
        """Whose records they are."""
        return pupils_of(targets(pieces))

    def done_url(self, pieces: Sequence[Piece]) -> str:
        """The class of the first record."""
        class_id = class_of(pieces[0].target) if pieces else None
        return reverse("issuance:sealing") if class_id is None else reverse("issuance:sealing_class", args=[class_id])


def pieces_for(rows: Sequence[Sealable]) -> tuple[Piece, ...]:
    """What is to be sealed of some approved records now: the XML, or the PDF where only that is left."""
    half = drafts_of([row.record_id for row in rows if row.half])
    return tuple(
        _second(row.record_id, half[row.record_id], row.revision)
        if row.half
        else _first(row.record_id, row.data_digest, row.revision)
        for row in rows
    )


def _first(record_id: int, digest: str, revision: int) -> Piece:
    return Piece(target=record_id, shown_digest=digest, slot=XML, revision=revision)


def _second(record_id: int, draft: Draft, revision: int) -> Piece:
    return Piece(target=record_id, shown_digest=file_digest(draft), slot=PDF, revision=revision, order=1)


def _title(row: Sealable | None, slot: str) -> str:
    return "" if row is None else f"{row.pupil} – {row.class_name} ({'PDF' if slot == PDF else 'XML'})"


def _draft(piece: Piece) -> Draft:
    """The record as it is now, if it is still what was shown and this round is still to be made."""
    draft = draft_of(piece.target)
    half = sealed_at(draft) is not None
    digest = file_digest(draft) if half else digest_of(draft)
    if (draft.revision, PDF if half else XML, digest) != (piece.revision, piece.slot, piece.shown_digest):
        raise Refused("SHOWN_OUTDATED")
    return draft


def _xml(draft: Draft, signing: Signing) -> xades.PreparedXml:
    return xades.prepare(draft, XML, signing.chain, signing.at, signing.algorithm)


def _pdf(draft: Draft, signing: Signing) -> pades.PreparedPdf:
    xml_at = sealed_at(draft)
    if xml_at is None:
        raise Refused("SHOWN_OUTDATED")
    return pades.prepare(
        to_seal(draft, settings.LOOKUP_ADDRESS),
        signing.chain,
        signing.at,
        signing.algorithm,
        school=draft.record.school.name,
        location=draft.record.place_of_issue,
        not_before=xml_at,
    )


def _require_due(row: Sealable, at: datetime) -> None:
    if not row.approved:
        raise Refused("SEAL_NOT_APPROVED_YET", where=row.where)
    if row.held_back:
        raise Refused("SEAL_UNLOCKING_ASKED", where=row.where, source="Decision 32/QĐ-THPĐ, art. 6(6)(c)")
    if not row.due(local(at).date()):
        raise Refused("SEAL_TOO_EARLY", where=row.where, source=_EARLY, planned=f"{row.planned_issue_on:%d/%m/%Y}")
