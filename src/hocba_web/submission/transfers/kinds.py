"""Kinds "handover" and "handover_seal": the head's signature on a hand-over document, then the school's seal.

Two signers, so two batches; the document is one file that grows. After Decision 1789/QĐ-SGDĐT, art. 22.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from hocba.signing import handover as signing
from hocba.signing.xades import PreparedXml
from hocba.signing.xades.draft import Draft
from hocba.verification import verify
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.base.refusals import Missing, Refused
from hocba_web.issuance.kinds.common import require_approved, require_same, require_seal_in_use, sealed_by, targets
from hocba_web.schools.selectors.signers import personal_id_of
from hocba_web.signatures.kinds import Pending, Piece, Ready, Signing
from hocba_web.submission.models import Departure
from hocba_web.submission.services import store
from hocba_web.submission.transfers.assembling import SOURCE
from hocba_web.submission.transfers.services.departures import keep_signature

HEAD, SEAL = "CBQL", "KY_PHAT_HANH"
_STATES = {HEAD: Departure.State.PREPARED, SEAL: Departure.State.HEAD_SIGNED}


class _Kind:
    """What both share; the target is a departure, the revision its preparation."""

    name: str
    holder: Literal["person", "organisation"]
    slot: str

    def require(self, actor: Actor, pieces: Sequence[Piece], *, at: datetime) -> None:
        """Refuse unless each is a hand-over document of the school, as shown, whose turn it is.

        Raises:
            Forbidden: by role.
            Missing: NOT_FOUND_HERE.
            Refused: SEAL_NO_CERTIFICATE, HANDOVER_NOT_MANAGER, HANDOVER_NOT_ITS_TURN, SHOWN_OUTDATED.
        """
        del at
        self._require_role(actor)
        for piece in pieces:
            row = _row(actor.school_id, piece.target)
            draft = _draft(row, piece, self.slot)
            self._require_signer(actor, draft)

    def prepare(self, piece: Piece, signing_: Signing, pending: Sequence[Pending]) -> Ready:
        """What the slot's signature signs, made anew from the stored file.

        Raises:
            Refused: SHOWN_OUTDATED, HANDOVER_NOT_ITS_TURN, SEAL_CERTIFICATE_NOT_APPROVED.
            SigningRefused: as preparing refuses: another person's certificate, a time before the day of preparation.
        """
        del pending
        self._require_certificate(signing_)
        return Ready(self._prepared(piece, signing_)[1].to_be_signed)

    def settle(self, piece: Piece, signing_: Signing, ready: Ready, value: bytes) -> tuple[Piece, ...]:
        """Embed, verify the whole file by independent code, keep it; the dossier goes on to who is next.

        Raises:
            Refused: SHOWN_OUTDATED, HANDOVER_NOT_ITS_TURN, SEAL_CERTIFICATE_NOT_APPROVED.
            SignerFailed: SIGNER_VALUE_WRONG.
            DocumentError: the file does not verify.
            OSError: the storage cannot take it.
        """
        self._require_certificate(signing_)
        draft, prepared = self._prepared(piece, signing_)
        require_same(prepared.to_be_signed, ready)
        signed = signing.embed_into(draft, prepared, value).data
        sealed = self.slot == SEAL
        verify(signed, replace(signing_.policy, require_issued=sealed)).require_passed()
        keep_signature(
            departure_id=piece.target,
            document=piece.revision,
            signed=signed,
            sealed=sealed,
            evidence=signing_.evidence,
            by=sealed_by(signing_),
            at=signing_.at,
        )
        return ()

    def titles(self, school_id: int, pieces: Sequence[Piece]) -> list[str]:
        """Phiếu bàn giao kết quả – Nguyễn Minh An."""
        rows = Departure.objects.filter(school_id=school_id, id__in=targets(pieces)).select_related("pupil")
        known = {row.pk: _("Phiếu bàn giao kết quả – %(name)s") % {"name": row.pupil.name} for row in rows}
        return [known.get(piece.target, "") for piece in pieces]

    def pupils(self, pieces: Sequence[Piece]) -> list[int]:
        """Whose results they are."""
        return sorted(set(Departure.objects.filter(id__in=targets(pieces)).values_list("pupil_id", flat=True)))

    def done_url(self, pieces: Sequence[Piece]) -> str:
        """The dossier, or the list where there are several."""
        found = targets(pieces)
        if len(found) == 1:
            return reverse("submission:departure", args=[found[0]])
        return reverse("submission:transfer_steps")

    def _require_role(self, actor: Actor) -> None:
        raise NotImplementedError

    def _require_signer(self, actor: Actor, draft: Draft) -> None:
        raise NotImplementedError

    def _require_certificate(self, signing_: Signing) -> None:
        raise NotImplementedError

    def _prepared(self, piece: Piece, signing_: Signing) -> tuple[Draft, PreparedXml]:
        draft = _draft(_row(signing_.school_id, piece.target), piece, self.slot)
        return draft, signing.prepare(draft, self.slot, signing_.chain, signing_.at, signing_.algorithm)


class HandoverKind(_Kind):
    """The head, or the authorised deputy who is named in the document."""

    name = "handover"
    holder: Literal["person", "organisation"] = "person"
    slot = HEAD

    def _require_role(self, actor: Actor) -> None:
        require(actor, Action.RECORD_SIGN_MANAGER, Target(school_id=actor.school_id))

    def _require_signer(self, actor: Actor, draft: Draft) -> None:
        own = personal_id_of(actor.staff_id) if actor.staff_id is not None else ""
        if draft.region.record.manager.personal_id != own:
            name = draft.region.record.manager.name
            raise Refused("HANDOVER_NOT_MANAGER", where=draft.region.uuid, source=SOURCE, name=name)

    def _require_certificate(self, signing_: Signing) -> None:
        """Whose it is is judged by the signing code against the document."""


class HandoverSealKind(_Kind):
    """The school's seal, by clerk or principal."""

    name = "handover_seal"
    holder: Literal["person", "organisation"] = "organisation"
    slot = SEAL

    def _require_role(self, actor: Actor) -> None:
        require(actor, Action.RECORD_SEAL, Target(school_id=actor.school_id))
        require_seal_in_use(actor.school_id)

    def _require_signer(self, actor: Actor, draft: Draft) -> None:
        """Anybody who may seal."""

    def _require_certificate(self, signing_: Signing) -> None:
        require_approved(signing_)


def piece_for(row: Departure, slot: str) -> Piece:
    """What is signed of a dossier now: for the seal the file with the head's signature."""
    shown = row.data_digest if slot == HEAD else row.sha256
    return Piece(target=row.pk, shown_digest=shown, slot=slot, revision=row.document)


def _row(school_id: int, departure_id: int) -> Departure:
    row = Departure.objects.filter(id=departure_id, school_id=school_id).first()
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    return row


def _draft(row: Departure, piece: Piece, slot: str) -> Draft:
    """The file as it is now, if it is what was shown.

    Raises:
        Refused: SHOWN_OUTDATED, HANDOVER_NOT_ITS_TURN; FILE_DAMAGED.
    """
    if row.uuid is None or row.state != _STATES[slot]:
        raise Refused("HANDOVER_NOT_ITS_TURN", where=str(row.pk), source=SOURCE, state=row.get_state_display())
    if piece != piece_for(row, slot):
        raise Refused("SHOWN_OUTDATED", where=str(row.pk))
    draft = signing.read_draft(store.get(row.sha256))
    if sha256(draft.region.data).hexdigest() != row.data_digest:
        raise Refused("SHOWN_OUTDATED", where=str(row.pk))
    return draft
