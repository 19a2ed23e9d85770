"""Kind "slot": a person's signature in a record: a subject teacher's part, the homeroom teacher's, the manager's.

Source: Decision 32/QĐ-THPĐ, art. 6(9), 7(3), 9(1).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from hocba.lifecycle import Role as Acts
from hocba.signing.xades import Draft, PreparedXml, prepare
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.accounts.roles import Role
from hocba_web.base.clock import local
from hocba_web.base.refusals import Missing, Refused
from hocba_web.records.selectors.drafts import draft_of, drafts_of
from hocba_web.records.selectors.outdated import require_current
from hocba_web.records.selectors.requests import to_be_unlocked
from hocba_web.records.selectors.standing import of_records
from hocba_web.records.selectors.waiting import Missing as Empty
from hocba_web.records.selectors.waiting import missing_of
from hocba_web.records.services.signing import embed
from hocba_web.signatures.kinds import Pending, Piece, Ready, Signing

SUBJECT, HOMEROOM, MANAGER = "GVBM", "GVCN", "CBQL"
ORDER = {SUBJECT: 0, HOMEROOM: 1, MANAGER: 2}
"""Order of pieces within one record."""
_SOURCE = "Decision 32/QĐ-THPĐ, art. 9(1)"


class SlotKind:
    """The target is a record; `person` is the personal ID where the slot repeats, else empty."""

    name = "slot"
    holder: Literal["person", "organisation"] = "person"

    def require(self, actor: Actor, pieces: Sequence[Piece], *, at: datetime) -> None:
        """Refuse unless each is this person's own empty slot, their turn, and what they were shown.

        Raises:
            Forbidden: by role and scope.
            Missing: NOT_FOUND_HERE.
            Refused: SLOT_NOT_YOURS, SLOT_NOT_YOUR_TURN, SHOWN_OUTDATED, RECORD_TO_BE_UNLOCKED,
                RECORD_OUTDATED.
        """
        targets = list(dict.fromkeys(piece.target for piece in pieces))
        known = {one.record_id: one for one in of_records(targets) if one.school_id == actor.school_id}
        if len(known) < len(targets):
            raise Missing("NOT_FOUND_HERE")
        empty: dict[int, list[Empty]] = defaultdict(list)
        for one in missing_of(targets):
            empty[one.record.record_id].append(one)
        drafts = drafts_of(targets)
        mine = {(piece.target, piece.slot, piece.person) for piece in pieces}
        for piece in pieces:
            open_ = empty[piece.target]
            slot = next((one for one in open_ if (one.slot, one.person) == (piece.slot, piece.person)), None)
            if slot is None or slot.staff_id is None or slot.staff_id != actor.staff_id:
                raise Refused(
                    "SLOT_NOT_YOURS",
                    where=f"record/{piece.target}",
                    source=_SOURCE,
                    name=known[piece.target].pupil_name,
                )
            _require_permission(actor, slot)
            _require_turn(slot, open_, mine)
            _require_shown(piece, drafts[piece.target])
        held = to_be_unlocked(actor.school_id)
        for number in targets:
            if number in held:
                raise Refused("RECORD_TO_BE_UNLOCKED", where=f"record/{number}", source=_SOURCE)
        require_current(targets, on=local(at).date())

    def prepare(self, piece: Piece, signing: Signing, pending: Sequence[Pending]) -> Ready:
        """The signature's `SignedInfo`, made anew from the record's current revision.

        Raises:
            Refused: SHOWN_OUTDATED.
            SigningRefused: as `hocba.signing.xades.prepare`.
        """
        draft = draft_of(piece.target)
        _require_shown(piece, draft)
        below = [_prepared(draft, one.piece, signing, one.at) for one in pending]
        for made, one in zip(below, pending, strict=True):
            if made.to_be_signed != one.ready.to_be_signed:
                raise Refused("SHOWN_OUTDATED", where=f"record/{piece.target}")
        return Ready(_prepared(draft, piece, signing, signing.at, below).to_be_signed)

    def settle(self, piece: Piece, signing: Signing, ready: Ready, value: bytes) -> tuple[Piece, ...]:
        """Made once more, compared, embedded, the whole file verified, the step of the record's life taken.

        Raises:
            Refused: SHOWN_OUTDATED, and what `records.services.signing.embed` refuses.
            SigningRefused: as `hocba.signing.xades.prepare` and `embed_into`.
        """
        draft = draft_of(piece.target)
        _require_shown(piece, draft)
        prepared = _prepared(draft, piece, signing, signing.at)
        if prepared.to_be_signed != ready.to_be_signed:
            raise Refused("SHOWN_OUTDATED", where=f"record/{piece.target}")
        embed(
            record_id=piece.target,
            revision=piece.revision,
            prepared=prepared,
            value=value,
            evidence=signing.evidence,
            by=signing.user_id,
            role=_acts(piece.slot, signing.role),
            at=signing.at,
            policy=signing.policy,
        )
        return ()

    def titles(self, school_id: int, pieces: Sequence[Piece]) -> list[str]:
        """Pupil, class and slot: "Nguyễn Minh An – 4A2 – phần môn học"."""
        known = {one.record_id: one for one in of_records({piece.target for piece in pieces})}
        words = {SUBJECT: _("phần môn học"), HOMEROOM: _("giáo viên chủ nhiệm"), MANAGER: _("cán bộ quản lý")}
        found = []
        for piece in pieces:
            one = known.get(piece.target)
            here = one is not None and one.school_id == school_id
            found.append(f"{one.pupil_name} – {one.class_name} – {words[piece.slot]}" if one and here else "")
        return found

    def pupils(self, pieces: Sequence[Piece]) -> list[int]:
        """Whose records they are."""
        return [one.pupil_id for one in of_records({piece.target for piece in pieces})]

    def done_url(self, pieces: Sequence[Piece]) -> str:
        """The list of what is to be signed."""
        del pieces
        return reverse("signatures:desk")


def shown_digest(draft: Draft, slot: str, person: str) -> str:
    """A fingerprint of what a slot signs: the teacher's part, or the whole record.

    Args:
        draft: the record's current revision.
        slot: GVBM, GVCN, CBQL.
        person: personal ID where the slot repeats; else anything.

    Returns:
        SHA-256, 64 lower-case hexadecimal digits.

    Raises:
        Refused: SHOWN_OUTDATED, nobody of that personal ID has a part in it.
    """
    if not draft.profile.slot(slot).repeats:
        return hashlib.sha256(draft.region.data).hexdigest()
    part = draft.region.parts.get(person)
    if part is None:
        raise Refused("SHOWN_OUTDATED", where=slot)
    return hashlib.sha256(part).hexdigest()


def _prepared(
    draft: Draft, piece: Piece, signing: Signing, at: datetime, pending: Sequence[PreparedXml] = ()
) -> PreparedXml:
    return prepare(draft, piece.slot, signing.chain, at, signing.algorithm, pending=pending)


def _require_shown(piece: Piece, draft: Draft) -> None:
    if draft.revision != piece.revision or shown_digest(draft, piece.slot, piece.person) != piece.shown_digest:
        raise Refused("SHOWN_OUTDATED", where=f"record/{piece.target}", source=_SOURCE)


def _require_permission(actor: Actor, slot: Empty) -> None:
    school_id, class_id = slot.record.school_id, slot.record.class_id
    if slot.slot == MANAGER:
        require(actor, Action.RECORD_SIGN_MANAGER, Target(school_id=school_id, class_id=class_id))
    elif slot.slot == HOMEROOM:
        require(actor, Action.RECORD_SIGN_HOMEROOM, Target(school_id=school_id, class_id=class_id))
    else:
        wanted = [Target(school_id=school_id, class_id=class_id, subject=subject) for subject in slot.subjects]
        if not any(allowed(actor, Action.RECORD_SIGN_SUBJECT, one) for one in wanted):
            require(actor, Action.RECORD_SIGN_SUBJECT, wanted[0])


def _require_turn(slot: Empty, empty: Sequence[Empty], mine: set[tuple[int, str, str]]) -> None:
    """Whatever must be signed before is signed, or is signed in the same confirmation."""
    for one in empty:
        if ORDER[one.slot] < ORDER[slot.slot] and (one.record.record_id, one.slot, one.person) not in mine:
            raise Refused(
                "SLOT_NOT_YOUR_TURN",
                where=f"record/{slot.record.record_id}",
                source="Decision 32/QĐ-THPĐ, art. 6(9)",
                name=slot.record.pupil_name,
                who=one.name or one.personal_id,
            )


def _acts(slot: str, role: str) -> Acts:
    """In which role somebody fills a slot: a homeroom teacher's own part is a subject teacher's."""
    if slot == SUBJECT:
        return Acts.SUBJECT_TEACHER
    if slot == HOMEROOM:
        return Acts.HOMEROOM_TEACHER
    return Acts.VICE_PRINCIPAL if role == Role.VICE_PRINCIPAL.value else Acts.PRINCIPAL
