"""Addresses under /so/tin-nhan/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from hocba_web.desk.messages import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.sent, name="messages"),
    path("moi/", views.write_message, name="message_new"),
    path("<uuid:public_id>/", views.message_page, name="message"),
]
