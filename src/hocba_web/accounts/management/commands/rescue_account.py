"""`manage.py rescue_account LOGIN`: lets somebody in again when no second person is left to decide."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hocba.messages import text
from hocba_web.accounts.services import rescue
from hocba_web.base import clock
from hocba_web.base.refusals import Refused


class Command(BaseCommand):
    """Removes second factors, gives a temporary password, opens a closed account; the trace says so."""

    help = "Cứu hộ một tài khoản: gỡ bước xác thực thứ hai, cấp mật khẩu tạm. Việc này được ghi nhật ký."

    def add_arguments(self, parser: CommandParser) -> None:
        """One login name."""
        parser.add_argument("username", help="tên đăng nhập")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401  # Django's signature
        """Do it and print the temporary password once."""
        try:
            issued = rescue(username=options["username"], at=clock.now(), real_at=clock.real_now())
        except Refused as error:
            raise CommandError(text(error.code, error.params)) from error
        self.stdout.write(f"{issued.username}: {issued.password}")
        self.stdout.write(f"Mật khẩu tạm dùng một lần, đến {clock.local(issued.until):%H:%M %d/%m/%Y}.")
