"""Forms that change personal data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

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
from hocba_web.schools.forms.pupils import CivilStatusForm, DisabilityForm, PupilForm, as_typed, upload_of
from hocba_web.schools.models import Pupil, SchoolClass
from hocba_web.schools.pupil_fields import LABELS, Value, cleaned, snapshot
from hocba_web.schools.selectors.pupils.page import shown
from hocba_web.schools.selectors.pupils.scope import enrolments_now, find_pupil, require_for
from hocba_web.schools.services.pupils import (
    CIVIL_STATUS_FIELDS,
    Conflict,
    DataRefused,
    civil_fields_locked,
    civil_status_change,
    disability_change,
    pupil_edit,
)
from hocba_web.schools.services.pupils.checks import require_open_for
from hocba_web.schools.views.pupils.common import form_page, opened_form

_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(_METHODS)
def edit(request: HttpRequest, pupil_id: int) -> HttpResponse:
    """Correct or complete personal data and family."""
    actor, at = acting(request), clock.now()
    pupil, school_class = _reach(actor, Action.PUPIL_EDIT, pupil_id, at)
    locked = civil_fields_locked(pupil, school_class, at)
    current = as_typed(snapshot(pupil))
    if request.method != "POST":
        opened_form(actor, pupil, at, "edit")
        return _edit_page(request, pupil, PupilForm(initial=current, locked=locked), version=pupil.version)
    form = PupilForm(request.POST, initial=current, locked=locked)
    version = _version(request)
    if form.is_valid():
        try:
            pupil_edit(actor=actor, pupil_id=pupil_id, version=version, values=form.typed(), at=at)
        except DataRefused as refused:
            form.show(refused.problems)
        except Conflict as conflict:
            return _conflict_page(request, pupil, conflict, cleaned(form.typed()), locked)
        else:
            messages.success(request, _("Đã lưu hồ sơ."))
            return redirect("schools:pupil", pupil_id=pupil_id)
    return _edit_page(request, pupil, form, version=version)


@require_http_methods(_METHODS)
def civil_status(request: HttpRequest, pupil_id: int) -> HttpResponse:
    """Change civil status by a paper."""
    actor, at = acting(request), clock.now()
    pupil, _school_class = _reach(actor, Action.CIVIL_STATUS_CHANGE, pupil_id, at)
    current = {name: value for name, value in as_typed(snapshot(pupil)).items() if name in CIVIL_STATUS_FIELDS}
    initial = current | {"version": pupil.version, "id_basis": pupil.id_basis}
    conflict: Conflict | None = None
    form = CivilStatusForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method != "POST":
        opened_form(actor, pupil, at, "civil_status")
    elif form.is_valid():
        given = form.cleaned_data
        try:
            civil_status_change(
                actor=actor,
                pupil_id=pupil_id,
                version=given["version"],
                values=form.typed(),
                on=given["on"],
                reason=given["reason"],
                id_basis=given["id_basis"],
                evidence=upload_of(given["evidence"]),
                at=at,
            )
        except DataRefused as refused:
            form.show(refused.problems)
        except Conflict as found:
            conflict = found
            merged = _merged(conflict, cleaned(form.typed()))
            typed = as_typed(merged) | {name: request.POST.get(name, "") for name in ("on", "reason", "id_basis")}
            form = CivilStatusForm(initial=initial | typed | {"version": conflict.version})
        else:
            messages.success(request, _("Đã lưu thay đổi hộ tịch."))
            return redirect("schools:pupil", pupil_id=pupil_id)
    return form_page(
        request,
        form,
        title=_("Thay đổi hộ tịch"),
        back=reverse("schools:pupil", args=[pupil_id]),
        back_label=pupil.name,
        save=_("Lưu thay đổi hộ tịch"),
        status=409 if conflict else 200,
        intro=_("Sửa những mục giấy tờ thay đổi; các mục khác để nguyên. Giá trị cũ vẫn còn trong lịch sử."),
        two=True,
        has_files=True,
        conflict=conflict,
        differences=_differences(conflict, merged) if conflict else [],
    )


@require_http_methods(_METHODS)
def disability(request: HttpRequest, pupil_id: int) -> HttpResponse:
    """Put a disability on file with its evidence, and how the pupil is assessed."""
    actor, at = acting(request), clock.now()
    pupil, _school_class = _reach(actor, Action.DISABILITY_EDIT, pupil_id, at)
    initial = {
        "version": pupil.version,
        "disability": pupil.disability,
        "not_assessed": pupil.not_assessed,
        "individual_plan": pupil.individual_plan,
    }
    form = DisabilityForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method != "POST":
        opened_form(actor, pupil, at, "disability")
    elif form.is_valid():
        given = dict(form.cleaned_data)
        given["evidence"] = upload_of(given["evidence"])
        try:
            disability_change(actor=actor, pupil_id=pupil_id, at=at, **given)
        except DataRefused as refused:
            form.show(refused.problems)
        else:
            messages.success(request, _("Đã lưu thông tin khuyết tật."))
            return redirect("schools:pupil", pupil_id=pupil_id)
    return form_page(
        request,
        form,
        title=_("Khuyết tật, kế hoạch giáo dục cá nhân"),
        back=reverse("schools:pupil", args=[pupil_id]),
        back_label=pupil.name,
        save=_("Lưu"),
        has_files=True,
        on_file=pupil.disability_evidence.name if pupil.disability_evidence else "",
    )


def _reach(actor: Actor, action: Action, pupil_id: int, at: datetime) -> tuple[Pupil, SchoolClass]:
    """The pupil and the class that is open."""
    pupil = find_pupil(actor, pupil_id)
    places = enrolments_now(pupil)
    require_for(actor, action, pupil, places)
    return pupil, require_open_for(actor, pupil, places, at)


def _version(request: HttpRequest) -> int:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0  # noqa: PLR2004  # what the column can hold


def _edit_page(
    request: HttpRequest,
    pupil: Pupil,
    form: PupilForm,
    *,
    version: int,
    status: int = 200,
    **more: Any,  # noqa: ANN401  # values of the template
) -> HttpResponse:
    return form_page(
        request,
        form,
        title=_("Cập nhật hồ sơ"),
        back=reverse("schools:pupil", args=[pupil.pk]),
        back_label=pupil.name,
        save=_("Lưu hồ sơ"),
        status=status,
        template="schools/pupils/edit.html",
        pupil=pupil,
        version=version,
        **more,
    )


def _conflict_page(
    request: HttpRequest, pupil: Pupil, conflict: Conflict, typed: dict[str, Value], locked: frozenset[str]
) -> HttpResponse:
    """The form again: what others changed is taken over where this person did not type, the rest stays as typed."""
    merged = _merged(conflict, typed)
    form = PupilForm(initial=as_typed({**conflict.current, **merged}), locked=locked)
    return _edit_page(
        request,
        pupil,
        form,
        version=conflict.version,
        status=409,
        conflict=conflict,
        differences=_differences(conflict, merged),
    )


def _merged(conflict: Conflict, typed: dict[str, Value]) -> dict[str, Value]:
    untouched = {name for name, value in typed.items() if name in conflict.base and value == conflict.base[name]}
    return {name: conflict.current[name] if name in untouched else value for name, value in typed.items()}


def _differences(conflict: Conflict, merged: dict[str, Value]) -> list[dict[str, Any]]:
    """Fields in which the form differs from what is on file now."""
    return [
        {
            "label": LABELS[name],
            "on_file": shown(name, conflict.current[name]),
            "typed": shown(name, value),
            "by_both": name in conflict.base,
        }
        for name, value in merged.items()
        if value != conflict.current[name]
    ]
