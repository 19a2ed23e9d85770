"""The comment bank: for the grid, and a page to keep it in order."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hocba_web.accounts.acting import acting
from hocba_web.accounts.permissions import Action, held_by
from hocba_web.assessment.selectors.comments import TOPICS, Sentence, own_and_shared, sentences, topic_name
from hocba_web.assessment.services.comments import keep_sentence, remove_sentence
from hocba_web.base import clock
from hocba_web.base.refusals import Refused


@require_http_methods(["GET", "POST"])
def bank_sentences(request: HttpRequest, topic: str) -> JsonResponse:
    """Sentences of a topic; or keep one in one's own bank."""
    actor = acting(request)
    if request.method == "GET":
        return JsonResponse({"sentences": [_told(one) for one in sentences(actor, topic)]})
    try:
        body = json.loads(request.body)
        text, level = str(body["text"]), str(body.get("level", ""))
    except (UnicodeDecodeError, json.JSONDecodeError, KeyError, AttributeError, TypeError) as error:
        raise Refused("GRID_MALFORMED") from error
    return JsonResponse(_told(keep_sentence(actor=actor, topic=topic, text=text, level=level, at=clock.now())))


def _told(one: Sentence) -> dict[str, Any]:
    return {"id": one.id, "text": one.text, "level": one.level, "own": one.own}


@require_GET
def bank(request: HttpRequest) -> HttpResponse:
    """All sentences of one's own and of the school, by topic."""
    actor = acting(request)
    found = own_and_shared(actor)
    return render(
        request,
        "assessment/grid/bank.html",
        {
            "topics": [(topic, topic_name(topic)) for topic in TOPICS],
            "groups": list(_groups(found)),
            "may_own": held_by(actor.role, Action.COMMENT_BANK_OWN),
            "may_share": held_by(actor.role, Action.COMMENT_BANK_SHARED),
            "may_manage": held_by(actor.role, Action.COMMENT_BANK_MANAGE),
        },
    )


def _groups(found: Iterable[Sentence]) -> Iterable[tuple[str, list[Sentence]]]:
    by_topic: dict[str, list[Sentence]] = {}
    for one in found:
        by_topic.setdefault(one.topic, []).append(one)
    return ((topic_name(topic), by_topic[topic]) for topic in TOPICS if topic in by_topic)


@require_POST
def bank_add(request: HttpRequest) -> HttpResponse:
    """Keep a sentence from the page."""
    keep_sentence(
        actor=acting(request),
        topic=request.POST.get("topic", ""),
        text=request.POST.get("text", ""),
        level=request.POST.get("level", ""),
        shared=request.POST.get("shared") == "1",
        at=clock.now(),
    )
    messages.success(request, _("Đã lưu câu nhận xét."))
    return redirect("assessment:bank")


@require_POST
def bank_remove(request: HttpRequest, sentence_id: int) -> HttpResponse:
    """Remove a sentence."""
    remove_sentence(actor=acting(request), sentence_id=sentence_id, at=clock.now())
    messages.success(request, _("Đã xóa câu nhận xét."))
    return redirect("assessment:bank")
