"""Pages of the guides: open to everyone, also before login."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hocba_web.accounts.gates import open_to_everyone
from hocba_web.base import clock
from hocba_web.support.selectors.guides import guide, guides, text_of
from hocba_web.support.services.training import note_read


@open_to_everyone
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The list: first one's own role."""
    find = getattr(request, "find_actor", None)
    actor = find() if find is not None else None
    listed = guides()
    mine = [one for one in listed if actor is not None and actor.role in one.roles]
    context = {
        "start": [one for one in listed if one.group == "start"] + mine,
        "roles": [one for one in listed if one.group == "role" and one not in mine],
        "sign": [one for one in listed if one.group == "sign" and one not in mine],
        "more": [one for one in listed if one.group == "more"],
    }
    return render(request, "support/guides/index.html", context)


@open_to_everyone
@require_safe
def one(request: HttpRequest, slug: str) -> HttpResponse:
    """One guide; that somebody logged in opened it is noted for the list of training."""
    shown = guide(slug)
    if request.user.is_authenticated and request.user.pk is not None:
        note_read(user_id=request.user.pk, guide=shown.slug, at=clock.now())
    return render(request, "support/guides/guide.html", {"guide": shown, "text": text_of(slug)})
