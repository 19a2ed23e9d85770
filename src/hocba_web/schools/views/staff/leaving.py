"""Somebody leaves, or works here again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hocba_web.accounts.acting import acting
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.accounts.ports import ports
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.schools.forms.staff import LeaveForm
from hocba_web.schools.selectors.staff import spells_of, staff_page
from hocba_web.schools.services import staff as write
from hocba_web.schools.views.common import refuse_in, status_of
from hocba_web.schools.views.staff.words import spell_lines


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, staff_id: int) -> HttpResponse:
    """What ends, what is still open, and the form."""
    actor = acting(request)
    require(actor, Action.STAFF_EDIT, Target(school_id=actor.school_id))
    page = staff_page(actor.school_id, staff_id)
    form = LeaveForm(request.POST if request.method == "POST" else None, initial={"last_day": clock.today()})
    if form.is_valid():
        try:
            left = write.leave(
                actor=actor, staff_id=staff_id, at=clock.now(), real_at=clock.real_now(), **form.cleaned_data
            )
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            words = _("Đã ghi %(name)s thôi làm việc. %(cells)s phần việc cần người thay.")
            messages.success(request, words % {"name": page.name, "cells": left.cells})
            if left.account_asked:
                messages.info(request, _("Đã đề nghị ngừng tài khoản từ ngày hôm sau; chờ hiệu trưởng duyệt."))
            return redirect("schools:staff_member", staff_id=staff_id)
    spells = spell_lines(spells_of(staff_id, clock.today()))
    context = {
        "form": form,
        "page": page,
        "ending": [one for one in spells if one["state"] in ("now", "future", "asked")],
        "open_work": ports.open_work_of(page.user_id) if page.user_id else [],
    }
    return render(request, "schools/staff/leave.html", context, status=status_of(form))


@require_POST
def come_back(request: HttpRequest, staff_id: int) -> HttpResponse:
    """Somebody works here again."""
    row = write.come_back(actor=acting(request), staff_id=staff_id, at=clock.now())
    messages.success(
        request, _("%(name)s làm việc trở lại. Nhiệm vụ, phân công và tài khoản lập mới.") % {"name": row.name}
    )
    return redirect("schools:staff_member", staff_id=staff_id)
