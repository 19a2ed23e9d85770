"""Links that a family hands out: made and withdrawn after a look-up, opened by whoever was given one."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from hocba_web.accounts.gates import open_to_everyone
from hocba_web.base import clock
from hocba_web.base.text import whole
from hocba_web.portal.lookup import asking, visits
from hocba_web.portal.lookup.visits import LINK_HOURS


@open_to_everyone
@never_cache
@sensitive_post_parameters()
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """A new link, shown this once."""
    token, real_at = request.POST.get("visit", ""), clock.real_now()
    school_id = asking.standing_of(visits.resume(token, real_at=real_at).uuid).school_id
    hours = whole(request.POST.get("hours", "")) or 0
    made = visits.make_link(token, hours, school_id=school_id, at=clock.now(), real_at=real_at)
    # Behind "#": browsers do not send that part, so the token stands in no log on the way.
    return _links(request, token, shown=f"{settings.HOCBA.base_url}{reverse('portal:link')}#{made}", hours=hours)


@open_to_everyone
@never_cache
@sensitive_post_parameters()
@require_POST
def revoke(request: HttpRequest, link_id: int) -> HttpResponse:
    """End a link now."""
    token, real_at = request.POST.get("visit", ""), clock.real_now()
    school_id = asking.standing_of(visits.resume(token, real_at=real_at).uuid).school_id
    visits.revoke_link(token, link_id, school_id=school_id, at=clock.now(), real_at=real_at)
    return _links(request, token)


@open_to_everyone
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("link")
def opened(request: HttpRequest) -> HttpResponse:
    """Open a link: the page takes it from behind "#" and sends it by POST."""
    if request.method != "POST":
        return render(request, "portal/lookup/link.html")
    real_at = clock.real_now()
    link = request.POST.get("link", "").strip()
    with transaction.atomic():  # whoever withdraws the link waits, and ends the visit that began by it
        uuid = visits.open_link(link.rpartition("#")[2], real_at=real_at)
        found = asking.show(uuid, way="link", at=clock.now())
        visit = visits.begin(uuid, real_at=real_at, by_code=False)
    return render(request, "portal/lookup/found_page.html", {"found": found, "visit": visit})


def _links(request: HttpRequest, token: str, *, shown: str = "", hours: int = 0) -> HttpResponse:
    """The part of the page that lists links."""
    real_at = clock.real_now()
    visit = visits.resume(token, real_at=real_at)
    context = {
        "visit": visit,
        "links": visits.links_of(visit.uuid, real_at=real_at),
        "link_hours": LINK_HOURS,
        "shown_link": shown,
        "shown_hours": hours,
    }
    return render(request, "portal/lookup/links.html", context)
