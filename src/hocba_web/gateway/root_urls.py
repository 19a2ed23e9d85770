"""Addresses of the authority's side."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("hocba_web.base.urls")),
    path("", include("hocba_web.gateway.urls")),
    path("", include("hocba_web.gateway.rehearsal_urls")),
    path("", RedirectView.as_view(pattern_name="rehearsal:overview")),
]

handler400 = "hocba_web.base.views.bad_request"
handler403 = "hocba_web.base.views.forbidden"
handler404 = "hocba_web.base.views.not_found"
handler500 = "hocba_web.base.views.failed"
