"""`manage.py storage check` and `manage.py storage verify`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError

from hocba.messages import text
from hocba_web.base.backup import stored
from hocba_web.base.health.checks import readiness
from hocba_web.base.stores import Folder, StorageAway
from hocba_web.base.stores.examined import examine

_SHOWN = 20
_LOCKS = {"": "không đặt", "hold": "giữ vô thời hạn (legal hold)"}


class Command(BaseCommand):
    """Tells what the storage of files does, and whether what lies there is whole."""

    help = (
        "Kho tệp: check xem kho có ghi được và ghi một lần; verify đọc mọi tệp, đối chiếu SHA-256. "
        "(Stored files: check that the storage takes files once; verify reads them all.)"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do."""
        parser.add_argument("act", choices=("check", "verify"))

    def handle(self, *, act: str, **_options: Any) -> None:  # noqa: ANN401  # Django's signature
        """Do it.

        Raises:
            CommandError: the storage is away, does not do what evidence needs, or holds damaged files.
        """
        try:
            {"check": self._check, "verify": self._verify}[act]()
        except StorageAway as away:
            raise CommandError(f"{text(away.code, away.params)} ({away.reason})") from away

    def _check(self) -> None:
        if isinstance(default_storage, Folder):
            told = readiness()["storage"]
            if told != "ok":
                raise CommandError(f"Thư mục {default_storage.location} không ghi được: {told}")
            self.stdout.write(f"Thư mục {default_storage.location}: ghi được, mỗi tệp chỉ ghi một lần.")
            return
        from hocba_web.base.stores.s3 import Bucket  # noqa: PLC0415  # its client is there only with the extra `s3`

        bucket = Bucket(**settings.STORAGES["default"]["OPTIONS"])
        once, facts = bucket.writes_once(), bucket.facts()
        lock = settings.STORAGES["default"]["OPTIONS"]["lock"]
        self.stdout.write(
            f"Ngăn chứa {bucket.bucket}: ghi được.\n"
            f"  chỉ ghi khi chưa có (If-None-Match): {'có' if once else 'KHÔNG'}\n"
            f"  giữ phiên bản cũ: {'có' if facts['versions'] == 'on' else 'không'}\n"
            f"  khóa đối tượng của ngăn chứa: {'có' if facts['lock'] == 'on' else 'không'}; "
            f"HOCBA_S3_LOCK: {_LOCKS.get(lock, f'{lock} năm')}"
        )
        if not once:
            raise CommandError("Kho này ghi đè tệp đã có nên không dùng được: hãy dùng kho tôn trọng If-None-Match.")
        if lock and facts["lock"] != "on":
            raise CommandError("HOCBA_S3_LOCK cần một ngăn chứa được tạo với khóa đối tượng (object lock).")

    def _verify(self) -> None:
        found = examine(stored.names())
        self.stdout.write(f"Đã đọc {found.files} tệp, {len(found.damaged)} tệp không nguyên vẹn.")
        for name in found.damaged[:_SHOWN]:
            self.stdout.write(f"  ✗ {name}")
        if found.damaged:
            raise CommandError("Khôi phục những tệp này từ bản sao lưu gần nhất (manage.py restore DIR --force).")
