"""The page "Ký học bạ": what is mine to sign now, what is unfinished, whom I wait for."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed
from hocba_web.base import clock
from hocba_web.base.refusals import Forbidden
from hocba_web.signatures.models import Batch
from hocba_web.signatures.selectors.batch_page import kind_words
from hocba_web.signatures.selectors.batches import BatchRow, going_on, unfinished
from hocba_web.signatures.selectors.certificates import CertificateRow, usable
from hocba_web.signatures.selectors.desk import Awaited, ClassTurn, Desk, desk

SIGNS = (
    Action.RECORD_SIGN_SUBJECT,
    Action.RECORD_SIGN_HOMEROOM,
    Action.RECORD_SIGN_MANAGER,
    Action.RECORD_SEAL,
    Action.RECORD_UNLOCK_EXECUTE,
)
"""Who has anything to do on the pages of signing."""
_WARN_FROM = timedelta(days=60)


@require_GET
def desk_page(request: HttpRequest) -> HttpResponse:
    """Everything of the acting person that has to do with signing."""
    actor, at = acting(request), clock.now()
    here = Target(school_id=actor.school_id)
    found, own = desk(actor), unfinished(actor)
    others = [one for one in going_on(actor) if one.id not in {row.id for row in own}]
    return render(
        request,
        "signatures/desk.html",
        {
            "subtitle": _subtitle(found),
            "classes": [_class(one) for one in found.classes],
            "all_pieces": found.pieces,
            "awaited": [_awaited(one) for one in found.awaited],
            "unfinished": [_batch(one, mine=True) for one in own] + [_batch(one, mine=False) for one in others],
            "warning": _warning(actor, found),
            "seal_url": _seal_url() if allowed(actor, Action.RECORD_SEAL, here) else "",
            "has_certificate": allowed(
                actor, Action.CERTIFICATE_OWN, Target(school_id=actor.school_id, user_id=actor.user_id)
            ),
            "sees_progress": allowed(actor, Action.RECORD_VIEW, here),
            "at": at,
        },
    )


def _subtitle(found: Desk) -> str:
    if not found.pieces:
        return ""
    return _("%(classes)d lớp, %(pieces)d chữ ký đến lượt thầy/cô") % {
        "classes": len(found.classes),
        "pieces": found.pieces,
    }


def _class(one: ClassTurn) -> dict[str, object]:
    words = {"GVCN": _("Cả học bạ (giáo viên chủ nhiệm)"), "CBQL": _("Duyệt và ký cả học bạ")}
    what = [", ".join(one.subjects) if name == "GVBM" else words[name] for name in one.slots]
    again = sum(turn.slots[0].record.revision > 1 for turn in one.turns)
    return {"turn": one, "what": what, "again": again}


def _awaited(one: Awaited) -> dict[str, object]:
    part = ", ".join(one.subjects) if one.subjects else _("Giáo viên chủ nhiệm ký cả học bạ")
    return {"row": one, "part": part, "name": one.name or _("Người không còn trong danh sách cán bộ")}


def _batch(row: BatchRow, *, mine: bool) -> dict[str, object]:
    state = row.state
    return {
        "row": row,
        "title": kind_words(row.kind),
        "mine": mine,
        "failed": state.counts["failed"],
        "stopped": state.state == Batch.State.STOPPED,
        "waits_for": state.waits_for,
    }


def _warning(actor: Actor, found: Desk) -> dict[str, str] | None:
    """What stands between this person and signing: no certificate, or one that ends soon."""
    if not found.pieces:
        return None
    real_at = clock.real_now()
    try:
        own: tuple[CertificateRow, ...] = usable(actor, "person", at=clock.now(), real_at=real_at)
    except Forbidden:
        return None
    good = [row for row in own if row.usable]
    if not good:
        return {
            "kind": "late",
            "title": _("Thầy/cô chưa có chứng thư số dùng được"),
            "text": _("Cần có chứng thư số để ký."),
        }
    last = max(row.valid_until for row in good)
    if last - real_at > _WARN_FROM:
        return None
    day = f"{clock.local(last):%d/%m/%Y}"
    return {
        "kind": "late",
        "title": _("Chứng thư số sắp hết hạn"),
        "text": _("Dùng được đến %s; nên gia hạn hoặc thay trước ngày ấy.") % day,
    }


def _seal_url() -> str:
    """Sealing belongs to an application above; there may be none."""
    try:
        return reverse("issuance:sealing")
    except NoReverseMatch:
        return ""
