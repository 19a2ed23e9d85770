"""Kind "package": the signature over a package's list; with it the package's content is fixed for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from hocba.exchange import PackageDraft, draft_packages
from hocba.lifecycle import Event, Guard
from hocba.lifecycle import Role as LifeRole
from hocba.verification import verify
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.issuance.kinds.common import require_approved, require_seal_in_use, sealed_by, targets
from hocba_web.records.selectors import files
from hocba_web.records.services import steps
from hocba_web.signatures.kinds import Pending, Piece, Ready, Signing
from hocba_web.submission.kinds.common import SOURCE, require_passed, require_same
from hocba_web.submission.models import Package, PackageLine
from hocba_web.submission.services import store
from hocba_web.submission.services.packages.digests import content_digest
from hocba_web.submission.services.packages.rows import pupils_of

SLOT = "DANH_SACH"


class PackageKind:
    """The target is a package that the principal approved."""

    name = "package"
    holder: Literal["person", "organisation"] = "organisation"

    def require(self, actor: Actor, pieces: Sequence[Piece], *, at: datetime) -> None:
        """Refuse unless each is an approved package of the school, as shown.

        Raises:
            Forbidden: by role.
            Missing: NOT_FOUND_HERE.
            Refused: SEAL_NO_CERTIFICATE, PACKAGE_NOT_APPROVED, SHOWN_OUTDATED.
        """
        del at
        require(actor, Action.SUBMISSION_PREPARE, Target(school_id=actor.school_id))
        require_seal_in_use(actor.school_id)
        known = {one.id: one for one in Package.objects.filter(school_id=actor.school_id, id__in=targets(pieces))}
        for piece in pieces:
            if piece.target not in known:
                raise Missing("NOT_FOUND_HERE")
            _require_shown(known[piece.target], piece)

    def prepare(self, piece: Piece, signing: Signing, pending: Sequence[Pending]) -> Ready:
        """What the list's signature signs, made anew from the stored files.

        Raises:
            Refused: SHOWN_OUTDATED, PACKAGE_NOT_APPROVED, PACKAGE_TOO_LARGE, SEAL_CERTIFICATE_NOT_APPROVED.
            SigningRefused, DocumentError: as `hocba.exchange.draft_packages`.
        """
        del pending
        require_approved(signing)
        package = Package.objects.get(id=piece.target, school_id=signing.school_id)
        return Ready(_draft(package, piece, signing).to_be_signed)

    def settle(self, piece: Piece, signing: Signing, ready: Ready, value: bytes) -> tuple[Piece, ...]:
        """Embed, verify the list and every record in it, keep it; its records are PACKAGED.

        Raises:
            Refused: SHOWN_OUTDATED, PACKAGE_NOT_APPROVED, SEAL_CERTIFICATE_NOT_APPROVED.
            DocumentError: LIST_NOT_VALID.
            OSError: the storage cannot take it; nothing changed then.
        """
        require_approved(signing)
        package = Package.objects.select_for_update().get(id=piece.target, school_id=signing.school_id)
        draft = _draft(package, piece, signing)
        require_same(draft, ready, str(package.number))
        signed = draft.embed(value)
        require_passed(verify(signed, signing.policy), str(package.number))
        package.sha256, package.size = store.put(signed), len(signed)
        package.certificate = hashlib.sha256(signing.chain[0]).hexdigest()
        package.state = Package.State.SIGNED
        package.signed_by_id, package.signed_at = signing.user_id, signing.at
        package.save(update_fields=["sha256", "size", "certificate", "state", "signed_by", "signed_at"])
        by = sealed_by(signing)
        lines = package.lines.filter(state=PackageLine.State.WAITING)
        for record in steps.hold(list(lines.values_list("record_id", flat=True))):
            steps.take(
                record,
                Event.PACKAGE,
                role=LifeRole.CLERK,
                actor=by,
                at=signing.at,
                facts=frozenset({Guard.PACKAGE_FITS}),
                details={"package": package.id},
            )
        audit.record(
            actor=by,
            action="submission.package.signed",
            subject=("package", package.id),
            at=signing.at,
            school_id=package.school_id,
            pupils=pupils_of([package]),
            details={"number": package.number, "sha256": package.sha256, "size": package.size},
        )
        return ()

    def titles(self, school_id: int, pieces: Sequence[Piece]) -> list[str]:
        """Gói 12 – lớp 4A2 (15/6)."""
        rows = Package.objects.filter(school_id=school_id, id__in=targets(pieces)).select_related("school_class")
        known = {
            one.id: _("Gói %(number)s – lớp %(name)s (%(group)s)")
            % {"number": one.number, "name": one.school_class.name, "group": one.group}
            for one in rows
        }
        return [known.get(piece.target, "") for piece in pieces]

    def pupils(self, pieces: Sequence[Piece]) -> list[int]:
        """Whose records are in them."""
        return pupils_of(Package.objects.filter(id__in=targets(pieces)))

    def done_url(self, pieces: Sequence[Piece]) -> str:
        """The package, or the list where there are several."""
        found = targets(pieces)
        return reverse("submission:package", args=[found[0]]) if len(found) == 1 else reverse("submission:packages")


def pieces_for(packages: Sequence[Package]) -> tuple[Piece, ...]:
    """What is to be signed of approved packages, as they stand now."""
    return tuple(Piece(one.id, one.content_digest, slot=SLOT) for one in packages)


def _require_shown(package: Package, piece: Piece) -> None:
    if package.state != Package.State.APPROVED:
        raise Refused(
            "PACKAGE_NOT_APPROVED", where=str(package.number), source=SOURCE, state=package.get_state_display()
        )
    if (package.content_digest, SLOT) != (piece.shown_digest, piece.slot):
        raise Refused("SHOWN_OUTDATED", where=str(package.number))


def _draft(package: Package, piece: Piece, signing: Signing) -> PackageDraft:
    _require_shown(package, piece)
    lines = list(package.lines.filter(state=PackageLine.State.WAITING).select_related("record").order_by("position"))
    contents = files.contents([one.record_id for one in lines], "xml")
    found = content_digest(
        (one.record.uuid, hashlib.sha256(contents.get(one.record_id, b"")).hexdigest()) for one in lines
    )
    if found != package.content_digest:
        raise Refused("SHOWN_OUTDATED", where=str(package.number))
    drafts = list(
        draft_packages([contents[one.record_id] for one in lines], signing.chain, signing.algorithm, signing.at)
    )
    if len(drafts) != 1:
        raise Refused("PACKAGE_TOO_LARGE", where=str(package.number), source=SOURCE)
    return drafts[0]
