"""Addresses of the authority's side."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.i18n import set_language


def _not_here(request: HttpRequest) -> HttpResponse:
    """Pages of accounts that only a school has: requests, decided by its principal."""
    raise Http404(request.path)


urlpatterns: list[URLPattern | URLResolver] = [
    re_path(r"^quan-tri/", _not_here),
    path("", include("hocba_web.accounts.urls")),  # first: some of its addresses shadow allauth's on purpose
    path("tai-khoan/", include("allauth.urls")),
    path("", include("hocba_web.base.urls")),
    path("ngon-ngu/", set_language, name="set_language"),
    path("", include("hocba_web.officers.urls")),
    path("", include("hocba_web.transparency.urls")),
    path("", include("hocba_web.gateway.urls")),
    path("", include("hocba_web.gateway.rehearsal_urls")),
    path("", include("hocba_web.ministry.urls")),
    path("", include("hocba_web.relay.urls")),
    path("", include("hocba_web.procedures.urls")),
    path("", include("hocba_web.desk.urls")),
    path("", include("hocba_web.demo.urls")),
    path("", include("hocba_web.portal.urls")),
]

handler400 = "hocba_web.base.views.bad_request"
handler403 = "hocba_web.base.views.forbidden"
handler404 = "hocba_web.base.views.not_found"
handler500 = "hocba_web.base.views.failed"
