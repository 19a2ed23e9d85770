"""The application of Django."""

from __future__ import annotations

from django.apps import AppConfig


class IssuanceConfig(AppConfig):
    """`hocba_web.issuance`."""

    name = "hocba_web.issuance"
    verbose_name = "Phát hành học bạ"
