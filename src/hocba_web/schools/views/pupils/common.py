"""What the pages of the register share."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from hocba_web.accounts.actor import Actor
from hocba_web.audit import services as audit
from hocba_web.schools.forms.pupils import ProblemForm
from hocba_web.schools.models import Pupil

FORM = "schools/pupils/form.html"


def number_in(request: HttpRequest, name: str) -> int | None:
    """A whole number of the query; None where there is none."""
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 19 else None  # noqa: PLR2004  # what a 64-bit key can hold


def form_page(
    request: HttpRequest,
    form: ProblemForm,
    *,
    title: str | Promise,
    back: str,
    back_label: str,
    save: str | Promise,
    status: int = 200,
    **more: Any,  # noqa: ANN401  # values of the template
) -> HttpResponse:
    """A page with one form; 422 where something was typed that cannot be stored."""
    if form.is_bound and not form.is_valid() and status == 200:  # noqa: PLR2004  # not yet said otherwise
        status = 422
    context = {"form": form, "title": title, "back": back, "back_label": back_label, "save": save, **more}
    return render(request, str(more.get("template", FORM)), context, status=status)


def opened_form(actor: Actor, pupil: Pupil, at: datetime, name: str) -> None:
    """Trace that a form with a pupil's data was opened."""
    audit.viewed(
        actor=actor,
        action="schools.pupil.form_opened",
        subject=("pupil", pupil.pk),
        at=at,
        school_id=pupil.school_id,
        pupils=[pupil.pk],
        details={"form": name},
    )
