"""What you see is what you sign: the records of a class, or of all, before their one confirmation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocba.errors import HocbaError
from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, held_by
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Forbidden, FreshFactorNeeded, Missing, Refused, spoken
from hocba_web.base.text import whole
from hocba_web.schools.selectors.setup import ClassRow, class_row
from hocba_web.signatures.kinds import Piece, seen_of
from hocba_web.signatures.selectors.desk import MANAGERS, turns
from hocba_web.signatures.selectors.sheet import ShownClass, ShownRow, sheet
from hocba_web.signatures.services import batches
from hocba_web.signatures.services.left_out import LeftOut, leave_out, reasons_in
from hocba_web.signatures.views.choosing import choice, chosen_in
from hocba_web.signatures.views.loopback import reaches_programs
from hocba_web.signatures.views.posted import piece_in, piece_out
from hocba_web.signatures.views.refusing import trace_refusal

_PASSED_ON = (Forbidden, FreshFactorNeeded, Missing)


@dataclass(frozen=True, slots=True)
class _Given:
    """What the form said, so that a page that comes back keeps it."""

    pieces: tuple[Piece, ...]
    """Everything that was shown."""
    records: frozenset[int]
    """Those to be signed."""
    why: Mapping[int, str]
    """By record that was left out."""


@require_http_methods(["GET", "POST"])
@reaches_programs
def class_sheet(request: HttpRequest, class_id: int) -> HttpResponse:
    """One class."""
    return _sheet(request, class_row(acting(request).school_id, class_id))


@require_http_methods(["GET", "POST"])
@reaches_programs
def all_sheets(request: HttpRequest) -> HttpResponse:
    """Everything that waits for this person."""
    return _sheet(request, None)


def _sheet(request: HttpRequest, school_class: ClassRow | None) -> HttpResponse:
    actor = acting(request)
    if request.method != "POST":
        return _page(request, actor, school_class)
    given = _given(request)
    try:
        batch_id = _start(request, actor, given)
    except _PASSED_ON:
        raise
    except HocbaError as refused:
        trace_refusal(request, actor, refused)
        return _page(request, actor, school_class, given=given, refused=refused)
    return redirect("signatures:batch", batch_id)


def _given(request: HttpRequest) -> _Given:
    pieces = tuple(piece_in(text) for text in request.POST.getlist("shown"))
    if seen_of(pieces) != request.POST.get("seen"):
        raise Refused("SHOWN_OUTDATED", source="Decision 32/QĐ-THPĐ, art. 9(1)")
    records = frozenset(number for text in request.POST.getlist("record") if (number := whole(text)) is not None)
    shown = {piece.target for piece in pieces}
    return _Given(pieces, records & shown, {one: request.POST.get(f"why-{one}", "") for one in shown - records})


def _start(request: HttpRequest, actor: Actor, given: _Given) -> int:
    at = clock.now()
    chosen = [piece for piece in given.pieces if piece.target in given.records]
    if not chosen:
        raise Refused("SIGNING_NOTHING_CHOSEN")
    reasons = reasons_in(given.why)
    batch_id = batches.start(
        actor=actor,
        kind="slot",
        pieces=chosen,
        certificate_id=chosen_in(request),
        seen=seen_of(chosen),
        at=at,
        real_at=clock.real_now(),
    )
    if reasons:
        leave_out(actor=actor, reasons=reasons, at=at)
        wrong = sum(why is LeftOut.WRONG for why in reasons.values())
        said = _("Đã để lại %d học bạ, vẫn nằm trong danh sách chờ ký.") % len(reasons)
        if wrong:
            said += " " + _("Nội dung cần sửa thì mở học bạ đó và gửi đề nghị mở khóa.")
        messages.info(request, said)
    return batch_id


def _page(
    request: HttpRequest,
    actor: Actor,
    school_class: ClassRow | None,
    *,
    given: _Given | None = None,
    refused: HocbaError | None = None,
) -> HttpResponse:
    at = clock.now()
    classes = sheet(actor, turns(actor, school_class))
    rows = [row for one in classes for row in one.rows]
    audit.viewed(
        actor=actor,
        action="signatures.sheet.viewed",
        subject=("class", school_class.id) if school_class is not None else ("school", actor.school_id),
        at=at,
        school_id=actor.school_id,
        pupils=[row.record.pupil_id for row in rows],
        details={"count": len(rows)},
    )
    pieces = [piece for row in rows for piece in row.pieces]
    certificate = request.POST.get("certificate", "")
    return render(
        request,
        "signatures/sheet.html",
        {
            "title": _title(actor, school_class),
            "subtitle": _("%(pupils)d học sinh, %(pieces)d chữ ký") % {"pupils": len(rows), "pieces": len(pieces)},
            "explained": _explained(actor, rows),
            "groups": [_group(one, given) for one in classes],
            "pieces": len(pieces),
            "seen": seen_of(pieces),
            "reasons": [(reason.value, reason.label) for reason in LeftOut],
            "choice": choice(actor, "person", at, chosen=whole(certificate) or 0),
            "open": request.GET.get("mo") == "1",
            "may_ask": held_by(actor.role, Action.RECORD_UNLOCK_REQUEST),
            "has_details": any(row.whole is not None for row in rows),
            "refused": spoken(refused) if refused is not None else None,
        },
        status=refused.status if isinstance(refused, Refused) else 422 if refused is not None else 200,
    )


def _group(one: ShownClass, given: _Given | None) -> dict[str, Any]:
    return {
        "title": _("Lớp %s") % one.class_name,
        "note": _("%d học sinh") % len(one.rows),
        "rows": [_row(row, given) for row in one.rows],
    }


def _row(row: ShownRow, given: _Given | None) -> dict[str, Any]:
    record_id = row.record.record_id
    known = {piece for piece in given.pieces if piece.target == record_id} if given is not None else set()
    moved = bool(known) and known != set(row.pieces)
    return {
        "row": row,
        "posted": [piece_out(piece) for piece in row.pieces],
        # What changed under the signer's eyes is chosen again by hand.
        "chosen": given is None or not known or (record_id in given.records and not moved),
        "why": given.why.get(record_id, "") if given is not None else "",
        "moved": moved,
    }


def _title(actor: Actor, school_class: ClassRow | None) -> str:
    if school_class is None:
        return _("Ký tất cả các lớp")
    if actor.role in MANAGERS:
        return _("Duyệt và ký học bạ lớp %s") % school_class.name
    return _("Ký học bạ lớp %s") % school_class.name


def _explained(actor: Actor, rows: Iterable[ShownRow]) -> str:
    if actor.role in MANAGERS:
        return _("Chữ ký của thầy/cô gắn với toàn bộ nội dung từng học bạ dưới đây. Em nào cần để lại thì bỏ đánh dấu.")
    slots = {piece.slot for row in rows for piece in row.pieces}
    if slots == {"GVCN"}:
        return _(
            "Thầy/cô ký với tư cách giáo viên chủ nhiệm; chữ ký gắn với toàn bộ nội dung từng học bạ dưới đây. "
            "Em nào cần để lại thì bỏ đánh dấu."
        )
    if "GVCN" in slots:
        return _(
            "Một lần xác nhận ký cả phần môn học của thầy/cô và cả học bạ với tư cách giáo viên chủ nhiệm. "
            "Chữ ký gắn với đúng nội dung dưới đây; em nào cần để lại thì bỏ đánh dấu."
        )
    return _("Chữ ký của thầy/cô gắn với đúng những mức, điểm và nhận xét dưới đây. Em nào cần để lại thì bỏ đánh dấu.")
