"""`manage.py restore DIR`."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hocba.errors import HocbaError
from hocba.messages import text
from hocba_web.base.backup import restore
from hocba_web.base.backup.restore import Restored, check
from hocba_web.base.stores import StorageAway


class Command(BaseCommand):
    """Checks a backup and puts it in place."""

    help = (
        "Khôi phục từ một bản sao lưu. Dừng web và worker trước khi chạy. "
        "(Restore a backup; stop web server and worker before.)"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which one, and how far to go."""
        parser.add_argument("folder", type=Path, metavar="DIR", help="thư mục do manage.py backup tạo ra")
        parser.add_argument("--check", action="store_true", help="chỉ kiểm tra bản sao lưu, không thay đổi gì")
        parser.add_argument("--force", action="store_true", help="thay dữ liệu đang có (được sao lưu lại trước)")

    def handle(self, *, folder: Path, check: bool, force: bool, **_options: Any) -> None:  # noqa: ANN401  # Django's signature
        """Do it and say what was found.

        Raises:
            CommandError: the backup does not do, nothing was changed; or the chains of traces do not fit afterwards.
        """
        try:
            if check:
                self._checked(folder)
            else:
                self._restored(restore(folder, force=force))
        except (HocbaError, StorageAway) as error:
            raise CommandError(text(error.code, error.params)) from error

    def _checked(self, folder: Path) -> None:
        told = check(folder)
        in_store = f", {len(told.listed)} tệp trong kho đúng như đã liệt kê" if told.listed else ""
        self.stdout.write(
            f"Bản sao lưu lúc {told.made_at} nguyên vẹn: cơ sở dữ liệu và {len(told.files)} tệp{in_store}."
        )

    def _restored(self, done: Restored) -> None:
        if done.safety is not None:
            self.stdout.write(f"Dữ liệu trước khi khôi phục được giữ ở {done.safety}.")
        self.stdout.write(
            f"Đã khôi phục bản sao lưu lúc {done.manifest.made_at}: {len(done.manifest.files)} tệp, "
            f"{done.files_written} tệp được ghi lại. Mọi người đăng nhập lại."
        )
        if done.other_key:
            self.stdout.write(
                "HOCBA_SECRET_KEY khác lúc sao lưu: mã xác thực hai bước đã lưu không dùng được. "
                "Đặt lại khóa cũ rồi khởi động lại, hoặc cho mọi người đăng ký lại."
            )
        for fault in done.faults:
            self.stdout.write(f"  ✗ {fault}")
        if done.faults:
            raise CommandError("Nhật ký trong bản sao lưu không nguyên vẹn; chạy manage.py audit verify.")
        self.stdout.write("Các tệp và chuỗi nhật ký đã được kiểm tra lại, nguyên vẹn.")
