"""`manage.py refresh_status`: fetches the revocation lists of the authorities that this installation trusts."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hocba_web.base import clock
from hocba_web.signatures.services.status import refresh


class Command(BaseCommand):
    """Fetches now; the clockwork does the same every four hours."""

    help = "Tải danh sách thu hồi chứng thư số (CRL) mới nhất vào thư mục tin cậy."

    def handle(self, **_options: Any) -> None:  # noqa: ANN401  # Django's signature
        """Fetch and say what came.

        Raises:
            CommandError: an address gave no list of its authority.
        """
        done = refresh(clock.real_now())
        self.stdout.write(f"Danh sách mới: {done.fresh}; không đổi: {done.same}; không tải được: {len(done.failed)}.")
        if done.failed:
            raise CommandError("Không tải được: " + ", ".join(done.failed))
