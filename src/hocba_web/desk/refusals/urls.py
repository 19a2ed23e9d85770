"""Addresses of refusals."""

from django.urls import path

from hocba_web.desk.refusals import views

urlpatterns = [path("", views.refusals, name="refusals")]
