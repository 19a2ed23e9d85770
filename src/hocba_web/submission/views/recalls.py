"""Giving up issued records: asked, decided, signed, answered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.assessment.selectors.register import class_facts
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused, spoken
from hocba_web.records.selectors.standing import Standing, of_records
from hocba_web.schools.services.attachments import Upload, download
from hocba_web.schools.views.common import refuse_in, status_of
from hocba_web.submission.forms import DenyForm, GrantForm, PermitForm, RecallForm
from hocba_web.submission.kinds.recall import pieces_for
from hocba_web.submission.selectors import recalls as read
from hocba_web.submission.services.recalls import asking, deciding
from hocba_web.submission.services.recalls.listing import list_up, take_apart
from hocba_web.submission.services.recalls.permits import record_permit
from hocba_web.submission.views.common import may
from hocba_web.submission.views.packages import start

_VIEWING = (Action.RECALL_REQUEST, Action.RECALL_APPROVE, Action.AMENDMENT_REQUEST, Action.AMENDMENT_APPROVE)


def _viewer(request: HttpRequest) -> Actor:
    actor = acting(request)
    target = Target(school_id=actor.school_id)
    if not any(allowed(actor, one, target) for one in _VIEWING):
        require(actor, _VIEWING[0], target)
    return actor


@require_safe
def recalls(request: HttpRequest) -> HttpResponse:
    """Every request, and the lists that wait."""
    actor = _viewer(request)
    found = read.recalls_of(actor.school_id)
    _trace(actor, [one.pupil_id for one in found])
    context = {
        "open": [one for one in found if one.ended_at is None],
        "ended": [one for one in found if one.ended_at is not None],
        "lists": read.open_lists(actor.school_id),
        "to_list": [one for one in found if one.state == "granted" and one.way == "recall" and one.list_id is None],
        "permits": read.permits_of(actor.school_id),
        "may": may(actor),
    }
    return render(request, "submission/recalls.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, record_id: int) -> HttpResponse:
    """Ask to give up one record."""
    actor = _viewer(request)
    record = _record(actor, record_id)
    facts = class_facts(record.class_id, actor.school_id)
    form = RecallForm(request.POST or None, request.FILES or None)
    form.offer([(part, facts.part_name(part)) for part in facts.parts])
    refusal = None
    try:
        way, _permit = asking.way_of(actor.school_id, record, clock.now())
    except Refused as error:
        way, refusal = None, spoken(error)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            asked = asking.ask(
                actor=actor,
                record_id=record_id,
                reason=typed["reason"],
                parts=typed["parts"],
                at=clock.now(),
                evidence=_upload(typed["evidence"]),
            )
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã trình hiệu trưởng quyết định."))
            return redirect("submission:recall", asked.id)
    context = {"record": record, "form": form, "way": way, "refusal": refusal}
    return render(request, "submission/recall_ask.html", context, status=status_of(form))


@require_safe
def recall(request: HttpRequest, recall_id: int) -> HttpResponse:
    """One request."""
    actor = _viewer(request)
    return _page(request, actor, recall_id, GrantForm(), DenyForm(prefix="deny"))


@require_POST
def grant(request: HttpRequest, recall_id: int) -> HttpResponse:
    """The principal agrees."""
    actor = _viewer(request)
    form = GrantForm(request.POST, request.FILES)
    if form.is_valid():
        typed = form.cleaned_data
        paper = deciding.Paper(typed["number"], typed["dated"], _upload(typed["scan"]))
        try:
            deciding.grant(actor=actor, recall_id=recall_id, paper=paper, at=clock.now(), real_at=clock.real_now())
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã đồng ý."))
            return redirect("submission:recall", recall_id)
    return _page(request, actor, recall_id, form, DenyForm(prefix="deny"))


@require_POST
def deny(request: HttpRequest, recall_id: int) -> HttpResponse:
    """The principal does not agree."""
    actor = _viewer(request)
    form = DenyForm(request.POST, prefix="deny")
    if form.is_valid():
        try:
            deciding.deny(
                actor=actor,
                recall_id=recall_id,
                answer=form.cleaned_data["answer"],
                at=clock.now(),
                real_at=clock.real_now(),
            )
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã ghi là không đồng ý."))
            return redirect("submission:recall", recall_id)
    return _page(request, actor, recall_id, GrantForm(), form)


@require_POST
def make_list(request: HttpRequest) -> HttpResponse:
    """Put granted requests onto a list and begin to sign it."""
    actor = acting(request)
    made = list_up(actor=actor, at=clock.now())
    if len(made) == 1:
        return redirect("signatures:batch", start(actor, "recall", pieces_for(made[0])))
    messages.success(request, _("Đã lập danh sách; ký từng danh sách bên dưới."))
    return redirect("submission:recalls")


@require_POST
def sign(request: HttpRequest, list_id: int) -> HttpResponse:
    """Begin to sign a recall list."""
    actor = acting(request)
    return redirect("signatures:batch", start(actor, "recall", pieces_for(read.list_here(actor.school_id, list_id))))


@require_POST
def unlist(request: HttpRequest, list_id: int) -> HttpResponse:
    """Give up a recall list that was not signed."""
    take_apart(actor=acting(request), list_id=list_id, at=clock.now())
    messages.success(request, _("Đã bỏ danh sách; các đề nghị còn hiệu lực được lập vào danh sách khác."))
    return redirect("submission:recalls")


@require_safe
def evidence(request: HttpRequest, recall_id: int) -> HttpResponse:
    """The evidence of a request as a file."""
    actor = _viewer(request)
    row, found = read.evidence_of(actor.school_id, recall_id)
    _trace(actor, [row.record.enrolment.pupil_id])
    if row.evidence is None:
        raise Missing("NOT_FOUND_HERE")
    return download(row.evidence, found)


@require_http_methods(["GET", "HEAD", "POST"])
def permit(request: HttpRequest) -> HttpResponse:
    """The principal records the authority's permission to amend closed records."""
    actor = acting(request)
    require(actor, Action.AMENDMENT_APPROVE, Target(school_id=actor.school_id))
    form = PermitForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        scan = Upload(typed["scan"].name, typed.pop("scan").read())
        try:
            record_permit(actor=actor, scan=scan, at=clock.now(), real_at=clock.real_now(), **typed)
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã ghi văn bản cho phép chỉnh lý."))
            return redirect("submission:recalls")
    return render(request, "submission/permit.html", {"form": form}, status=status_of(form))


