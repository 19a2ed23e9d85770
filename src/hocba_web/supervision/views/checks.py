"""Pages of regular checks (Decision 32/QĐ-THPĐ, art. 12(1), 12(2))."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba.model import Moment
from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.assessment.selectors.windows.state import nearest_moment
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.schools.selectors.regulation import regulation_in_force
from hocba_web.schools.selectors.setup import classes_of_year, current_year
from hocba_web.schools.views.common import refuse_in, status_of
from hocba_web.supervision.forms.checks import CheckForm, CloseForm
from hocba_web.supervision.selectors import checks as read
from hocba_web.supervision.selectors.words import moment_words
from hocba_web.supervision.services import checks as write


def _checker(request: HttpRequest) -> Actor:
    actor = acting(request)
    require(actor, Action.REGULAR_CHECK, Target(school_id=actor.school_id))
    return actor


def _when(period: str) -> str:
    return moment_words(Moment(period))


@require_safe
def checks(request: HttpRequest) -> HttpResponse:
    """All checks of the school, newest first."""
    actor = _checker(request)
    rows = [{"check": one, "when": _when(one.period)} for one in read.checks_of(actor.school_id)]
    return render(request, "supervision/checks/list.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Draw a sample."""
    actor = _checker(request)
    year, at = current_year(actor.school_id), clock.now()
    classes = [(one.id, one.name) for one in classes_of_year(year.id)] if year is not None else []
    usual = regulation_in_force(actor.school_id, clock.local(at).date()).values.check_sample_size
    initial: dict[str, object] = {"per_class": usual}
    if year is not None:
        initial["moment"] = nearest_moment(year.id, at).value
    form = CheckForm(request.POST or None, classes=classes, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            check = write.start_check(
                actor=actor,
                moment=Moment(told["moment"]),
                class_ids=told["classes"],
                subject=told["subject"],
                per_class=told["per_class"],
                at=at,
            )
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            return redirect("supervision:check", check.pk)
    return render(request, "supervision/checks/start.html", {"form": form}, status=status_of(form))


@require_safe
def check(request: HttpRequest, check_id: int) -> HttpResponse:
    """One check: the sample to tick off, printable."""
    actor = _checker(request)
    found = read.check_here(actor, check_id)
    return _check_page(request, actor, found.pk, CloseForm())


def _check_page(request: HttpRequest, actor: Actor, check_id: int, form: CloseForm) -> HttpResponse:
    found = read.check_here(actor, check_id)
    items = read.items_of(found)
    audit.viewed(
        actor=actor,
        action="supervision.check.viewed",
        subject=("check", found.pk),
        at=clock.now(),
        school_id=actor.school_id,
        pupils=[one.item.enrolment.pupil_id for one in items],
    )
    context = {"check": found, "when": _when(found.period), "items": items, "form": form}
    return render(request, "supervision/checks/check.html", context, status=status_of(form))


@require_POST
def tick(request: HttpRequest, check_id: int, item_id: int) -> HttpResponse:
    """Note what was found for one pupil, and go on with the next."""
    actor = _checker(request)
    item = write.note_item(
        actor=actor,
        check_id=check_id,
        item_id=item_id,
        verdict=request.POST.get("verdict", ""),
        part=request.POST.get("part", ""),
        note=request.POST.get("note", ""),
        at=clock.now(),
    )
    if item.told is not None:
        messages.success(request, _("Đã báo %s.") % item.told.full_name)
    return redirect(f"{reverse('supervision:check', args=[check_id])}#em-{item_id}")


@require_POST
def close(request: HttpRequest, check_id: int) -> HttpResponse:
    """Close a check with its summary."""
    actor = _checker(request)
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            write.close_check(actor=actor, check_id=check_id, summary=form.cleaned_data["summary"], at=clock.now())
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã kết thúc đợt kiểm tra."))
            return redirect("supervision:check", check_id)
    return _check_page(request, actor, check_id, form)


@require_safe
def notes(request: HttpRequest) -> HttpResponse:
    """What the acting person was told to mend."""
    actor = acting(request)
    items = read.notes_for(actor.user_id)
    if items:
        audit.viewed(
            actor=actor,
            action="supervision.check.viewed",
            subject=("account", actor.user_id),
            at=clock.now(),
            school_id=actor.school_id,
            pupils=[one.item.enrolment.pupil_id for one in items],
        )
    return render(request, "supervision/checks/notes.html", {"items": items})
