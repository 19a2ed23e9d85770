"""A child who comes: application, answer, dossier, class."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed, require
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused, spoken
from hocba_web.base.text import whole
from hocba_web.schools.forms.pupils import upload_of
from hocba_web.schools.said import in_full
from hocba_web.schools.selectors.setup import classes_of_year, current_year
from hocba_web.schools.services import attachments
from hocba_web.schools.services.pupils import DataRefused, MayBeDuplicate
from hocba_web.schools.views.common import refuse_in, status_of
from hocba_web.submission.models import Arrival
from hocba_web.submission.services import store
from hocba_web.submission.transfers.forms import (
    AnswerForm,
    ArrivalForm,
    DossierForm,
    PlaceForm,
    ReceivedForm,
    RelayForm,
)
from hocba_web.submission.transfers.inheriting import identity_source
from hocba_web.submission.transfers.selectors.inherited import file_of, files_of
from hocba_web.submission.transfers.selectors.steps import require_reader
from hocba_web.submission.transfers.services import arrivals as write
from hocba_web.submission.transfers.services import dossiers
from hocba_web.submission.transfers.services.arrivals import Child
from hocba_web.submission.transfers.services.relayed import enabled
from hocba_web.submission.transfers.views.common import handed

_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(_METHODS)
def arrival_new(request: HttpRequest) -> HttpResponse:
    """Note an application."""
    actor = acting(request)
    require(actor, Action.PUPIL_TRANSFER_IN, Target(school_id=actor.school_id))
    form = ArrivalForm(request.POST or None, request.FILES or None, initial={"applied_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        paper = upload_of(typed.pop("application"))
        try:
            made = write.apply(actor=actor, child=Child(**typed), application=paper, at=clock.now())
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã ghi đơn, trình hiệu trưởng trả lời."))
            return redirect("submission:arrival", made.pk)
    return render(request, "submission/transfers/arrival_new.html", {"form": form}, status=status_of(form))


@require_safe
def arrival(request: HttpRequest, arrival_id: int) -> HttpResponse:
    """One arrival."""
    actor = acting(request)
    return _page(request, actor, _find(actor, arrival_id))


@require_POST
def answer(request: HttpRequest, arrival_id: int) -> HttpResponse:
    """The principal's answer to the application, or to the placing."""
    actor = acting(request)
    found = _find(actor, arrival_id)
    form = AnswerForm(request.POST)
    agree = request.POST.get("dong-y") == "co"
    if form.is_valid():
        text = form.cleaned_data["answer"]
        decide = write.decide_placing if found.state == Arrival.State.PROPOSED else write.answer
        try:
            decide(actor=actor, arrival_id=arrival_id, agree=agree, answer=text, at=clock.now())
        except DataRefused as refused:
            _show(form, refused)
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã đồng ý.") if agree else _("Đã trả lời không đồng ý."))
            return redirect("submission:arrival", arrival_id)
    return _page(request, actor, found, answering=form)


@require_POST
def withdraw(request: HttpRequest, arrival_id: int) -> HttpResponse:
    """The family takes the application back."""
    write.withdraw(actor=acting(request), arrival_id=arrival_id, at=clock.now())
    messages.success(request, _("Đã ghi gia đình rút đơn."))
    return redirect("submission:arrival", arrival_id)


@require_POST
def bring(request: HttpRequest, arrival_id: int) -> HttpResponse:
    """Files of the former school."""
    actor = acting(request)
    found = _find(actor, arrival_id)
    form = DossierForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            brought = dossiers.bring(
                actor=actor,
                arrival_id=arrival_id,
                files=form.cleaned_data["dossier"],
                papers=form.cleaned_data["papers"],
                at=clock.now(),
                real_at=clock.real_now(),
            )
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            _tell(request, brought)
            return redirect("submission:arrival", arrival_id)
    return _page(request, actor, found, bringing=form)


@require_POST
def received(request: HttpRequest, arrival_id: int) -> HttpResponse:
    """The dossier is complete."""
    actor = acting(request)
    found = _find(actor, arrival_id)
    form = ReceivedForm(request.POST)
    if form.is_valid():
        try:
            dossiers.receive(actor=actor, arrival_id=arrival_id, on=form.cleaned_data["on"], at=clock.now())
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã ghi nhận đủ hồ sơ."))
            return redirect("submission:arrival", arrival_id)
    return _page(request, actor, found, receiving=form)


@require_http_methods(_METHODS)
def place(request: HttpRequest, arrival_id: int) -> HttpResponse:
    """Propose a class; who the child is comes from the verified file."""
    actor = acting(request)
    require(actor, Action.PUPIL_TRANSFER_IN, Target(school_id=actor.school_id))
    found = _find(actor, arrival_id)
    signed = identity_source(found)
    _trace(actor, "submission.arrival.viewed", found)
    form = PlaceForm(request.POST or None, initial=_initial(found, signed))
    year = current_year(actor.school_id)
    form.offer((one.id, one.name) for one in (classes_of_year(year.id) if year else ()) if one.grade == found.grade)
    resembling: MayBeDuplicate | None = None
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            write.propose(
                actor=actor,
                arrival_id=arrival_id,
                class_id=typed["class_id"],
                values=form.typed(),
                on=typed["on"],
                reason=typed["reason"],
                id_basis=typed["id_basis"],
                sure=typed["sure"],
                at=clock.now(),
            )
        except DataRefused as refused:
            form.show(refused.problems)
        except MayBeDuplicate as duplicate:
            resembling = duplicate
        except Refused as error:
            refuse_in(request, actor, form, error)
        else:
            messages.success(request, _("Đã đề nghị xếp lớp, chờ hiệu trưởng duyệt."))
            return redirect("submission:arrival", arrival_id)
    context = {"form": form, "arrival": found, "signed": signed, "resembling": resembling}
    status = 409 if resembling else status_of(form)
    return render(request, "submission/transfers/arrival_place.html", context, status=status)


