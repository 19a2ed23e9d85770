"""Ban Quản trị and Tổ công tác: members with their duties, and a decision to print (art. 6(1), 6(3))."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.accounts.roles import Role
from hocba_web.base import clock
from hocba_web.schools.selectors import staff_appointments as read
from hocba_web.schools.selectors.setup import current_year, profile
from hocba_web.schools.selectors.teaching import holder_of


def _title(body: str) -> str:
    return _("Ban Quản trị phần mềm học bạ số") if body == "board" else _("Tổ công tác học bạ số")


@require_safe
def body(request: HttpRequest, body: str) -> HttpResponse:
    """Members of a body, with what each answers for."""
    actor = acting(request)
    target = Target(school_id=actor.school_id)
    require(actor, Action.APPOINTMENT_VIEW, target)
    waiting = [one for one in read.waiting(actor.school_id) if one.body == body]
    return render(
        request,
        "schools/appointments/body.html",
        {
            "title": _title(body),
            "body": body,
            "members": read.members(actor.school_id, body, clock.today()),
            "waiting": waiting,
            "may_prepare": allowed(actor, Action.APPOINTMENT_PREPARE, target),
            "draft_url": reverse(f"schools:{body}_draft"),
        },
    )


@require_safe
def draft(request: HttpRequest, body: str) -> HttpResponse:
    """The text of a founding decision, to be printed, numbered and signed on paper."""
    actor = acting(request)
    require(actor, Action.APPOINTMENT_VIEW, Target(school_id=actor.school_id))
    today = clock.today()
    asked = [one for one in read.waiting(actor.school_id) if one.body == body]
    principal = holder_of(actor.school_id, Role.PRINCIPAL, today)
    return render(
        request,
        "schools/appointments/draft.html",
        {
            "body": body,
            "up": reverse(f"schools:{body}"),
            "up_label": _title(body),
            "members": asked or read.members(actor.school_id, body, today),
            "profile": profile(actor.school_id),
            "year": current_year(actor.school_id),
            "principal": principal[1] if principal else "",
        },
    )
