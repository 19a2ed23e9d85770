"""Kind "recall": the signature over a list of records that the authority is asked to recall."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from hocba.exchange import PackageDraft, draft_recall
from hocba.verification import verify_recall_list
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.issuance.kinds.common import require_approved, require_seal_in_use, sealed_by, targets
from hocba_web.signatures.kinds import Pending, Piece, Ready, Signing
from hocba_web.submission.kinds.common import require_passed, require_same
from hocba_web.submission.models import Recall, RecallList
from hocba_web.submission.services.recalls.content import digest_of_list, items_of
from hocba_web.submission.services.recalls.sending import send_signed

SLOT = "DANH_SACH_THU_HOI"


class RecallKind:
    """The target is a list of granted recalls; once signed it is sent by itself, for the principal has decided."""

    name = "recall"
    holder: Literal["person", "organisation"] = "organisation"

    def require(self, actor: Actor, pieces: Sequence[Piece], *, at: datetime) -> None:
        """Refuse unless each is an unsigned list of the school, as shown.

        Raises:
            Forbidden: by role.
            Missing: NOT_FOUND_HERE.
            Refused: SEAL_NO_CERTIFICATE, SHOWN_OUTDATED.
        """
        del at
        require(actor, Action.RECALL_REQUEST, Target(school_id=actor.school_id))
        require_seal_in_use(actor.school_id)
        known = {one.id: one for one in RecallList.objects.filter(school_id=actor.school_id, id__in=targets(pieces))}
        for piece in pieces:
            if piece.target not in known:
                raise Missing("NOT_FOUND_HERE")
            _require_shown(known[piece.target], piece)

    def prepare(self, piece: Piece, signing: Signing, pending: Sequence[Pending]) -> Ready:
        """What the list's signature signs.

        Raises:
            Refused: SHOWN_OUTDATED, SEAL_CERTIFICATE_NOT_APPROVED.
            SigningRefused, DocumentError: as `hocba.exchange.draft_recall`.
        """
        del pending
        require_approved(signing)
        listed = RecallList.objects.get(id=piece.target, school_id=signing.school_id)
        return Ready(_draft(listed, piece, signing).to_be_signed)

    def settle(self, piece: Piece, signing: Signing, ready: Ready, value: bytes) -> tuple[Piece, ...]:
        """Embed, verify, keep, put into the outbox; the records wait for the authority.

        Raises:
            Refused: SHOWN_OUTDATED, SEAL_CERTIFICATE_NOT_APPROVED, RECALL_AFTER_CLOSING.
            DocumentError: LIST_NOT_VALID.
            OSError: the storage cannot take it; nothing changed then.
        """
        require_approved(signing)
        listed = RecallList.objects.select_for_update().get(id=piece.target, school_id=signing.school_id)
        draft = _draft(listed, piece, signing)
        require_same(draft, ready, str(listed.id))
        signed = draft.embed(value)
        real_at = clock.real_now()
        require_passed(verify_recall_list(signed, signing.policy), str(listed.id))
        send_signed(
            listed,
            signed,
            by=sealed_by(signing),
            certificate=hashlib.sha256(signing.chain[0]).hexdigest(),
            at=signing.at,
            real_at=real_at,
        )
        return ()

    def titles(self, school_id: int, pieces: Sequence[Piece]) -> list[str]:
        """Danh sách thu hồi 25/05/2026 (2 học bạ)."""
        rows = RecallList.objects.filter(school_id=school_id, id__in=targets(pieces)).prefetch_related("recalls")
        known = {
            one.id: _("Danh sách thu hồi %(day)s (%(count)s học bạ)")
            % {"day": f"{clock.local(one.made_at):%d/%m/%Y}", "count": len(one.recalls.all())}
            for one in rows
        }
        return [known.get(piece.target, "") for piece in pieces]

    def pupils(self, pieces: Sequence[Piece]) -> list[int]:
        """Whose records are in them."""
        found = Recall.objects.filter(listed_in__in=targets(pieces))
        return sorted(set(found.values_list("record__enrolment__pupil_id", flat=True)))

    def done_url(self, pieces: Sequence[Piece]) -> str:
        """The page of recalls."""
        del pieces
        return reverse("submission:recalls")


def pieces_for(listed: RecallList) -> tuple[Piece, ...]:
    """What is to be signed of a list."""
    return (Piece(listed.id, listed.content_digest, slot=SLOT),)


def _require_shown(listed: RecallList, piece: Piece) -> None:
    same = (listed.content_digest, SLOT) == (piece.shown_digest, piece.slot)
    if listed.state != RecallList.State.APPROVED or not same:
        raise Refused("SHOWN_OUTDATED", where=str(listed.id))


def _draft(listed: RecallList, piece: Piece, signing: Signing) -> PackageDraft:
    _require_shown(listed, piece)
    items = items_of(listed)
    if digest_of_list(items) != listed.content_digest:
        raise Refused("SHOWN_OUTDATED", where=str(listed.id))
    return draft_recall(items, signing.chain, signing.algorithm, signing.at)