def _page(request: HttpRequest, actor: Actor, recall_id: int, granting: GrantForm, denying: DenyForm) -> HttpResponse:
    found = read.recall_here(actor.school_id, recall_id)
    _trace(actor, [found.pupil_id])
    facts = class_facts(found.class_id, actor.school_id)
    rights = may(actor)
    context: dict[str, Any] = {
        "recall": found,
        "parts": [facts.part_name(part) for part in found.parts],
        "granting": granting,
        "denying": denying,
        "may": rights,
        "may_decide": found.waits and rights["decide_recall"] and found.asked_by_id != actor.user_id,
        "same_person": found.waits and rights["decide_recall"] and found.asked_by_id == actor.user_id,
    }
    bad = granting.errors or denying.errors
    return render(request, "submission/recall.html", context, status=422 if bad else 200)


def _record(actor: Actor, record_id: int) -> Standing:
    found = next(iter(of_records([record_id])), None)
    if found is None or found.school_id != actor.school_id:
        raise Missing("NOT_FOUND_HERE")
    return found


def _upload(file: Any) -> Upload | None:  # noqa: ANN401  # an uploaded file of Django
    return Upload(file.name, file.read()) if file else None


def _trace(actor: Actor, pupils: list[int]) -> None:
    audit.viewed(
        actor=actor,
        action="submission.recalls.viewed",
        subject=("school", actor.school_id),
        at=clock.now(),
        school_id=actor.school_id,
        pupils=pupils,
    )
