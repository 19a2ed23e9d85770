"""Search over pupils, as one types."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hocba_web.accounts.acting import acting
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.schools.selectors.pupils.search import MOST, search_pupils


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The page, or only its results for htmx."""
    actor = acting(request)
    question = request.GET.get("q", "")[:100]
    found = search_pupils(actor, question)
    if found.hits:
        audit.viewed(
            actor=actor,
            action="schools.pupil.searched",
            subject=("school", actor.school_id),
            at=clock.now(),
            school_id=actor.school_id,
            pupils=[hit.pupil_id for hit in found.hits],
            details={"hits": len(found.hits)},
        )
    only_results = getattr(request, "htmx", False) and request.headers.get("HX-Target") == "results"
    template = "schools/pupils/_results.html" if only_results else "schools/pupils/search.html"
    return render(request, template, {"q": question, "found": found, "most": MOST})
