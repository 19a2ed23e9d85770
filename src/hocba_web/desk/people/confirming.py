"""Pages about accounts that wait to be confirmed: the code for their holder, the list for who decides."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hocba_web.accounts.acting import LoginNeeded
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.desk.common import never_kept, refuse_in, status_of
from hocba_web.desk.people.forms import ConfirmForm
from hocba_web.officers import services as write
from hocba_web.officers.acting import confirmed_officer_of, officer_of
from hocba_web.officers.permissions import Act


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """The code that whoever holds this account tells to a deciding officer."""
    if not request.user.is_authenticated:
        raise LoginNeeded("LOGIN_NEEDED")
    found = write.awaited(request.user.pk, today=clock.today())
    if found is None:
        return redirect("desk:home")
    waits, code = found
    return never_kept(render(request, "desk/people/own_code.html", {"waits": waits, "code": code}))


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Who waits to be confirmed."""
    officer = officer_of(request, Act.OFFICER_CONFIRM)
    return render(request, "desk/people/waiting.html", {"rows": write.awaiting(officer, today=clock.today())})


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Confirm one of them with the code that the person told."""
    officer = confirmed_officer_of(request, Act.OFFICER_CONFIRM)
    rows = write.awaiting(officer, today=clock.today())
    found = next((one for one in rows if one.id == appointment_id), None)
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            write.confirm(
                officer=officer,
                appointment_id=appointment_id,
                code=form.cleaned_data["code"],
                at=clock.now(),
                real_at=clock.real_now(),
            )
        except Refused as error:
            refuse_in(request, officer, form, error)
        else:
            messages.success(request, _("Đã xác nhận. Người đó làm việc được ngay."))
            return redirect("desk:officers_waiting")
    return render(request, "desk/people/confirm.html", {"waits": found, "form": form}, status=status_of(form))
