"""Addresses of the look-up."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from hocba_web.portal.lookup.views import family, files, links, school

urlpatterns: list[URLPattern | URLResolver] = [
    path("", family.lookup, name="lookup"),
    path("<uuid:uuid>", family.from_paper),
    path("bai-toan/", family.new_puzzle, name="puzzle"),
    path("mat-ma/", family.lost_code, name="lost_code"),
    path("tep/<str:kind>/", files.fetch, name="file"),
    path("lien-ket/", links.opened, name="link"),
    path("lien-ket/moi/", links.make, name="link_new"),
    path("lien-ket/thu-hoi/<int:link_id>/", links.revoke, name="link_revoke"),
    path("truong/", school.records, name="school"),
    path("truong/<uuid:uuid>/", school.record, name="school_record"),
    path("truong/<uuid:uuid>/tep/<str:kind>/", school.file, name="school_file"),
]
