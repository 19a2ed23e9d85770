"""Certificates: one's own, the school's, who has none, and whom the installation trusts."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.signatures.forms import EndForm
from hocba_web.signatures.selectors.certificates import CertificateRow, of_school, own
from hocba_web.signatures.selectors.staff_certificates import staff_certificates
from hocba_web.signatures.selectors.trust_page import anchor_rows, status_rows
from hocba_web.signatures.services import certificates
from hocba_web.signatures.views.answers import said_of
from hocba_web.signatures.views.certificate_tabs import certificate_tabs
from hocba_web.signatures.views.refusing import refuse_in

_WARNINGS = (7, 30, 60)
"""Days before the end at which people are warned."""
_KINDS = {"active": "ready", "pending": "asked", "refused": "refused"}


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The acting person's certificates."""
    actor, real_at = acting(request), clock.real_now()
    require(actor, Action.CERTIFICATE_OWN, Target(school_id=actor.school_id, user_id=actor.user_id))
    rows = [shown(row, real_at) for row in own(actor, at=clock.now(), real_at=real_at)]
    context = {"rows": rows, "has_usable": any(one["usable"] for one in rows)}
    return render(
        request,
        "signatures/certificates/mine.html",
        context | {"tabs": certificate_tabs(actor, "certificates")},
    )


@require_GET
def school(request: HttpRequest) -> HttpResponse:
    """The school's certificate: declared by the admin, approved by the authority."""
    actor, real_at, here = acting(request), clock.real_now(), Target(school_id=acting(request).school_id)
    may_declare = allowed(actor, Action.CERTIFICATE_SCHOOL_DECLARE, here)
    if not may_declare:
        require(actor, Action.RECORD_SEAL, here)
    rows = [shown(row, real_at) for row in of_school(actor, at=clock.now(), real_at=real_at)]
    context = {"rows": rows, "may_declare": may_declare, "tabs": certificate_tabs(actor, "certificates_school")}
    return render(request, "signatures/certificates/school.html", context)


@require_GET
def staff(request: HttpRequest) -> HttpResponse:
    """Who signs records and has no certificate."""
    actor, real_at = acting(request), clock.real_now()
    rows = staff_certificates(actor, on=clock.local(clock.now()).date(), real_at=real_at)
    return render(
        request,
        "signatures/certificates/staff.html",
        {
            "rows": rows,
            "without": sum(not one.way_label for one in rows),
            "tabs": certificate_tabs(actor, "certificates_staff"),
        },
    )


@require_GET
def trust_page(request: HttpRequest) -> HttpResponse:
    """Authorities whose certificates count here, and how fresh their revocation data are."""
    actor, real_at = acting(request), clock.real_now()
    anchors = anchor_rows(real_at)
    return render(
        request,
        "signatures/certificates/trust.html",
        {
            "anchors": anchors,
            "status": status_rows(real_at),
            "demo": any(one.demo for one in anchors),
            "tabs": certificate_tabs(actor, "trust"),
        },
    )


@require_http_methods(["GET", "POST"])
def lost(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """Report a certificate lost."""
    return _end(request, certificate_id, is_lost=True)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """Stop using a certificate."""
    return _end(request, certificate_id, is_lost=False)


def _end(request: HttpRequest, certificate_id: int, *, is_lost: bool) -> HttpResponse:
    actor, at = acting(request), clock.now()
    row = _one(actor, certificate_id)
    back = "signatures:certificates" if row.holder == "person" else "signatures:certificates_school"
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        service = certificates.report_lost if is_lost else certificates.withdraw
        try:
            service(actor=actor, certificate_id=row.id, reason=form.cleaned_data["reason"], at=at)
        except Refused as refused:
            refuse_in(request, actor, form, refused)
        else:
            messages.success(request, _("Chứng thư này không ký được nữa. Những chữ ký đã có vẫn giữ nguyên."))
            return redirect(back)
    return render(
        request,
        "signatures/certificates/end.html",
        {"form": form, "row": row, "is_lost": is_lost, "back": back},
        status=422 if form.errors else 200,
    )


def shown(row: CertificateRow, real_at: datetime) -> dict[str, object]:
    """One certificate as lists draw it: its state, and how long it still lasts where that matters."""
    left = (row.valid_until - real_at).days
    soon = next((days for days in _WARNINGS if left <= days), None)
    said = said_of(row.why_not, row.params)
    in_use = row.state in {"active", "pending"}
    return {
        "row": row,
        "usable": row.usable,
        "in_use": in_use,
        "kind": _KINDS.get(row.state, "none") if row.usable or row.state != "active" else "error",
        "label": row.state_label if row.usable or row.state != "active" else _("Không ký được"),
        "said": said if in_use and row.state == "active" else said_of("", {}),
        "left": max(0, left) if in_use and soon is not None and row.valid_until > real_at else None,
        "ends_soon": timedelta(days=7) >= row.valid_until - real_at,
    }


def _one(actor: Actor, certificate_id: int) -> CertificateRow:
    at, real_at = clock.now(), clock.real_now()
    found = (*own(actor, at=at, real_at=real_at), *of_school(actor, at=at, real_at=real_at))
    row = next((one for one in found if one.id == certificate_id), None)
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    return row
