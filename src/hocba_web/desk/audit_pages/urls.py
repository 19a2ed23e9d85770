"""Addresses of traces."""

from django.urls import path

from hocba_web.desk.audit_pages import views

urlpatterns = [path("", views.traces, name="audit")]
