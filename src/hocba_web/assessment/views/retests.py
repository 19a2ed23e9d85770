"""A second test."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocba.regulation import moment_name
from hocba_web.accounts.acting import acting
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.assessment.forms import RetestForm, put_refusal
from hocba_web.assessment.parts import subject_of_slug, subject_slug
from hocba_web.assessment.selectors.grid.book import load_book
from hocba_web.assessment.selectors.register import class_facts
from hocba_web.assessment.services.retests import enter_retest
from hocba_web.assessment.views.grid import moment_of
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused


@require_http_methods(["GET", "POST"])
def retest(request: HttpRequest, class_id: int, moment: str, subject: str) -> HttpResponse:
    """Enter the score of a second test, with its reason."""
    actor, at, when = acting(request), clock.now(), moment_of(moment)
    facts, of = class_facts(class_id, actor.school_id), subject_of_slug(subject)
    if of is None or of not in facts.rules.tested(when):
        raise Missing("NOT_FOUND_HERE")
    require(actor, Action.RESULTS_ENTER_SUBJECT, Target(school_id=actor.school_id, class_id=class_id, subject=of))
    book = load_book(facts, when, clock.local(at).date())
    pupils = [
        (one.enrolment_id, f"{one.number}. {one.name} ({score})")
        for one in book.pupils
        if not one.has_left(book.today) and (score := book.value(one.enrolment_id, f"{of.value}.score"))
    ]
    form = RetestForm(request.POST or None, pupils=pupils)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            enter_retest(
                actor=actor,
                class_id=class_id,
                moment=when,
                subject=of,
                enrolment_id=int(given["enrolment"]),
                score=given["score"],
                reason=given["reason"],
                school_note=given["school_note"],
                tested_on=given["tested_on"],
                at=at,
            )
        except Refused as refusal:
            put_refusal(form, refusal)
        else:
            messages.success(request, _("Đã ghi điểm kiểm tra lại; điểm lần đầu vẫn được giữ."))
            return redirect("assessment:grid", class_id, moment, subject_slug(of))
    return render(
        request,
        "assessment/grid/retest.html",
        {
            "form": form,
            "facts": facts,
            "subject": facts.part_name(of.value),
            "slug": subject_slug(of),
            "moment": moment,
            "moment_name": moment_name(when),
            "has_pupils": bool(pupils),
        },
        status=422 if form.errors else 200,
    )
