"""Addresses of this application."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from hocba_web.assessment.views import bank, grid, overview

app_name = "assessment"
_GRID = "ket-qua/<int:class_id>/<slug:moment>/<slug:sheet>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("ket-qua/", overview.overview, name="overview"),
    path("ket-qua/ngan-hang/<slug:topic>/", bank.sentences, name="bank_sentences"),
    path(_GRID, grid.grid, name="grid"),
    path(f"{_GRID}du-lieu/", grid.grid_data, name="grid_data"),
    path(f"{_GRID}luu/", grid.grid_save, name="grid_save"),
]
