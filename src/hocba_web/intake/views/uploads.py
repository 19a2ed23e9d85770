"""Uploading, and the files of one upload."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba_web.accounts.acting import acting
from hocba_web.accounts.permissions import Action, held_by
from hocba_web.base import clock
from hocba_web.base.refusals import Missing
from hocba_web.base.text import whole
from hocba_web.intake.kinds import FileKind
from hocba_web.intake.selectors.pages import batch_page
from hocba_web.intake.selectors.runs import batch_here, recent_batches
from hocba_web.intake.services.uploads import require_importer, take_in
from hocba_web.intake.services.whole import ask_all
from hocba_web.schools.selectors.rows import years_of_school
from hocba_web.schools.services.attachments import Upload


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Choose files, see what was brought before."""
    actor, at = acting(request), clock.now()
    require_importer(actor)
    if request.method == "POST":
        files = [Upload(one.name or "", one.read()) for one in request.FILES.getlist("files")]
        batch = take_in(actor=actor, year_id=_number(request.POST.get("year", "")), files=files, at=at)
        return redirect("intake:batch", uuid=batch.uuid)
    years = years_of_school(actor.school_id)
    kinds = [kind for kind in FileKind if held_by(actor.role, _action(kind))]
    return render(
        request,
        "intake/upload.html",
        {
            "years": years,
            "chosen": next((one.id for one in years if one.is_current), None),
            "kinds": kinds,
            "batches": recent_batches(actor),
            "whole": held_by(actor.role, Action.IMPORT_APPLY),
            "may_export": any(held_by(actor.role, one) for one in (Action.REGISTER_EXPORT, Action.RESULTS_EXPORT)),
        },
    )


def _action(kind: FileKind) -> Action:
    return Action.RESULTS_IMPORT if kind.of_results else Action.IMPORT_APPLY


def _number(value: str) -> int:
    number = whole(value)
    if number is None:
        raise Missing("NOT_FOUND_HERE")
    return number


@require_safe
def batch(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The files of one upload; htmx asks for the list again while they are read or applied."""
    actor = acting(request)
    page = batch_page(batch_here(actor, uuid), actor)
    template = "intake/_files.html" if getattr(request, "htmx", False) else "intake/batch.html"
    return render(request, template, {"page": page})


@require_POST
def apply_all(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Apply all files in order."""
    actor, at = acting(request), clock.now()
    seen = dict(pair.split(":", 1) for pair in request.POST.getlist("seen") if ":" in pair)
    ask_all(actor=actor, uuid=str(uuid), seen=seen, at=at)
    return redirect("intake:batch", uuid=uuid)
