"""`manage.py officers add-admin NAME`: the first admin of the authority's side; everybody else is named in the site."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hocba.messages import text
from hocba_web.base import clock
from hocba_web.base.refusals import Refused
from hocba_web.officers.services import name_first_admin


class Command(BaseCommand):
    """Makes an account with a temporary password and names its owner admin; refuses where there is an admin."""

    help = "Tạo quản trị viên đầu tiên của Sở. Việc này được ghi nhật ký."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, and for whom."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        add = verbs.add_parser("add-admin", help="tạo quản trị viên đầu tiên")
        add.add_argument("name", help="họ và tên")
        add.add_argument("--username", default="", help="tên đăng nhập; bỏ trống thì lấy theo họ tên")
        add.add_argument("--decision", required=True, help="số và ngày của quyết định giao nhiệm vụ")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401  # Django's signature
        """Do it and print the temporary password once."""
        try:
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
