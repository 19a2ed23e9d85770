"""The list of staff, one person's page, adding and changing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.accounts.services.requests import ask_account
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.schools.forms.staff import StaffForm
from hocba_web.schools.selectors import staff as read
from hocba_web.schools.selectors.staff_teams import teams
from hocba_web.schools.services import staff as write
from hocba_web.schools.views.common import refuse_in, status_of
from hocba_web.schools.views.staff.words import spell_lines

_SHOWN = ("working", "no_id", "left", "all")


@require_safe
def staff(request: HttpRequest) -> HttpResponse:
    """Everybody, with what they do today; searched without diacritics."""
    actor = acting(request)
    target = Target(school_id=actor.school_id)
    require(actor, Action.STAFF_VIEW, target)
    show = request.GET.get("show", "working")
    show = show if show in _SHOWN else "working"
    search = request.GET.get("q", "")
    groups = teams(actor.school_id, clock.today())
    team = next((one.id for one in groups if str(one.id) == request.GET.get("team")), None)
    rows = read.staff_list(actor.school_id, clock.today(), search=search, show=show, team_id=team)
    return render(
        request,
        "schools/staff/staff.html",
        {
            "rows": rows,
            "q": search,
            "show": show,
            "teams": groups,
            "team": team,
            "filtered": bool(search or team or show != "working"),
            "may_edit": allowed(actor, Action.STAFF_EDIT, target),
        },
    )


@require_safe
def member(request: HttpRequest, staff_id: int) -> HttpResponse:
    """One person: their data, everything they hold and held."""
    actor = acting(request)
    target = Target(school_id=actor.school_id)
    require(actor, Action.STAFF_VIEW, target)
    page = read.staff_page(actor.school_id, staff_id)
    spells = spell_lines(read.spells_of(staff_id, clock.today()))
    audit.viewed(
        actor=actor,
        action="schools.staff.viewed",
        subject=("staff", staff_id),
        at=clock.now(),
        school_id=actor.school_id,
    )
    facts = [
        (_("Mã cán bộ"), page.code),
        (_("Chức vụ"), page.position),
        (_("Ngày sinh"), page.born.strftime("%d/%m/%Y") if page.born else ""),
        (_("Số định danh cá nhân"), page.personal_id),
        (_("Thư điện tử"), page.email),
        (_("Điện thoại"), page.phone),
    ]
    return render(
        request,
        "schools/staff/member.html",
        {
            "page": page,
            "facts": facts,
            "now": [one for one in spells if one["state"] in ("now", "asked", "future")],
            "past": [one for one in spells if one["state"] in ("past", "declined")],
            "may_edit": allowed(actor, Action.STAFF_EDIT, target),
            "may_ask_account": page.active and page.user_id is None and allowed(actor, Action.ACCOUNT_REQUEST, target),
            "is_self": page.user_id == actor.user_id,
        },
    )


@require_http_methods(["GET", "POST"])
def member_edit(request: HttpRequest, staff_id: int | None = None) -> HttpResponse:
    """Add somebody, or change their data."""
    actor = acting(request)
    require(actor, Action.STAFF_EDIT, Target(school_id=actor.school_id))
    page = read.staff_page(actor.school_id, staff_id) if staff_id is not None else None
    initial = {name: getattr(page, name) for name in StaffForm.base_fields} if page else {}
    form = StaffForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        data = write.StaffData(**form.cleaned_data)
        try:
            if staff_id is None:
                row = write.add_staff(actor=actor, data=data, at=clock.now())
            else:
                row = write.edit_staff(actor=actor, staff_id=staff_id, data=data, at=clock.now())
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã lưu hồ sơ của %(name)s.") % {"name": row.name})
            return redirect("schools:staff_member", staff_id=row.id)
    context = {"form": form, "page": page, "positions": read.positions(actor.school_id)}
    return render(request, "schools/staff/member_edit.html", context, status=status_of(form))


@require_POST
def member_account(request: HttpRequest, staff_id: int) -> HttpResponse:
    """Ask for an account; the principal decides, the admin creates it."""
    actor = acting(request)
    page = read.staff_page(actor.school_id, staff_id)
    reason = _("Cấp tài khoản để làm việc được giao")
    ask_account(actor=actor, staff_id=staff_id, email=page.email, reason=reason, at=clock.now())
    messages.success(request, _("Đã đề nghị cấp tài khoản cho %(name)s; chờ hiệu trưởng duyệt.") % {"name": page.name})
    return redirect("schools:staff_member", staff_id=staff_id)
