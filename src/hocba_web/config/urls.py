"""Addresses of the whole project; which ones exist depends on the side."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("hocba_web.accounts.urls")),  # first: some of its addresses shadow allauth's on purpose
    path("tai-khoan/", include("allauth.urls")),
    path("", include("hocba_web.base.urls")),
    path("", include("hocba_web.supervision.urls")),
    path("", include("hocba_web.support.urls")),
    path("", include("hocba_web.submission.urls")),
    path("", include("hocba_web.issuance.urls")),
    path("", include("hocba_web.signatures.urls")),
    path("", include("hocba_web.records.urls")),
    path("", include("hocba_web.intake.urls")),
    path("", include("hocba_web.assessment.urls")),
    path("", include("hocba_web.schools.urls")),
    path("", include("hocba_web.demo.urls")),
]

if settings.TESTING:
    urlpatterns.append(path("", include("hocba_web.gateway.urls")))

handler400 = "hocba_web.base.views.bad_request"
handler403 = "hocba_web.base.views.forbidden"
handler404 = "hocba_web.base.views.not_found"
handler500 = "hocba_web.base.views.failed"