@require_POST
def join(request: HttpRequest, arrival_id: int) -> HttpResponse:
    """The child was here before and was taken back."""
    pupil = whole(request.POST.get("pupil", ""))
    if pupil is None:
        raise Missing("NOT_FOUND_HERE")
    write.join(actor=acting(request), arrival_id=arrival_id, pupil_id=pupil, at=clock.now())
    messages.success(request, _("Hồ sơ của trường cũ đã gắn với học sinh này."))
    return redirect("submission:arrival", arrival_id)


@require_safe
def file(request: HttpRequest, arrival_id: int, file_id: int) -> HttpResponse:
    """A kept file, as it came."""
    actor = acting(request)
    found = _find(actor, arrival_id)
    row = file_of(found, file_id)
    content = store.get(row.sha256)
    _trace(actor, "submission.arrival.downloaded", found, sha256=row.sha256[:16])
    return handed(content, row.name, row.media)


@require_safe
def application(request: HttpRequest, arrival_id: int) -> HttpResponse:
    """The parents' application."""
    actor = acting(request)
    found = _find(actor, arrival_id)
    content = attachments.content(found.application)
    _trace(actor, "submission.arrival.downloaded", found, sha256=found.application.sha256[:16])
    return attachments.download(found.application, content)


def _page(
    request: HttpRequest,
    actor: Actor,
    found: Arrival,
    *,
    answering: Form | None = None,
    bringing: Form | None = None,
    receiving: Form | None = None,
) -> HttpResponse:
    _trace(actor, "submission.arrival.viewed", found)
    target = Target(school_id=actor.school_id)
    clerk = allowed(actor, Action.PUPIL_TRANSFER_IN, target)
    decides = allowed(actor, Action.PUPIL_TRANSFER_APPROVE, target)
    files = [(one, said_of(one.code, one.params)) for one in files_of(found)]
    waits = found.state in {Arrival.State.ASKED, Arrival.State.PROPOSED}
    context: dict[str, Any] = {
        "arrival": found,
        "kept": [one for one, _said in files if one.kept],
        "refused": [(one, said) for one, said in files if not one.kept],
        "answering": answering or AnswerForm(),
        "bringing": bringing or DossierForm(),
        "relaying": RelayForm(),
        "receiving": receiving or ReceivedForm(initial={"on": clock.today()}),
        "may_answer": decides and waits,
        "may_bring": clerk and found.state in {Arrival.State.AGREED, Arrival.State.RECEIVED},
        "may_receive": clerk and found.state == Arrival.State.AGREED and any(one.kept for one, _said in files),
        "may_place": clerk and found.state == Arrival.State.RECEIVED,
        "may_withdraw": clerk and found.state in {Arrival.State.ASKED, Arrival.State.AGREED, Arrival.State.RECEIVED},
        "ended": found.state in Arrival.ENDED,
        "through_authority": enabled(actor.school_id),
    }
    bad = any(form is not None and form.errors for form in (answering, bringing, receiving))
    return render(request, "submission/transfers/arrival.html", context, status=422 if bad else 200)


def said_of(code: str, params: Any) -> Any:  # noqa: ANN401  # parameters as they were stored
    """Why a file was refused, in words; None for one that was not."""
    return spoken(Refused(code, **params)) if code else None


def _tell(request: HttpRequest, brought: dossiers.Brought) -> None:
    if brought.kept:
        messages.success(request, _("Đã nhận %(count)s tệp.") % {"count": brought.kept})
    if brought.refused:
        text = _("Không nhận %(count)s tệp; lý do ghi ở bảng bên dưới.") % {"count": brought.refused}
        messages.warning(request, text)
    if brought.known and not brought.kept and not brought.refused:
        messages.info(request, _("Các tệp này đã có trong hồ sơ."))


def _initial(found: Arrival, signed: Any) -> dict[str, Any]:  # noqa: ANN401  # a record or a hand-over
    start: dict[str, Any] = {
        "name": found.name,
        "born": found.born,
        "nationality": "Việt Nam",
        "on": clock.today(),
        "reason": found.reason,
    }
    if signed is None:
        return start
    who = signed.pupil
    told = ("name", "personal_id", "ministry_id", "born", "ethnicity", "nationality")
    start |= {name: getattr(who, name) for name in (*told, "birthplace", "home_place", "residence")}
    family = who.family
    named = {"mother_name": family.mother, "father_name": family.father, "guardian_name": family.guardian}
    return start | named | {"sex": who.sex.value}


def _show(form: Form, refused: DataRefused) -> None:
    for problem in refused.problems:
        form.add_error(None, in_full(problem.code, problem.params))


def _find(actor: Actor, arrival_id: int) -> Arrival:
    require_reader(actor)
    rows = Arrival.objects.select_related("application", "asked_by", "answered_by", "pupil", "transfer__school_class")
    found = rows.filter(id=arrival_id, school_id=actor.school_id).first()
    if found is None:
        raise Missing("NOT_FOUND_HERE")
    return found


def _trace(actor: Actor, action: str, found: Arrival, **details: object) -> None:
    audit.viewed(
        actor=actor,
        action=action,
        subject=("arrival", found.pk),
        at=clock.now(),
        school_id=actor.school_id,
        pupils=[found.pupil_id] if found.pupil_id else [],
        details=details,
    )
