"""`manage.py backup DIR`."""

from __future__ import annotations

import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hocba.errors import HocbaError
from hocba.messages import text
from hocba_web.base.backup import make
from hocba_web.base.backup.make import dated_place
from hocba_web.base.backup.manifest import NAME
from hocba_web.base.stores import StorageAway

_PREFIX = "hocba-"


class Command(BaseCommand):
    """Writes a backup."""

    help = (
        "Sao lưu cơ sở dữ liệu và các tệp vào một thư mục; hệ thống vẫn hoạt động. "
        "(Back up database and files into a folder; everything goes on meanwhile.)"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and how many to keep."""
        parser.add_argument("folder", type=Path, metavar="DIR", help="thư mục chưa có hoặc còn trống")
        parser.add_argument(
            "--list-files",
            action="store_true",
            help="tệp ở lại trong kho S3: đọc và ghi lại tên, SHA-256 của từng tệp, không chép",
        )
        parser.add_argument("--dated", action="store_true", help="tạo trong DIR một thư mục mang ngày giờ")
        parser.add_argument("--keep", type=int, metavar="N", help="với --dated: chỉ giữ N bản mới nhất")

    def handle(self, *, folder: Path, dated: bool, keep: int | None, list_files: bool = False, **_options: Any) -> None:  # noqa: ANN401  # Django's signature
        """Write it, say how large, remove old ones.

        Raises:
            CommandError: it could not be made, or the options contradict each other.
        """
        if keep is not None and (keep < 1 or not dated):
            raise CommandError("--keep N cần --dated và N từ 1 trở lên.", returncode=3)
        target = dated_place(folder, _PREFIX) if dated else folder
        try:
            told = make(target, listed=list_files)
        except (HocbaError, StorageAway) as error:
            raise CommandError(text(error.code, error.params)) from error
        size = (told.database.size + sum(one.size for one in told.files)) / 1024 / 1024
        self.stdout.write(
            f"Đã sao lưu vào {target}: {size:.1f} MiB, {len(told.files)} tệp, "
            f"{sum(seq for _, seq, _ in told.chains)} mục nhật ký. Hãy chép thư mục này sang máy khác."
        )
        if list_files:
            size = sum(one.size for one in told.listed) / 1024 / 1024
            self.stdout.write(
                f"{len(told.listed)} tệp ({size:.1f} MiB) ở lại trong kho: đã đọc và ghi SHA-256 từng tệp, nhưng KHÔNG "
                "có trong bản sao lưu này. Chúng an toàn tới đâu là nhờ phiên bản, khóa đối tượng và bản nhân của kho."
            )
        if keep is not None:
            self._remove_old(folder, keep)

    def _remove_old(self, folder: Path, keep: int) -> None:
        whole = sorted(path for path in folder.glob(f"{_PREFIX}*") if (path / NAME).is_file())
        for path in whole[:-keep]:
            shutil.rmtree(path)
            self.stdout.write(f"Đã xóa bản cũ {path.name}.")
