"""/so/chuyen-truong/: who asks, who holds, how far it is; officers read, schools decide."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Missing
from hocba_web.officers.acting import officer_of
from hocba_web.officers.permissions import Act
from hocba_web.relay.models import Transfer
from hocba_web.relay.selectors import desk

_ROWS = 50


@require_safe
def transfers(request: HttpRequest) -> HttpResponse:
    """The list, by what waits for whom; no pupil's name."""
    officer = officer_of(request, Act.TRANSFER_VIEW)
    today = clock.today()
    which = request.GET.get("loc", desk.WAITS)
    found = desk.counts(officer.areas, today)
    url = reverse("relay:transfers")
    tabs = [
        {"label": label, "url": f"{url}?loc={value}", "current": which == value, "count": found[name]}
        for label, value, name in (
            (_("Chờ trả lời"), desk.WAITS, "waits"),
            (_("Quá ba ngày làm việc"), desk.LATE, "late"),
            (_("Không khớp hồ sơ nào"), desk.LOST, "lost"),
            (_("Tất cả"), desk.ALL, "all"),
        )
    ]
    page = Paginator(desk.filtered(officer.areas, which, today), _ROWS).get_page(request.GET.get("page"))
    return render(request, "relay/transfers.html", {"tabs": tabs, "page": page, "today": today})


@require_safe
def transfer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One transfer with its steps; the look is traced."""
    officer = officer_of(request, Act.TRANSFER_VIEW)
    found = desk.transfers(officer.areas).filter(public_id=public_id).first()
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    audit.viewed(
        actor=officer,
        action="relay.transfer.viewed",
        subject=("transfer", found.public_id),
        at=clock.now(),
        school_id=found.receiving_id,
    )
    context = {"transfer": found, "steps": _steps(found), "documents": found.documents.all(), "today": clock.today()}
    return render(request, "relay/transfer.html", context)


def _steps(found: Transfer) -> list[dict[str, Any]]:
    """What happened, newest first."""
    holding = found.holding.name if found.holding else ""
    ended = {
        Transfer.State.WITHDRAWN: (_("Rút yêu cầu"), found.receiving.name),
        Transfer.State.EXPIRED: (_("Hết hạn"), ""),
    }
    steps = [{"at": found.asked_at, "who": found.receiving.name, "what": _("Gửi yêu cầu"), "icon": "inbox"}]
    if found.answered_at is not None:
        refused = found.state == Transfer.State.REFUSED
        what = _("Không đồng ý chuyển") if refused else _("Đồng ý chuyển")
        steps.append(
            {
                "at": found.answered_at,
                "who": f"{holding} – {found.decided_by}",
                "what": what,
                "detail": found.reason,
                "icon": "circle-x" if refused else "circle-check",
            }
        )
    if found.collected_at is not None:
        steps.append(
            {"at": found.collected_at, "who": found.receiving.name, "what": _("Nhận học bạ"), "icon": "download"}
        )
    if found.ended_at is not None and found.state in ended:
        what, who = ended[Transfer.State(found.state)]
        steps.append({"at": found.ended_at, "who": who, "what": what, "icon": "ban"})
    return steps[::-1]
