"""Closing a group: what is there, what is missing, the principal's confirmation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.schools.views.common import refuse_in, status_of
from hocba_web.submission.forms import ClosingForm
from hocba_web.submission.selectors.closing import closing_of
from hocba_web.submission.selectors.overview import SLUGS, group_overview
from hocba_web.submission.selectors.years import chosen_year
from hocba_web.submission.services.closing.confirming import confirm
from hocba_web.submission.views.common import frame, viewer

_GROUPS = {slug: group for group, slug in SLUGS.items()}


@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: HttpRequest, year_id: int, slug: str) -> HttpResponse:
    """One group of a year."""
    actor, limit = viewer(request)
    year = chosen_year(actor.school_id, str(year_id))
    group = _GROUPS.get(slug)
    if group is None or year.id != year_id or limit is not None:
        raise Missing("NOT_FOUND_HERE")
    at = clock.now()
    found = group_overview(year, group, at=at)
    form = ClosingForm(request.POST or None, initial={"seen": found.digest})
    if request.method == "POST" and form.is_valid():
        try:
            confirm(
                actor=actor,
                year_id=year.id,
                group=group,
                seen=form.cleaned_data["seen"],
                note=form.cleaned_data["note"],
                at=at,
                real_at=clock.real_now(),
            )
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã xác nhận. Khi Sở chốt, học bạ có hiệu lực từ ngày Sở ghi."))
            return redirect(request.path)
    context = frame(actor, year, "overview") | {
        "group": found,
        "closing": closing_of(year.id, group),
        "form": form,
    }
    return render(request, "submission/closing.html", context, status=status_of(form))
