"""Forms of admission, leaving, coming back, changing class."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.schools.forms.pupils import ActForm, AdmissionForm, ClassForm, LeaveForm, upload_of
from hocba_web.schools.models import Enrolment, Pupil, SchoolClass
from hocba_web.schools.selectors.pupils.scope import (
    enrolment_now,
    find_class,
    find_pupil,
    require_class,
    require_for,
    working_year,
)
from hocba_web.schools.services.pupils import (
    DataRefused,
    MayBeDuplicate,
    class_change,
    pupil_admit,
    pupil_leave,
    pupil_return,
)
from hocba_web.schools.services.pupils.checks import require_open
from hocba_web.schools.views.pupils.common import form_page, opened_form

_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(_METHODS)
def admit(request: HttpRequest, class_id: int) -> HttpResponse:
    """Take a new pupil in."""
    actor, at = acting(request), clock.now()
    school_class = find_class(actor, class_id)
    require_class(actor, Action.PUPIL_ADMIT, school_class)
    require_open(school_class, at)
    initial = {"on": clock.local(at).date(), "nationality": "Việt Nam", "ethnicity": "Kinh"}
    form = AdmissionForm(request.POST or None, request.FILES or None, initial=initial)
    resembling: MayBeDuplicate | None = None
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            pupil = pupil_admit(
                actor=actor,
                class_id=class_id,
                values=form.typed(),
                on=given["on"],
                reason=given["reason"],
                evidence=upload_of(given["evidence"]),
                id_basis=given["id_basis"],
                sure=given["sure"],
                at=at,
            )
        except DataRefused as refused:
            form.show(refused.problems)
        except MayBeDuplicate as found:
            resembling = found
        else:
            messages.success(request, _("Đã tiếp nhận học sinh vào lớp %(name)s.") % {"name": school_class.name})
            return redirect("schools:pupil", pupil_id=pupil.pk)
    return form_page(
        request,
        form,
        title=_("Tiếp nhận học sinh"),
        back=reverse("schools:class_pupils", args=[class_id]),
        back_label=_("Lớp %(name)s") % {"name": school_class.name},
        save=_("Tiếp nhận"),
        status=409 if resembling else 200,
        template="schools/pupils/admit.html",
        has_files=True,
        resembling=resembling,
    )


@require_http_methods(_METHODS)
def leave(request: HttpRequest, pupil_id: int) -> HttpResponse:
    """A pupil stops attending."""

    def act(actor: Actor, form: ActForm) -> None:
        given = form.cleaned_data
        pupil_leave(
            actor=actor,
            pupil_id=pupil_id,
            on=given["on"],
            reason=given["reason"],
            evidence=upload_of(given["evidence"]),
            at=clock.now(),
        )

    actor = acting(request)
    pupil, enrolment = _on_roll(actor, Action.PUPIL_LEAVE, pupil_id)
    require_open(enrolment.school_class, clock.now())
    form = LeaveForm(request.POST or None, request.FILES or None, initial=_today())
    return _act(request, actor, pupil, form, act, title=_("Ghi thôi học"), done=_("Đã ghi học sinh thôi học."))


@require_http_methods(_METHODS)
def return_to_class(request: HttpRequest, pupil_id: int) -> HttpResponse:
    """A pupil who had left comes back."""

    def act(actor: Actor, form: ActForm) -> None:
        given = form.cleaned_data
        pupil_return(
            actor=actor,
            pupil_id=pupil_id,
            class_id=given["class_id"],
            on=given["on"],
            reason=given["reason"],
            evidence=upload_of(given["evidence"]),
            at=clock.now(),
        )

    actor = acting(request)
    pupil = find_pupil(actor, pupil_id)
    require_for(actor, Action.PUPIL_ADMIT, pupil)
    year = working_year(actor)
    last = enrolment_now(pupil)
    if last is not None and not last.has_left:
        raise Refused("PUPIL_STILL_ON_ROLL", where=last.school_class.name, class_name=last.school_class.name)
    classes = [] if year is None else [(one.pk, one.name) for one in SchoolClass.objects.filter(year=year)]
    initial = _today() | ({"class_id": last.school_class_id} if last is not None else {})
    form = ClassForm(request.POST or None, request.FILES or None, initial=initial, classes=classes)
    return _act(request, actor, pupil, form, act, title=_("Tiếp nhận học lại"), done=_("Đã ghi học sinh học lại."))


@require_http_methods(_METHODS)
def change_class(request: HttpRequest, pupil_id: int) -> HttpResponse:
    """Move a pupil to another class of the grade."""

    def act(actor: Actor, form: ActForm) -> None:
        given = form.cleaned_data
        class_change(
            actor=actor,
            pupil_id=pupil_id,
            class_id=given["class_id"],
            on=given["on"],
            reason=given["reason"],
            evidence=upload_of(given["evidence"]),
            at=clock.now(),
        )

    actor = acting(request)
    pupil, enrolment = _on_roll(actor, Action.PUPIL_MOVE_CLASS, pupil_id)
    require_open(enrolment.school_class, clock.now())
    others = SchoolClass.objects.filter(
        year_id=enrolment.school_class.year_id, grade=enrolment.school_class.grade
    ).exclude(pk=enrolment.school_class_id)
    form = ClassForm(
        request.POST or None, request.FILES or None, initial=_today(), classes=[(one.pk, one.name) for one in others]
    )
    done = _("Đã chuyển lớp; kết quả đã nhập đi theo học sinh.")
    return _act(request, actor, pupil, form, act, title=_("Chuyển lớp"), done=done)


def _on_roll(actor: Actor, action: Action, pupil_id: int) -> tuple[Pupil, Enrolment]:
    pupil = find_pupil(actor, pupil_id)
    require_for(actor, action, pupil)
    enrolment = enrolment_now(pupil)
    if enrolment is None or enrolment.has_left:
        raise Refused("PUPIL_NOT_ON_ROLL", where=pupil.ministry_id)
    return pupil, enrolment


def _today() -> dict[str, object]:
    return {"on": clock.local(clock.now()).date()}


def _act(
    request: HttpRequest,
    actor: Actor,
    pupil: Pupil,
    form: ActForm,
    act: Callable[[Actor, ActForm], None],
    *,
    title: str,
    done: str,
) -> HttpResponse:
    """Show the form, or act and go back to the pupil."""
    if not form.is_bound:
        opened_form(actor, pupil, clock.now(), title_code(form))
    elif form.is_valid():
        try:
            act(actor, form)
        except DataRefused as refused:
            form.show(refused.problems)
        else:
            messages.success(request, done)
            return redirect("schools:pupil", pupil_id=pupil.pk)
    return form_page(
        request,
        form,
        title=title,
        back=reverse("schools:pupil", args=[pupil.pk]),
        back_label=pupil.name,
        save=title,
        has_files=True,
    )


def title_code(form: ActForm) -> str:
    """The form as traces name it."""
    return type(form).__name__
