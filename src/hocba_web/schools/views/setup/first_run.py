"""The first run: code, school, people; then workbooks and invitations, resumable at every step.

Steps one to three need no account: a session that redeemed a code from the server's console holds the ticket. From the
moment principal and admin have accounts only these can go on.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba.model import SchoolIdentity
from hocba_web.accounts.acting import acting
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.accounts.services.requests import ask_account
from hocba_web.base import clock
from hocba_web.base.refusals import Forbidden, Refused, spoken
from hocba_web.schools.forms.first_run import CodeForm, FirstPeopleForm, NewSchoolForm
from hocba_web.schools.selectors import setup_progress
from hocba_web.schools.selectors.setup import profile
from hocba_web.schools.selectors.staff_accounts import staff_without_account
from hocba_web.schools.services.setup import first_run as service
from hocba_web.schools.services.setup.years import YearData

_TICKET = "setup_ticket"


def _steps(current: int) -> list[dict[str, Any]]:
    labels = (_("Mã thiết lập"), _("Tên trường"), _("Hiệu trưởng, quản trị"), _("Nhập dữ liệu"), _("Mời cán bộ"))
    states = ["done"] * current + ["current"] + ["next"] * (len(labels) - current - 1)
    return [{"label": label, "state": state} for label, state in zip(labels, states, strict=True)]


def _say(form: Form, error: Refused) -> None:
    said = spoken(error)
    form.add_error(error.where if error.where in form.fields else None, f"{said.what} {said.next}")


@never_cache
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """The code; who has redeemed it goes on where they stopped."""
    ticket = request.session.get(_TICKET, "")
    if ticket:
        try:
            run = service.run_of(ticket, real_at=clock.real_now())
        except Forbidden:
            del request.session[_TICKET]
        else:
            return redirect("schools:first_run_people" if run.school_id else "schools:first_run_school")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            ticket = service.redeem(code=form.cleaned_data["code"], real_at=clock.real_now())
        except Forbidden as error:
            _say(form, error)
        else:
            request.session.cycle_key()
            request.session[_TICKET] = ticket
            return redirect("schools:first_run_school")
    context = {"form": form, "steps": _steps(0)}
    return render(request, "schools/setup/first_run_code.html", context, status=403 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def name_school(request: HttpRequest) -> HttpResponse:
    """The school and its first year."""
    ticket = request.session.get(_TICKET, "")
    run = service.run_of(ticket, real_at=clock.real_now())
    if run.school_id:
        return redirect("schools:first_run_people")
    today = clock.today()
    first = today.year - (today.month < 6)  # noqa: PLR2004  # before June: the year that is under way
    initial = {
        "first": first,
        "starts_on": f"{first}-09-05",
        "term_2_on": f"{first + 1}-01-19",
        "ends_on": f"{first + 1}-05-31",
    }
    form = NewSchoolForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            service.name_school(
                ticket=ticket,
                identity=SchoolIdentity(
                    code=typed["code"],
                    name=typed["name"],
                    authority_code=typed["authority_code"],
                    authority_name=typed["authority_name"],
                    province=typed["province"],
                    commune=typed["commune"],
                ),
                first=typed["first"],
                data=YearData(starts_on=typed["starts_on"], term_2_on=typed["term_2_on"], ends_on=typed["ends_on"]),
                at=clock.now(),
                real_at=clock.real_now(),
            )
        except Refused as error:
            _say(form, error)
        else:
            return redirect("schools:first_run_people")
    context = {"form": form, "steps": _steps(1)}
    return render(request, "schools/setup/first_run_school.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def name_people(request: HttpRequest) -> HttpResponse:
    """Principal and admin; their temporary passwords are shown once, in the answer."""
    ticket = request.session.get(_TICKET, "")
    run = service.run_of(ticket, real_at=clock.real_now())
    if not run.school:
        return redirect("schools:first_run_school")
    form = FirstPeopleForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            issued = service.name_people(
                ticket=ticket,
                principal=service.FirstPerson(
                    name=typed["principal_name"],
                    code=typed["principal_code"],
                    position="Hiệu trưởng",
                    email=typed["principal_email"],
                ),
                admin=service.FirstPerson(
                    name=typed["admin_name"],
                    code=typed["admin_code"],
                    position=typed["admin_position"],
                    email=typed["admin_email"],
                ),
                number=typed["number"],
                dated=typed["dated"],
                at=clock.now(),
                real_at=clock.real_now(),
            )
        except Refused as error:
            _say(form, error)
        else:
            del request.session[_TICKET]
            context = {
                "steps": _steps(3),
                "accounts": list(zip((_("Hiệu trưởng"), _("Quản trị hệ thống")), issued, strict=True)),
            }
            return render(request, "schools/setup/first_run_accounts.html", context)
    context = {"form": form, "steps": _steps(2), "school_name": run.school.name}
    return render(request, "schools/setup/first_run_people.html", context, status=422 if form.errors else 200)


@require_safe
def next_steps(request: HttpRequest) -> HttpResponse:
    """What a new school does next, with what is done already: for the admin, as long as it is of use."""
    actor = acting(request)
    require(actor, Action.SETUP_RUN, Target(school_id=actor.school_id))
    found = setup_progress.progress(actor.school_id)
    try:
        upload_url = reverse("intake:upload")
    except NoReverseMatch:
        upload_url = ""
    return render(
        request,
        "schools/setup/first_run_next.html",
        {
            "steps": _steps(3 if not found.has_data else 4),
            "found": found,
            "profile": profile(actor.school_id),
            "upload_url": upload_url,
        },
    )


@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """Ask for accounts for everybody on the staff who has none; the principal decides about each."""
    actor = acting(request)
    require(actor, Action.SETUP_RUN, Target(school_id=actor.school_id))
    asked = 0
    for person in staff_without_account(actor.school_id):
        try:
            ask_account(
                actor=actor,
                staff_id=person.staff_id,
                email=person.email,
                reason=_("Cấp tài khoản khi trường bắt đầu sử dụng hệ thống"),
                at=clock.now(),
            )
        except Refused as error:
            if error.code != "ACCOUNT_REQUEST_OPEN":
                raise
        else:
            asked += 1
    messages.success(
        request,
        _("Đã đề nghị cấp %(count)s tài khoản. Hiệu trưởng duyệt, rồi thầy/cô tạo và trao mật khẩu.")
        % {"count": asked},
    )
    return redirect("schools:first_run_next")
