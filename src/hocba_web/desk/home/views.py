"""The first page, and taking back what one prepared."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hocba_web.base import clock
from hocba_web.desk.home.selectors import groups, tasks
from hocba_web.desk.wiring import landing
from hocba_web.desk.years import current_year
from hocba_web.officers.acting import found_officer, officer_of
from hocba_web.officers.permissions import Act
from hocba_web.officers.roles import OfficerRole
from hocba_web.register.models import Prepared
from hocba_web.register.services import prepared

_PREPARING = (Act.CERTIFICATE_PREPARE, Act.RECALL_PREPARE, Act.CLOSING_PREPARE, Act.PERMIT_PREPARE)
_BACK = {
    Prepared.Kind.CERTIFICATE: "desk:certificates",
    Prepared.Kind.RECALL: "desk:recalls",
    Prepared.Kind.CLOSING: "desk:closing",
    Prepared.Kind.PERMIT: "desk:permits",
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me; a school manager goes on to the portal."""
    found = found_officer(request)
    if found is not None and found.role is OfficerRole.SCHOOL_MANAGER:
        return redirect(landing(found.user_id))
    officer = officer_of(request, Act.PROGRESS_VIEW)
    today = clock.today()
    return render(
        request,
        "desk/home/home.html",
        {
            "officer": officer,
            "tasks": tasks(officer, today=today),
            "groups": groups(officer, today=today),
            "year": current_year(today),
        },
    )


@require_POST
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take back what one prepared, before it is decided."""
    officer = officer_of(request, *_PREPARING)
    row = prepared.withdraw(officer, public_id, at=clock.now())
    messages.success(request, _("Đã rút lại."))
    return redirect(_BACK[Prepared.Kind(row.kind)])
