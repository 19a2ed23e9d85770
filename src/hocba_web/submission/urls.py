"""Addresses of this application."""

from __future__ import annotations

from django.urls import URLPattern, path

from hocba_web.submission.transfers import urls as transfers
from hocba_web.submission.views import closing, codes, gateway, outbox, overview, packages, recalls, refusals, told

app_name = "submission"
urlpatterns: list[URLPattern] = [
    path("nop-hoc-ba/", overview.overview, name="overview"),
    path("nop-hoc-ba/goi/", packages.packages, name="packages"),
    path("nop-hoc-ba/goi/dong/", packages.prepare, name="prepare"),
    path("nop-hoc-ba/goi/duyet/", packages.approve, name="approve"),
    path("nop-hoc-ba/goi/ky/", packages.sign, name="sign"),
    path("nop-hoc-ba/goi/gui/", packages.send, name="send"),
    path("nop-hoc-ba/goi/<int:package_id>/", packages.package, name="package"),
    path("nop-hoc-ba/goi/<int:package_id>/bo/", packages.dissolve, name="dissolve"),
    path("nop-hoc-ba/goi/<int:package_id>/danh-sach/", packages.signed_list, name="signed_list"),
    path("nop-hoc-ba/tu-choi/", refusals.refusals, name="refusals"),
    path("nop-hoc-ba/tu-choi/gui-lai/", refusals.again, name="send_again"),
    path("nop-hoc-ba/giao-dich/", outbox.outbox, name="outbox"),
    path("nop-hoc-ba/giao-dich/<int:message_pk>/ngung/", outbox.stop, name="stop"),
    path("nop-hoc-ba/giao-dich/<int:message_pk>/tiep/", outbox.go_on, name="go_on"),
    path("nop-hoc-ba/tin-cua-so/", told.listing, name="told"),
    path("nop-hoc-ba/tin-cua-so/<uuid:number>/", told.one, name="told_one"),
    path("nop-hoc-ba/chot/<int:year_id>/<slug:slug>/", closing.closing, name="closing"),
    path("nop-hoc-ba/ket-noi/", gateway.gateway, name="gateway"),
    path("nop-hoc-ba/ket-noi/thu/", gateway.test, name="gateway_test"),
    path("nop-hoc-ba/ma-xac-nhan/<int:record_id>/", codes.new_code, name="new_code"),
    path("thu-hoi/", recalls.recalls, name="recalls"),
    path("thu-hoi/van-ban-cho-phep/", recalls.permit, name="permit"),
    path("thu-hoi/lap-danh-sach/", recalls.make_list, name="recall_list"),
    path("thu-hoi/danh-sach/<int:list_id>/ky/", recalls.sign, name="recall_sign"),
    path("thu-hoi/danh-sach/<int:list_id>/bo/", recalls.unlist, name="recall_unlist"),
    path("thu-hoi/hoc-ba/<int:record_id>/", recalls.ask, name="recall_ask"),
    path("thu-hoi/<int:recall_id>/", recalls.recall, name="recall"),
    path("thu-hoi/<int:recall_id>/dong-y/", recalls.grant, name="recall_grant"),
    path("thu-hoi/<int:recall_id>/khong-dong-y/", recalls.deny, name="recall_deny"),
    path("thu-hoi/<int:recall_id>/minh-chung/", recalls.evidence, name="recall_evidence"),
    *transfers.urlpatterns,
]
