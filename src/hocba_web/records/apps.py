"""The application of Django."""

from __future__ import annotations

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """`hocba_web.records`."""

    name = "hocba_web.records"
    verbose_name = "Học bạ"
