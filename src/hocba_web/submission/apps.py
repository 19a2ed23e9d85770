"""The application of Django."""

from __future__ import annotations

from django.apps import AppConfig


class SubmissionConfig(AppConfig):
    """`hocba_web.submission`."""

    name = "hocba_web.submission"
    verbose_name = "Nộp học bạ"
