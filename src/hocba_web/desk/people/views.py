"""Pages of the admin about the officers (Decision 32/QĐ-THPĐ, chapter I art. 5(1), chapter I art. 5(5))."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.desk.common import never_kept, refuse_in, status_of
from hocba_web.desk.people.forms import EndForm, NamingForm, NewOfficerForm
from hocba_web.desk.people.selectors import people, person
from hocba_web.officers import services as write
from hocba_web.officers.acting import confirmed_officer_of, officer_of
from hocba_web.officers.permissions import Act


@require_safe
def officers(request: HttpRequest) -> HttpResponse:
    """Everybody, those in office first."""
    officer = officer_of(request, Act.OFFICER_MANAGE)
    found = people(officer, today=clock.today())
    audit.viewed(actor=officer, action="officers.list.viewed", subject=("officers", 0), at=clock.now(), school_id=None)
    return render(
        request,
        "desk/people/list.html",
        {
            "rows": [one for one in found if one.shown.state != "ended"],
            "former": [one for one in found if one.shown.state == "ended"],
            "own_id": officer.user_id,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make an account; the password is shown in the answer and never again."""
    officer = officer_of(request, Act.OFFICER_MANAGE)
    form = NewOfficerForm(request.POST or None, officer=officer, initial={"starts_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            issued = write.name_new(
                officer=officer,
                full_name=told["full_name"],
                username=told["username"],
                email=told["email"],
                naming=form.naming(),
                at=clock.now(),
                real_at=clock.real_now(),
            )
        except Refused as error:
            refuse_in(request, officer, form, error)
        else:
            return never_kept(render(request, "desk/people/issued.html", {"issued": issued}))
    return render(request, "desk/people/new.html", {"form": form}, status=status_of(form))


@require_safe
def officer_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One person: the account, and what they held."""
    officer = officer_of(request, Act.OFFICER_MANAGE)
    found = person(officer, public_id, today=clock.today())
    audit.viewed(
        actor=officer,
        action="officers.list.viewed",
        subject=("account", found.user_id),
        at=clock.now(),
        school_id=None,
    )
    return render(
        request,
        "desk/people/officer.html",
        {
            "person": found,
            "own": found.user_id == officer.user_id,
            "end_form": EndForm(initial={"last_day": clock.today() - timedelta(days=1)}),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def name_again(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Name somebody to another role or area."""
    officer = officer_of(request, Act.OFFICER_MANAGE)
    found = person(officer, public_id, today=clock.today())
    form = NamingForm(request.POST or None, officer=officer, initial={"starts_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            write.name_again(
                officer=officer,
                user_id=found.user_id,
                naming=form.naming(),
                at=clock.now(),
                real_at=clock.real_now(),
            )
        except Refused as error:
            refuse_in(request, officer, form, error)
        else:
            messages.success(request, _("Đã giao nhiệm vụ. Nhiệm vụ cũ hết vào ngày trước đó."))
            return redirect("desk:officer", public_id=public_id)
    return render(request, "desk/people/name.html", {"form": form, "person": found}, status=status_of(form))


@require_POST
def end(request: HttpRequest, public_id: UUID, appointment_id: int) -> HttpResponse:
    """End an appointment."""
    officer = confirmed_officer_of(request, Act.OFFICER_MANAGE)
    found = person(officer, public_id, today=clock.today())
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            write.end(
                officer=officer,
                appointment_id=appointment_id,
                last_day=form.cleaned_data["last_day"],
                today=clock.today(),
                at=clock.now(),
                real_at=clock.real_now(),
            )
        except Refused as error:
            refuse_in(request, officer, form, error)
        else:
            messages.success(request, _("Đã ghi ngày thôi nhiệm vụ."))
            return redirect("desk:officer", public_id=public_id)
    context = {"person": found, "own": False, "end_form": form}
    return render(request, "desk/people/officer.html", context, status=422)


@require_POST
def renew(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A temporary password, shown once."""
    officer = confirmed_officer_of(request, Act.OFFICER_MANAGE)
    found = person(officer, public_id, today=clock.today())
    issued = write.renew(officer=officer, user_id=found.user_id, at=clock.now(), real_at=clock.real_now())
    return never_kept(render(request, "desk/people/issued.html", {"issued": issued}))
