"""`manage.py ask_again certificates | packages --since`: after the authority went back to an older backup."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hocba.adapters.clock import VIETNAM
from hocba_web.base import clock
from hocba_web.submission.models import Message
from hocba_web.submission.services.outbox.reopening import ask_again

_KINDS = {"certificates": Message.Kind.CERTIFICATE, "packages": Message.Kind.SUBMIT}


class Command(BaseCommand):
    """Have the outbox ask about settled messages; what the authority does not know goes again, unchanged."""

    help = (
        "Khi Sở phải khôi phục một bản sao lưu cũ: hỏi lại Sở về các giao dịch đã xong từ thời điểm của bản ấy; "
        "giao dịch nào Sở không còn thì tự gửi lại nguyên vẹn. Hỏi về chứng thư số (certificates) trước; "
        "khi Sở đã phê duyệt lại thì hỏi về các gói học bạ (packages)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which kind, since when."""
        parser.add_argument("kind", choices=sorted(_KINDS))
        parser.add_argument(
            "--since",
            required=True,
            metavar="NGÀY-GIỜ",
            help="thời điểm của bản sao lưu, giờ Việt Nam: 2026-06-01T22:00",
        )

    def handle(self, *, kind: str, since: str, **_options: Any) -> None:  # noqa: ANN401  # Django's signature
        """Ask again.

        Raises:
            CommandError: no such time.
        """
        try:
            moment = datetime.fromisoformat(since)
        except ValueError:
            raise CommandError("Ghi thời điểm dạng 2026-06-01T22:00 (giờ Việt Nam).") from None
        aware = moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
        done = ask_again(_KINDS[kind], since=aware, at=clock.now(), real_at=clock.real_now())
        self.stdout.write(f"Hỏi lại Sở về {done.messages} giao dịch.")
        if done.left:
            self.stdout.write(
                f"{len(done.left)} gói có học bạ đã thu hồi hoặc thay thế nên không tự gửi lại; hãy làm việc với Sở:"
            )
            for message_id in done.left:
                self.stdout.write(f"  {message_id}")
