"""The principal writes the next version, looks at what it changes and publishes it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.schools.forms.regulation import DraftForm, PublishForm
from hocba_web.schools.regulation_values import DEFAULTS, differences, parse
from hocba_web.schools.regulation_words import change_lines, value_lines
from hocba_web.schools.selectors import regulation as read
from hocba_web.schools.services import regulation as write
from hocba_web.schools.views.common import refuse_in, status_of


def _draft(actor: Actor) -> read.Version:
    require(actor, Action.REGULATION_EDIT, Target(school_id=actor.school_id))
    found = read.draft_of(actor.school_id)
    if found is None:
        raise Missing("REGULATION_NO_DRAFT")
    return found


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin the next version."""
    write.begin_draft(actor=acting(request), at=clock.now())
    return redirect("schools:regulation_draft")


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    """Texts and values of the draft."""
    actor = acting(request)
    found = _draft(actor)
    form = DraftForm(request.POST if request.method == "POST" else None, draft=found)
    if form.is_valid():
        try:
            write.save_draft(
                actor=actor,
                sections=form.sections(),
                values=parse(form.stored()),
                summary=form.cleaned_data["summary"],
                at=clock.now(),
            )
        except Refused as error:
            refuse_in(request, actor, form, _placed(error))
        else:
            messages.success(request, _("Đã lưu dự thảo."))
            return redirect("schools:regulation_preview" if "preview" in request.POST else "schools:regulation_draft")
    return render(request, "schools/regulation/draft.html", {"form": form}, status=status_of(form))


def _placed(error: Refused) -> Refused:
    """The same refusal beside the field it is about: "window_plan/gk1" is typed in two fields."""
    if error.where.startswith("window_plan/"):
        error.where = f"opens_{error.where.partition('/')[2]}"
    elif len(error.where) == 1:
        error.where = f"text_{error.where}"
    return error


@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """Give the draft up."""
    write.drop_draft(actor=acting(request), at=clock.now())
    messages.success(request, _("Đã bỏ dự thảo; quy chế hiện hành không đổi."))
    return redirect("schools:regulation")


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest) -> HttpResponse:
    """What the draft changes, and the form that publishes it."""
    actor = acting(request)
    found = _draft(actor)
    today = clock.today()
    form = PublishForm(
        request.POST if request.method == "POST" else None, initial={"dated": today, "in_force_from": today}
    )
    if form.is_valid():
        try:
            row = write.publish(actor=actor, at=clock.now(), real_at=clock.real_now(), **form.cleaned_data)
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            words = _("Đã ban hành quy chế số %(number)s. Mỗi người sẽ được nhắc đọc và xác nhận.")
            messages.success(request, words % {"number": row.number})
            return redirect("schools:regulation")
    current = read.version_in_force(actor.school_id, today)
    before = {one.key: one for one in current.sections} if current else {}
    sections = [
        {"after": one, "before": before.get(one.key), "changed": before.get(one.key) != one} for one in found.sections
    ]
    context = {
        "form": form,
        "draft": found,
        "current": current,
        "sections": sections,
        "changes": change_lines(differences(current.values if current else DEFAULTS, found.values)),
        "values": value_lines(found.values),
    }
    return render(request, "schools/regulation/preview.html", context, status=status_of(form))
