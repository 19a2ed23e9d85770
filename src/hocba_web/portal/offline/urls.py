"""The address of this page, within those of the portal."""

from __future__ import annotations

from django.urls import path

from hocba_web.portal.offline import views

urlpatterns = [path("", views.page, name="offline")]
