"""What a pupil brought, beside ours; years that only paper told."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba.model import Competency, Quality, SubjectLevel, TraitLevel
from hocba.regulation import competency_info, level_name, quality_info
from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import whole
from hocba_web.schools.forms.pupils import upload_of
from hocba_web.schools.selectors.pupils.scope import find_pupil, may, require_for
from hocba_web.schools.services import attachments
from hocba_web.schools.views.common import refuse_in, status_of
from hocba_web.submission.models import DigitisedYear, InheritedFile
from hocba_web.submission.services import store
from hocba_web.submission.transfers.forms import (
    PaperYearForm,
    ReturnForm,
    WhichYearForm,
    subject_name,
    typed_of,
)
from hocba_web.submission.transfers.selectors.inherited import inherited, newcomers
from hocba_web.submission.transfers.services import digitising as write
from hocba_web.submission.transfers.services.digitising import PaperYear
from hocba_web.submission.transfers.views.common import handed

_YEARS_BACK = 8
_GRADES = range(1, 6)
State = DigitisedYear.State


@require_safe
def inherited_page(request: HttpRequest, pupil_id: int) -> HttpResponse:
    """Records and mid-year results of former schools, read-only, beside what our teachers enter."""
    actor = acting(request)
    found = inherited(actor, pupil_id)
    _trace(actor, "submission.inherited.viewed", pupil_id)
    context = {
        "found": found,
        "may_digitise": may(actor, Action.PAST_RESULTS_IMPORT, found.pupil),
        "may_see_pupil": may(actor, Action.PUPIL_VIEW, found.pupil),
    }
    return render(request, "submission/transfers/inherited.html", context)


@require_safe
def class_inherited(request: HttpRequest, class_id: int) -> HttpResponse:
    """Pupils of a class who came in the middle of the year, with the results of their former schools."""
    actor = acting(request)
    facts, found = newcomers(actor, class_id)
    audit.viewed(
        actor=actor,
        action="submission.inherited.viewed",
        subject=("class", class_id),
        at=clock.now(),
        school_id=actor.school_id,
        pupils=[one.pupil_id for one in found],
    )
    return render(request, "submission/transfers/newcomers.html", {"facts": facts, "found": found})


@require_safe
def inherited_file(request: HttpRequest, pupil_id: int, file_id: int) -> HttpResponse:
    """A file of a former school as it came; only for who may read the whole record."""
    actor = acting(request)
    pupil = find_pupil(actor, pupil_id)
    require_for(actor, Action.RECORD_VIEW, pupil)
    row = InheritedFile.objects.filter(id=file_id, arrival__pupil_id=pupil_id, kept=True).first()
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    content = store.get(row.sha256)
    _trace(actor, "submission.inherited.downloaded", pupil_id, sha256=row.sha256[:16])
    return handed(content, row.name, row.media)


@require_http_methods(["GET", "HEAD", "POST"])
def digitise(request: HttpRequest, pupil_id: int) -> HttpResponse:
    """Type a school year from its paper record; `?nam=` and `?khoi=` say which."""
    actor = acting(request)
    pupil = find_pupil(actor, pupil_id)
    require_for(actor, Action.PAST_RESULTS_IMPORT, pupil)
    first, grade = whole(request.GET.get("nam", "")), whole(request.GET.get("khoi", ""))
    this_year = clock.today().year
    years = range(this_year - _YEARS_BACK, this_year + 1)
    if first is None or grade is None or first not in years or grade not in _GRADES:
        which = WhichYearForm()
        which.offer(reversed(years))
        return render(request, "submission/transfers/digitise_which.html", {"pupil": pupil, "form": which})
    before = DigitisedYear.objects.filter(pupil_id=pupil_id, first=first).select_related("scan").first()
    form = PaperYearForm(
        request.POST or None, request.FILES or None, first=first, grade=grade, initial=_typed_before(before)
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        told = PaperYear(
            first=first,
            grade=grade,
            class_name=typed["class_name"],
            school_name=typed["school_name"],
            entered_on=typed["entered_on"],
            summary=form.summary(),
        )
        try:
            made = write.type_year(
                actor=actor, pupil_id=pupil_id, told=told, scan=upload_of(typed["scan"]), at=clock.now()
            )
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã nhập, chờ người thứ hai đối chiếu."))
            return redirect("submission:digitised", made.pk)
    context = {"pupil": pupil, "form": form, "first": first, "grade": grade, "before": before}
    return render(request, "submission/transfers/digitise.html", context, status=status_of(form))


@require_safe
def digitised(request: HttpRequest, year_id: int) -> HttpResponse:
    """One digitised year, beside its scan."""
    actor = acting(request)
    return _page(request, actor, _find(actor, year_id))


@require_POST
def digitised_compare(request: HttpRequest, year_id: int) -> HttpResponse:
    """A second person has compared it."""
    write.compare(actor=acting(request), year_id=year_id, digest=request.POST.get("digest", ""), at=clock.now())
    messages.success(request, _("Đã ghi là đã đối chiếu, chờ hiệu trưởng xác nhận."))
    return redirect("submission:digitised", year_id)


@require_POST
def digitised_certify(request: HttpRequest, year_id: int) -> HttpResponse:
    """The head certifies."""
    write.certify(actor=acting(request), year_id=year_id, digest=request.POST.get("digest", ""), at=clock.now())
    messages.success(request, _("Đã xác nhận năm học số hóa."))
    return redirect("submission:digitised", year_id)


@require_POST
def digitised_return(request: HttpRequest, year_id: int) -> HttpResponse:
    """Something is wrong."""
    actor = acting(request)
    form = ReturnForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            write.give_back(actor=actor, year_id=year_id, digest=typed["digest"], note=typed["note"], at=clock.now())
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã trả lại để sửa."))
            return redirect("submission:digitised", year_id)
    return _page(request, actor, _find(actor, year_id), returning=form)


@require_safe
def digitised_scan(request: HttpRequest, year_id: int) -> HttpResponse:
    """The scan of the paper record."""
    actor = acting(request)
    row = _find(actor, year_id)
    content = attachments.content(row.scan)
    _trace(actor, "submission.inherited.downloaded", row.pupil_id, sha256=row.scan.sha256[:16])
    return attachments.download(row.scan, content)


def _page(
    request: HttpRequest, actor: Actor, row: DigitisedYear, *, returning: ReturnForm | None = None
) -> HttpResponse:
    _trace(actor, "submission.digitised.viewed", row.pupil_id)
    own = row.typed_by_id == actor.user_id
    judges = may(actor, Action.RECORD_PRINT, row.pupil)  # not an inspector, who only reads
    head = allowed(actor, Action.RECORD_SIGN_MANAGER, Target(school_id=actor.school_id))
    summary = row.summary
    context: dict[str, Any] = {
        "year": row,
        "subjects": [
            (subject_name(name), _level(SubjectLevel, level), "" if score is None else score)
            for name, (level, score) in summary.get("subjects", {}).items()
        ],
        "traits": [(_trait(name), _level(TraitLevel, level)) for name, level in summary.get("traits", {}).items()],
        "texts": [
            (_("Đánh giá kết quả giáo dục"), summary.get("overall", "")),
            (_("Hoàn thành, lên lớp"), summary.get("outcome", "")),
            (_("Nhận xét"), summary.get("comment", "")),
        ],
        "own": own,
        "may_compare": row.state == State.TYPED and not own and judges,
        "may_certify": row.state == State.CHECKED and head and not own and row.checked_by_id != actor.user_id,
        "may_return": row.state in {State.TYPED, State.CHECKED} and judges,
        "may_retype": row.state == State.RETURNED and may(actor, Action.PAST_RESULTS_IMPORT, row.pupil),
        "returning": returning or ReturnForm(initial={"digest": row.digest}),
    }
    bad = returning is not None and returning.errors
    return render(request, "submission/transfers/digitised.html", context, status=422 if bad else 200)


def _level(kind: type[SubjectLevel | TraitLevel], value: str) -> str:
    return level_name(kind(value)) if value else ""


def _trait(value: str) -> str:
    if value in {one.value for one in Quality}:
        return quality_info(Quality(value)).caption
    return competency_info(Competency(value)).caption


def _typed_before(before: DigitisedYear | None) -> dict[str, Any]:
    if before is None:
        return {}
    told = {name: getattr(before, name) for name in ("class_name", "school_name", "entered_on")}
    return told | typed_of(before.summary)


def _find(actor: Actor, year_id: int) -> DigitisedYear:
    rows = DigitisedYear.objects.select_related("pupil", "scan", "typed_by", "checked_by", "certified_by")
    row = rows.filter(id=year_id, school_id=actor.school_id).first()
    if row is None:
        raise Missing("NOT_FOUND_HERE")
    require_for(actor, Action.RECORD_VIEW, row.pupil)
    return row


def _trace(actor: Actor, action: str, pupil_id: int, **details: object) -> None:
    audit.viewed(
        actor=actor,
        action=action,
        subject=("pupil", pupil_id),
        at=clock.now(),
        school_id=actor.school_id,
        pupils=[pupil_id],
        details=details,
    )
