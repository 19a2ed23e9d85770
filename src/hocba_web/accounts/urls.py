"""Addresses of this application; they stand before allauth's and cover those that have no place here."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from hocba_web.accounts.views import own, requests, school, securing

app_name = "accounts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("tai-khoan/", own.own, name="own"),
    path("tai-khoan/thu-dien-tu/", own.email, name="email"),
    path("tai-khoan/phien/", own.sessions, name="sessions"),
    path("tai-khoan/phien/ket-thuc-het/", own.end_other_sessions, name="end_other_sessions"),
    path("tai-khoan/phien/<int:session_id>/ket-thuc/", own.end_session, name="end_session"),
    path("tai-khoan/xac-nhan/", securing.confirm, name="confirm"),
    path("tai-khoan/thiet-lap-xac-thuc/", securing.enrol, name="enrol"),
    path("tai-khoan/mat-khau-moi/", securing.new_password, name="new_password"),
    path("tai-khoan/mat-khau-het-han/", own.temporary_expired, name="temporary_expired"),
    path("tai-khoan/quen-mat-khau/", own.forgotten, name="forgotten"),
    path("quan-tri/tai-khoan/", school.accounts, name="admin"),
    path("quan-tri/tai-khoan/de-nghi/", requests.requests, name="requests"),
    path("quan-tri/tai-khoan/de-nghi/cap-moi/", requests.ask_account, name="ask_account"),
    path("quan-tri/tai-khoan/de-nghi/thay-doi/", requests.ask_change, name="ask_change"),
    path("quan-tri/tai-khoan/de-nghi/<uuid:public_id>/", requests.detail, name="request"),
    path("quan-tri/tai-khoan/de-nghi/<uuid:public_id>/quyet-dinh/", requests.decide, name="decide"),
    path("quan-tri/tai-khoan/de-nghi/<uuid:public_id>/rut/", requests.withdraw, name="withdraw"),
    path("quan-tri/tai-khoan/de-nghi/<uuid:public_id>/thuc-hien/", requests.carry_out, name="carry_out"),
    path("quan-tri/tai-khoan/<uuid:public_id>/", school.account, name="account"),
    path("quan-tri/tai-khoan/<uuid:public_id>/dang-xuat/", school.end_sessions, name="end_sessions"),
    # allauth's pages for e-mail and for passwords by e-mail: no e-mail opens an account of a school.
    re_path(r"^tai-khoan/password/reset/(?P<rest>.*)$", own.forgotten),
    path("tai-khoan/password/set/", own.to_own),
    re_path(r"^tai-khoan/confirm-email/(?P<rest>.*)$", own.to_own),
    path("tai-khoan/email/", own.to_own),
    path("tai-khoan/sessions/", own.sessions),
]
