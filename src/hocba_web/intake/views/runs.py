"""One file: what is wrong in it, what it changes, applying, undoing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hocba.model import Moment
from hocba_web.accounts.acting import acting
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.selectors import names
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Missing
from hocba_web.intake.kinds import OF_MOMENTS, FileKind
from hocba_web.intake.models import ImportRun
from hocba_web.intake.selectors.pages import RunPage, conflict_lines, line_of, run_page, title_of
from hocba_web.intake.selectors.runs import run_here
from hocba_web.intake.services.applying import apply_run, compare_anew
from hocba_web.intake.services.undoing import standing_against, undo_run
from hocba_web.intake.services.uploads import choose_moment, drop
from hocba_web.intake.views.files import as_file
from hocba_web.schools.selectors.rows import places
from hocba_web.schools.services import attachments

_CONFLICTS_SHOWN = 50
_MOMENT_NAMES = (
    (Moment.MID1, "Giữa học kỳ I"),
    (Moment.END1, "Cuối học kỳ I"),
    (Moment.MID2, "Giữa học kỳ II"),
    (Moment.YEAR_END, "Cuối năm học"),
)


@require_safe
def run(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One file. While it is read, htmx asks again."""
    actor, at = acting(request), clock.now()
    found = compare_anew(actor=actor, uuid=str(uuid), at=at)
    page = run_page(
        found,
        view=request.GET.get("xem", ""),
        class_name=request.GET.get("lop", ""),
        number=request.GET.get("page", "1"),
    )
    if found.kind and FileKind(found.kind).of_pupils and page.items is not None:
        _trace_view(actor, found, page)
    people = names([one for one in (found.batch.by_id, found.applied_by_id, found.undone_by_id) if one])
    context = {
        "run": found,
        "title": title_of(found),
        "page": page,
        "tabs": [
            {"label": one.label, "url": f"?xem={one.slug}", "count": one.count, "current": one.slug == page.current}
            for one in page.views
        ],
        "brought_by": people.get(found.batch.by_id, ""),
        "applied_by": people.get(found.applied_by_id or 0, ""),
        "undone_by": people.get(found.undone_by_id or 0, ""),
        "moments": _MOMENT_NAMES if _may_choose(found) else (),
        "can_apply": found.state == ImportRun.State.READ and bool(found.preview.get("cells")),
        "kept": len(found.kept),
    }
    template = "intake/_run.html" if getattr(request, "htmx", False) else "intake/run.html"
    return render(request, template, context)


def _may_choose(found: ImportRun) -> bool:
    """Whether the file is about a moment that a person may correct."""
    undecided = found.state in {ImportRun.State.READ, ImportRun.State.REFUSED}
    return undecided and bool(found.kind) and FileKind(found.kind) in OF_MOMENTS


def _trace_view(actor: Actor, found: ImportRun, page: RunPage) -> None:
    ids = {code: place.pupil_id for code, place in places(found.year_id).items()}
    audit.viewed(
        actor=actor,
        action="intake.run.viewed",
        subject=("import_run", str(found.uuid)),
        at=clock.now(),
        school_id=found.school_id,
        pupils=[ids[key] for key in page.keys if key in ids],
        details={"kind": found.kind, "part": page.current},
    )


@require_POST
def apply(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Write what the person has seen."""
    actor, at = acting(request), clock.now()
    found = apply_run(actor=actor, uuid=str(uuid), digest=request.POST.get("digest", ""), at=at)
    messages.success(request, _("Đã áp dụng %(count)s dòng từ tệp.") % {"count": len(found.applied)})
    return redirect("intake:run", uuid=uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ask what undoing would leave alone; then undo."""
    actor, at = acting(request), clock.now()
    if request.method == "POST":
        undone = undo_run(actor=actor, uuid=str(uuid), rest=request.POST.get("rest") == "1", at=at)
        told = _("Đã hoàn tác. %(count)s chỗ đã sửa sau đó được giữ nguyên.") if undone.kept else _("Đã hoàn tác.")
        messages.success(request, told % {"count": len(undone.kept)} if undone.kept else told)
        return redirect("intake:run", uuid=uuid)
    found = run_here(actor, uuid)
    if found.state != ImportRun.State.APPLIED:
        return redirect("intake:run", uuid=uuid)
    against = standing_against(actor=actor, uuid=str(uuid), at=at)
    context = {
        "run": found,
        "line": line_of(found),
        "title": title_of(found),
        "rows": len(found.applied),
        "conflicts": conflict_lines(found, against[:_CONFLICTS_SHOWN]),
        "count": len(against),
        "more": max(0, len(against) - _CONFLICTS_SHOWN),
        "applied_by": names([found.applied_by_id or 0]).get(found.applied_by_id or 0, ""),
    }
    return render(request, "intake/undo.html", context)


@require_POST
def give_up(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Drop a file that was not applied."""
    found = drop(actor=acting(request), uuid=str(uuid), at=clock.now())
    messages.success(request, _("Đã bỏ tệp, không có gì được ghi."))
    return redirect("intake:batch", uuid=found.batch.uuid)


@require_POST
def moment(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say which moment a file is about."""
    try:
        chosen = Moment(request.POST.get("moment", ""))
    except ValueError as error:
        raise Missing("NOT_FOUND_HERE") from error
    choose_moment(actor=acting(request), uuid=str(uuid), moment=chosen, at=clock.now())
    return redirect("intake:run", uuid=uuid)


@require_POST
def again(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Compare with what is on file now."""
    compare_anew(actor=acting(request), uuid=str(uuid), at=clock.now(), force=True)
    return redirect("intake:run", uuid=uuid)


@require_safe
def download(request: HttpRequest, uuid: UUID, which: str) -> HttpResponse:
    """The file as it came, or with its bad cells marked."""
    actor = acting(request)
    found = run_here(actor, uuid)
    kept = found.file if which == "tep" else found.repaired
    if kept is None:
        raise Missing("NOT_FOUND_HERE")
    audit.viewed(
        actor=actor,
        action="intake.run.downloaded",
        subject=("import_run", str(found.uuid)),
        at=clock.now(),
        school_id=found.school_id,
        details={"kind": found.kind, "marked": which != "tep"},
    )
    return as_file(attachments.content(kept), kept.name, kept.media_type)
