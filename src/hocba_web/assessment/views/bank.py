"""The comment bank."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from hocba_web.accounts.acting import acting
from hocba_web.assessment.models import CommentSentence


@require_GET
def sentences(request: HttpRequest, topic: str) -> JsonResponse:
    """Sentences for a topic."""
    actor = acting(request)
    rows = CommentSentence.objects.filter(school_id=actor.school_id, topic=topic)
    return JsonResponse(
        {"sentences": [{"id": r.id, "text": r.text, "level": r.level, "own": bool(r.owner_id)} for r in rows]}
    )
