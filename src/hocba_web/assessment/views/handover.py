"""Handing a class over: what one writes, the paper, what one receives."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.permissions import Action, Target, allowed, class_limit, require
from hocba_web.assessment.models import Handover
from hocba_web.assessment.selectors.handover import Sheet, handover_overview, handover_sheet, incoming
from hocba_web.assessment.selectors.register import class_facts
from hocba_web.assessment.services.handover import Note, hand_over, receive_handover, write_handover
from hocba_web.assessment.views.year_choice import year_choice
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.schools.selectors.setup import profile
from hocba_web.schools.views.common import refuse_in

SLUGS = {"cuoi-nam": Handover.Occasion.YEAR_END, "doi-gvcn": Handover.Occasion.MID_YEAR}
_TEXTS = ("strengths", "limits", "advice")


class SheetForm(forms.Form):
    """The notes of a whole class; fields are made from its list."""

    remarks = forms.CharField(
        label=gettext_lazy("Về cả lớp và hồ sơ kèm theo"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Nền nếp lớp, hồ sơ đánh giá bàn giao kèm theo, việc cần làm tiếp."),
    )

    def __init__(self, *args: object, sheet: Sheet, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as Django takes them
        labels = {"strengths": _("Điểm nổi bật"), "limits": _("Hạn chế, cần giúp"), "advice": _("Lưu ý, đề nghị")}
        self.fields["remarks"].initial = sheet.handover.remarks if sheet.handover else ""
        for row in sheet.rows:
            for name in _TEXTS:
                self.fields[f"{name}-{row.pupil.enrolment_id}"] = forms.CharField(
                    label=labels[name],
                    required=False,
                    max_length=1000,
                    initial=getattr(row, name),
                    widget=forms.Textarea(attrs={"rows": 2}),
                )

    def notes(self, sheet: Sheet) -> dict[int, Note]:
        """What was typed, by place in the class."""
        given = self.cleaned_data
        ids = [row.pupil.enrolment_id for row in sheet.rows]
        return {one: Note(*(given[f"{name}-{one}"] for name in _TEXTS)) for one in ids}


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Classes and their handover; what waits for oneself."""
    actor = acting(request)
    limit = class_limit(actor, Action.HANDOVER_VIEW)
    choice = year_choice(request, actor)
    rows = handover_overview(choice.chosen.id, limit) if choice.chosen else []
    return render(
        request,
        "assessment/handover/overview.html",
        {
            "years": choice,
            "rows": rows,
            "own": actor.homeroom_of,
            "incoming": incoming(actor),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def sheet_page(request: HttpRequest, class_id: int, occasion: str) -> HttpResponse:
    """One class: its homeroom teacher writes, others read and print."""
    actor, at = acting(request), clock.now()
    facts, kind = class_facts(class_id, actor.school_id), SLUGS.get(occasion)
    if kind is None:
        raise Missing("NOT_FOUND_HERE")
    target = Target(school_id=actor.school_id, class_id=class_id)
    require(actor, Action.HANDOVER_VIEW, target)
    leads = allowed(actor, Action.HANDOVER_WRITE, target)
    sheet = handover_sheet(facts, kind.value, clock.local(at).date(), writer=actor.user_id if leads else None)
    may_write = leads and not sheet.is_handed
    form = SheetForm(request.POST if request.method == "POST" else None, sheet=sheet)
    if request.method == "POST" and form.is_valid():
        try:
            write_handover(
                actor=actor,
                class_id=class_id,
                occasion=kind.value,
                notes=form.notes(sheet),
                remarks=form.cleaned_data["remarks"],
                at=at,
            )
            if request.POST.get("act") == "hand":
                hand_over(actor=actor, class_id=class_id, occasion=kind.value, at=at)
        except Refused as refusal:
            refuse_in(request, actor, form, refusal)
        else:
            handed = request.POST.get("act") == "hand"
            messages.success(request, _("Đã bàn giao lớp.") if handed else _("Đã lưu nội dung bàn giao."))
            return redirect("assessment:handover", class_id, occasion)
    shown = {
        "form": form,
        "may_write": may_write,
        "fields": [(row, [form[f"{name}-{row.pupil.enrolment_id}"] for name in _TEXTS]) for row in sheet.rows],
    }
    return _sheet(request, sheet, occasion, shown, status=422 if form.errors else 200)


@require_safe
def incoming_page(request: HttpRequest, handover_id: int) -> HttpResponse:
    """What one receives of a class."""
    actor = acting(request)
    mine = next((one for one in incoming(actor) if one.handover.id == handover_id), None)
    if mine is None:
        raise Missing("NOT_FOUND_HERE")
    facts = class_facts(mine.handover.school_class_id, actor.school_id)
    today = clock.local(clock.now()).date()
    sheet = handover_sheet(facts, mine.handover.occasion, today, only=set(mine.enrolments))
    occasion = next(slug for slug, kind in SLUGS.items() if kind == mine.handover.occasion)
    return _sheet(request, sheet, occasion, {"receiving": mine}, status=200)


@require_POST
def receive(request: HttpRequest, handover_id: int) -> HttpResponse:
    """Confirm the receipt."""
    count = receive_handover(actor=acting(request), handover_id=handover_id, at=clock.now())
    messages.success(request, _("Đã nhận bàn giao %(count)s em.") % {"count": count})
    return redirect("assessment:handover_incoming", handover_id)


def _sheet(request: HttpRequest, sheet: Sheet, occasion: str, shown: dict[str, Any], *, status: int) -> HttpResponse:
    actor = acting(request)
    audit.viewed(
        actor=actor,
        action="assessment.handover.viewed",
        subject=("class", sheet.facts.id),
        at=clock.now(),
        school_id=actor.school_id,
        pupils=[row.pupil.pupil_id for row in sheet.rows],
        details={"class": sheet.facts.name},
    )
    return render(
        request,
        "assessment/handover/sheet.html",
        {
            "sheet": sheet,
            "facts": sheet.facts,
            "occasion": occasion,
            "school_name": profile(actor.school_id).name,
            "receivers": sorted(
                {row.note.received_by.full_name for row in sheet.rows if row.note and row.note.received_by}
            ),
            **shown,
        },
        status=status,
    )
