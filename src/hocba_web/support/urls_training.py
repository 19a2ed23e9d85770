"""Addresses of the training school."""

from __future__ import annotations

from django.urls import path

from hocba_web.support.views import training

urlpatterns = [
    path("tap-huan/", training.training, name="training"),
    path("tap-huan/lam-lai/", training.reset, name="training_reset"),
    path("tap-huan/moi-nguoi/", training.people, name="training_people"),
    path("tap-huan/bai/<slug:key>/xong/", training.done, name="training_done"),
]
