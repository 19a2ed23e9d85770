"""The application of Django."""

from __future__ import annotations

from django.apps import AppConfig


class SignaturesConfig(AppConfig):
    """`hocba_web.signatures`."""

    name = "hocba_web.signatures"
    verbose_name = "Ký số"
