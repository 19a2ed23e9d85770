"""`manage.py officers add-admin NAME`: the first admin; everybody else is named in the site.

`manage.py officers confirm LOGIN CODE`: the first deciding officer; every other officer is confirmed by one in office.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hocba.messages import text
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.officers.services import confirm_at_machine, name_first_admin


class Command(BaseCommand):
    """The two steps that nobody in the site can take yet; each refuses where somebody could."""

    help = "Tạo quản trị viên đầu tiên, xác nhận lãnh đạo quyết định đầu tiên của Sở. Việc này được ghi nhật ký."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, and for whom."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        add = verbs.add_parser("add-admin", help="tạo quản trị viên đầu tiên")
        add.add_argument("name", help="họ và tên")
        add.add_argument("--username", default="", help="tên đăng nhập; bỏ trống thì lấy theo họ tên")
        add.add_argument("--decision", required=True, help="số và ngày của quyết định giao nhiệm vụ")
        confirm = verbs.add_parser("confirm", help="xác nhận tài khoản khi Sở chưa có lãnh đạo quyết định")
        confirm.add_argument("username", help="tên đăng nhập")
        confirm.add_argument("code", help="mã hiện trên màn hình của người đó")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401  # Django's signature
        """Do it; a temporary password is printed once.

        Raises:
            CommandError: it was refused.
        """
        try:
            if options["verb"] == "confirm":
                self._confirm(options["username"], options["code"])
                return
            issued = name_first_admin(
                full_name=options["name"],
                username=options["username"],
                decision=options["decision"],
                today=clock.today(),
                at=clock.now(),
                real_at=clock.real_now(),
            )
        except Refused as error:
            raise CommandError(text(error.code, error.params)) from error
        self.stdout.write(f"{issued.username}: {issued.password}")
        self.stdout.write(f"Mật khẩu tạm dùng một lần, đến {clock.local(issued.until):%H:%M %d/%m/%Y}.")

    def _confirm(self, username: str, code: str) -> None:
        today, at, real_at = clock.today(), clock.now(), clock.real_now()
        row = confirm_at_machine(username=username, code=code, today=today, at=at, real_at=real_at)
        self.stdout.write(f"Đã xác nhận {row.user.username}.")
