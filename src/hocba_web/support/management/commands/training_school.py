"""`manage.py training_school`: makes the training school, or empties it and makes it anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from hocba_web.base import clock
from hocba_web.support.services.training_school import build_training_school


class Command(BaseCommand):
    """Only training data are touched."""

    help = "Tạo trường tập huấn, hoặc làm lại từ đầu. Không động tới dữ liệu của trường thật."

    def handle(self, *_args: Any, **_options: Any) -> None:  # noqa: ANN401  # Django's signature
        """Build and say so."""
        school_id = build_training_school(at=clock.now(), real_at=clock.real_now())
        self.stdout.write(f"Trường tập huấn đã sẵn sàng (số {school_id}).")
