"""The report on how the regulation is kept, for the principal alone (Decision 32/QĐ-THPĐ, art. 6(11), art. 13)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.schools.forms.common import upload_of
from hocba_web.schools.selectors.setup import current_year
from hocba_web.schools.selectors.staff import staff_page
from hocba_web.schools.services.attachments import content, download
from hocba_web.schools.views.common import refuse_in, status_of
from hocba_web.supervision.forms.conduct import ConductForm
from hocba_web.supervision.selectors import compliance as read
from hocba_web.supervision.services import conduct as write


def _principal(request: HttpRequest) -> Actor:
    actor = acting(request)
    require(actor, Action.COMPLIANCE_VIEW, Target(school_id=actor.school_id))
    return actor


def _trace(actor: Actor, subject: tuple[str, int]) -> None:
    audit.viewed(
        actor=actor,
        action="supervision.compliance.viewed",
        subject=subject,
        at=clock.now(),
        school_id=actor.school_id,
    )


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody by name, with this year's facts in figures."""
    actor = _principal(request)
    year = current_year(actor.school_id)
    rows = read.people(actor, year, clock.now()) if year is not None else []
    _trace(actor, ("school", actor.school_id))
    return render(request, "supervision/compliance/people.html", {"rows": rows, "year": year})


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, staff_id: int) -> HttpResponse:
    """What stands behind one person's figures, decisions on them, and the form to record one."""
    actor = _principal(request)
    one = staff_page(actor.school_id, staff_id)
    year = current_year(actor.school_id)
    if year is None:
        raise Missing("NOT_FOUND_HERE")
    form = ConductForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            write.record_conduct(
                actor=actor,
                staff_id=staff_id,
                conduct=write.Conduct(
                    write.Kind(told["kind"]),
                    told["number"],
                    told["dated"],
                    told["reason"],
                    told["addressee"],
                    upload_of(told["paper"]),
                ),
                at=clock.now(),
            )
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã ghi. Chỉ hiệu trưởng xem được trang này."))
            return redirect("supervision:compliance_person", staff_id)
    facts = read.person(actor, year, staff_id, one.user_id, clock.now())
    _trace(actor, ("staff", staff_id))
    context = {
        "person": one,
        "year": year,
        "form": form,
        "decisions": facts.decisions,
        "groups": [
            (_("Đang quá hạn"), _("Phần đã hết hạn nhập, chưa đánh dấu hoàn thành"), facts.late_now),
            (_("Hoàn thành muộn"), _("Đánh dấu hoàn thành sau khi đợt nhập chung đã khóa"), facts.late_marks),
            (_("Ký học bạ muộn"), _("Ký sau ngày dự kiến phát hành"), facts.late_signed),
            (_("Đề nghị mở muộn"), _("Không tính đề nghị đã rút"), facts.late_requests),
            (
                _("Sửa sau hoàn thành"),
                _("Bỏ dấu hoàn thành để sửa; tự sửa là việc nên làm"),
                facts.corrections,
            ),
            (_("Đã được nhắc"), _("Nhắc bằng tay của Ban giám hiệu"), facts.reminders),
            (_("Cần sửa khi kiểm tra"), _("Ghi chú của kiểm tra thường xuyên"), facts.to_mend),
        ],
        "own": one.user_id == actor.user_id,
    }
    return render(request, "supervision/compliance/person.html", context, status=status_of(form))


@require_safe
def paper(request: HttpRequest, conduct_id: int) -> HttpResponse:
    """The paper of a decision, as it was brought."""
    found = write.paper_of(_principal(request), conduct_id)
    if found.attachment is None:
        raise Missing("NOT_FOUND_HERE")
    return download(found.attachment, content(found.attachment))
