"""The school's seal on an electronic extract (Decree 30/2020/NĐ-CP, art. 25(1)(c), appendix I part II.I.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Literal

from django.urls import reverse

from hocba.documents.papers import PAPER_VERSION
from hocba.errors import DocumentError
from hocba.signing import pades
from hocba.verification import verify
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.base.refusals import Missing, Refused
from hocba_web.issuance.kinds.common import (
    require_approved,
    require_same,
    require_seal_in_use,
    sealed_by,
    targets,
)
from hocba_web.issuance.papers import REASON, copy_pdf, place_of
from hocba_web.issuance.selectors.copies import CopyFacts, find_copy, of_ids, pupils_of
from hocba_web.issuance.services.copies.sealing import keep_sealed
from hocba_web.schools.selectors.setup import profile
from hocba_web.signatures.kinds import Pending, Piece, Ready, Signing


class PaperKind:
    """Kind "paper": the target is a registered electronic extract."""

    name = "paper"
    holder: Literal["person", "organisation"] = "organisation"

    def require(self, actor: Actor, pieces: Sequence[Piece], *, at: datetime) -> None:
        """Refuse unless each is a registered extract of the school that still lacks its seal.

        Raises:
            Forbidden: by role.
            Missing: NOT_FOUND_HERE.
            Refused: SEAL_NO_CERTIFICATE, COPY_NOT_REGISTERED, SHOWN_OUTDATED.
        """
        del at  # it can be sealed from the day on which it was registered
        require(actor, Action.RECORD_SEAL, Target(school_id=actor.school_id))
        require_seal_in_use(actor.school_id)
        known = of_ids(actor.school_id, targets(pieces))
        for piece in pieces:
            copy = known.get(piece.target)
            if copy is None:
                raise Missing("NOT_FOUND_HERE")
            if not copy.to_be_sealed:
                raise Refused("COPY_NOT_REGISTERED", where=copy.symbol)
            if piece != piece_for(copy):
                raise Refused("SHOWN_OUTDATED", where=copy.symbol)

    def prepare(self, piece: Piece, signing: Signing, pending: Sequence[Pending]) -> Ready:
        """What the seal signs: the extract made anew, for this moment.

        Raises:
            Refused: SHOWN_OUTDATED, SEAL_CERTIFICATE_NOT_APPROVED.
            SigningRefused: as preparing refuses.
        """
        del pending  # there is one round
        require_approved(signing)
        return Ready(_prepared(_copy(piece, signing), signing).to_be_signed)

    def settle(self, piece: Piece, signing: Signing, ready: Ready, value: bytes) -> tuple[Piece, ...]:
        """Keep the sealed file.

        Raises:
            Refused: SHOWN_OUTDATED, SEAL_CERTIFICATE_NOT_APPROVED.
            SignerFailed: SIGNER_VALUE_WRONG.
            DocumentError: the sealed file does not verify.
            OSError: the storage cannot take the file.
        """
        require_approved(signing)
        copy = _copy(piece, signing)
        prepared = _prepared(copy, signing)
        require_same(prepared.to_be_signed, ready)
        sealed = pades.embed(prepared, value)
        if verify(sealed, signing.policy).require_passed().profile != PAPER_VERSION:
            raise DocumentError("SEALED_PAPER_UNKNOWN", where=copy.symbol)
        keep_sealed(
            copy_id=copy.id,
            version=copy.version,
            content=sealed,
            evidence=signing.evidence,
            actor=sealed_by(signing),
            at=signing.at,
        )
        return ()

    def titles(self, school_id: int, pieces: Sequence[Piece]) -> list[str]:
        """Symbol and pupil: 13/TrS-THPĐ – Nguyễn Minh An."""
        known = of_ids(school_id, targets(pieces))
        return [
            f"{known[one.target].symbol} – {known[one.target].pupil}" if one.target in known else "" for one in pieces
        ]

    def pupils(self, pieces: Sequence[Piece]) -> list[int]:
        """Whose records the extracts are of."""
        return sorted(pupils_of(targets(pieces)))

    def done_url(self, pieces: Sequence[Piece]) -> str:
        """The extract, or the register."""
        return reverse("issuance:copy", args=[pieces[0].target]) if pieces else reverse("issuance:copies")


def piece_for(copy: CopyFacts) -> Piece:
    """What is sealed of a registered extract now."""
    told = "|".join(
        (
            copy.symbol,
            str(copy.dated),
            copy.signer_name,
            copy.signer_title,
            ",".join(copy.sections),
            ",".join(copy.subjects),
            *(part.xml_sha256 for part in copy.parts),
        )
    )
    return Piece(target=copy.id, shown_digest=sha256(told.encode()).hexdigest(), slot="PDF", revision=copy.version)


def _copy(piece: Piece, signing: Signing) -> CopyFacts:
    copy = find_copy(signing.school_id, piece.target)
    if not copy.to_be_sealed or piece_for(copy) != piece:
        raise Refused("SHOWN_OUTDATED", where=copy.symbol)
    return copy


def _prepared(copy: CopyFacts, signing: Signing) -> pades.PreparedPdf:
    return pades.prepare(
        copy_pdf(copy, signing.at),
        signing.chain,
        signing.at,
        signing.algorithm,
        school=profile(copy.school_id).name,
        location=place_of(copy.school_id),
        not_before=copy.decided_at or signing.at,
        reason=REASON,
    )
