"""Approval before signing, class by class (Decision 32/QĐ-THPĐ, art. 6(9))."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hocba.messages import Language
from hocba_web.accounts.acting import acting
from hocba_web.assessment.parts import part_name
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.issuance.selectors.approval import ApprovalRow, approval_class, approvals, record_parts, waiting_record
from hocba_web.issuance.services.approval import mark_seen
from hocba_web.records.services.returns import give_back
from hocba_web.schools.views.common import refuse_in

_MOST_SEEDS = 1_000_000


class ReturnForm(forms.Form):
    """Which part is wrong, and what."""

    part = forms.ChoiceField(label=gettext_lazy("Phần cần sửa"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("Cần sửa gì"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=gettext_lazy("Người phụ trách phần ấy đọc được lời nhắn này."),
    )

    def __init__(self, *args: Any, parts: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401  # Django's
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = parts  # type: ignore[attr-defined]  # a choice field


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Every class: how far it is, and those that wait for approval first."""
    found = sorted(approvals(acting(request)), key=lambda one: not one.ready)
    return render(
        request,
        "issuance/approval/overview.html",
        {"classes": found, "ready": sum(one.ready for one in found), "waiting": sum(bool(one.ready) for one in found)},
    )


@require_GET
def class_page(request: HttpRequest, class_id: int) -> HttpResponse:
    """One class: what changed, warnings, samples, numbers."""
    actor, at = acting(request), clock.now()
    seed = _seed(request)
    page = approval_class(actor, class_id, seed=seed, on=clock.local(at).date())
    mark_seen(actor=actor, records=[row.record for row in page.rows], at=at)
    audit.viewed(
        actor=actor,
        action="issuance.approval.viewed",
        subject=("class", class_id),
        at=at,
        school_id=actor.school_id,
        pupils=[row.record.pupil_id for row in page.rows],
        details={"count": len(page.rows)},
    )
    return render(
        request,
        "issuance/approval/class.html",
        {
            "page": page,
            "rows": [_row(row) for row in page.rows],
            "samples": [_row(row) for row in page.samples],
            "others": [(one, one.state.label(_language())) for one in page.others],
            "changed": sum(bool(row.changes) for row in page.rows),
            "warned": sum(bool(row.warnings) for row in page.rows),
            "next_seed": (seed + 1) % _MOST_SEEDS,
        },
    )


@require_http_methods(["GET", "POST"])
def return_record(request: HttpRequest, class_id: int, record_id: int) -> HttpResponse:
    """Give a record back to the person whose part is wrong."""
    actor, at = acting(request), clock.now()
    record = waiting_record(actor, class_id, record_id)
    parts = [(part, _part_words(part, name)) for part, name in record_parts(record_id)]
    form = ReturnForm(request.POST or None, parts=parts)
    if request.method == "POST" and form.is_valid():
        try:
            give_back(
                actor=actor,
                record_id=record_id,
                part=form.cleaned_data["part"],
                note=form.cleaned_data["note"],
                at=at,
                real_at=clock.real_now(),
            )
        except Refused as refused:
            refuse_in(request, actor, form, refused)
        else:
            said_back = _("Đã trả lại. Người phụ trách phần ấy đã được báo; các học bạ khác vẫn duyệt được.")
            messages.success(request, said_back)
            return redirect("issuance:approval_class", class_id)
    return render(
        request,
        "issuance/approval/return.html",
        {"form": form, "record": record, "record_url": _record_url(record_id)},
        status=422 if form.errors else 200,
    )


def _row(row: ApprovalRow) -> dict[str, object]:
    language = _language()
    places: dict[str, list[str]] = {}
    for one in row.warnings:
        places.setdefault(one.what(language), []).append(one.place(language))
    return {
        "row": row,
        "warnings": [{"what": what, "places": ", ".join(dict.fromkeys(found))} for what, found in places.items()],
        "record_url": _record_url(row.record.record_id),
    }


def _record_url(record_id: int) -> str:
    """The whole record; the pages of records may not be installed."""
    try:
        return reverse("records:record", args=[record_id])
    except NoReverseMatch:
        return ""


def _part_words(part: str, name: str) -> str:
    return f"{part_name(part)} ({name})" if name else part_name(part)


def _seed(request: HttpRequest) -> int:
    value = request.GET.get("mau", "0")
    return int(value) % _MOST_SEEDS if value.isdecimal() and len(value) < 10 else 0  # noqa: PLR2004  # longer is no seed of ours


def _language() -> Language:
    return "en" if (get_language() or "vi").startswith("en") else "vi"
