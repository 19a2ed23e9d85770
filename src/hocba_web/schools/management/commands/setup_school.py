"""Prints the one-time code with which a school is set up in the browser."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from hocba_web.base import clock
from hocba_web.schools.services.setup.first_run import CODE_FOR, issue_code


class Command(BaseCommand):
    """There is no open sign-up: who may run this on the server decides who sets a school up."""

    help = "In mã thiết lập dùng một lần để lập trường mới trong trình duyệt (mở /bat-dau/)."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002  # Django's signature
        """Print the code; codes printed before and not used end."""
        code = issue_code(real_at=clock.real_now())
        hours = int(CODE_FOR.total_seconds() // 3600)
        self.stdout.write(f"Mã thiết lập (dùng một lần, trong {hours} giờ): {code}")
        self.stdout.write(f"Mở {settings.HOCBA.base_url}{reverse('schools:first_run')} và nhập mã này.")
