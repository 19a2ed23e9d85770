"""`manage.py audit sequence | verify | checkpoint | protect`."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from hocba.errors import UnreadableFile
from hocba.messages import text, what
from hocba_web.audit import checkpoints, sequencer, triggers
from hocba_web.audit.verification import Report, verify
from hocba_web.base import append_only, clock

_SHOWN = 50


class Command(BaseCommand):
    """Chains traces, checks chains, keeps their heads."""

    help = "Nhật ký hệ thống: nối chuỗi (sequence), kiểm tra (verify), lưu mốc (checkpoint)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One sub-command each."""
        parts = parser.add_subparsers(dest="part", required=True)
        parts.add_parser("sequence", help="nối các mục đang chờ vào chuỗi")
        parts.add_parser("protect", help="đặt lại các khóa chống sửa, xóa nhật ký và chứng cứ trong cơ sở dữ liệu")
        check = parts.add_parser("verify", help="tính lại toàn bộ chuỗi; mã thoát 0 nếu nguyên vẹn, 1 nếu không")
        check.add_argument(
            "--school", type=int, help="chỉ chuỗi của trường có số này; 0: các mục không thuộc trường nào"
        )
        check.add_argument("--checkpoint", type=Path, help="tệp mốc đã cất ở nơi khác")
        check.add_argument("--minutes", type=int, default=10, help="số phút một mục được phép chờ nối chuỗi")
        check.add_argument("--json", action="store_true", help="in một đối tượng JSON")
        keep = parts.add_parser("checkpoint", help="lưu mốc hiện tại của các chuỗi ra tệp để cất ở nơi khác")
        keep.add_argument("--school", type=int)
        keep.add_argument("--out", type=Path, required=True)

    def handle(self, *, part: str, **options: Any) -> None:  # noqa: ANN401  # Django's signature
        """Run the chosen part."""
        if part == "sequence":
            self.stdout.write(f"Đã nối {sequencer.sequence_all()} mục vào chuỗi.")
        elif part == "protect":
            with transaction.atomic():
                triggers.install(connection)
                append_only.install(append_only.registered(), connection)
            self.stdout.write("Đã đặt lại các khóa chống sửa, xóa nhật ký và chứng cứ.")
        elif part == "checkpoint":
            self._checkpoint(options["out"], options["school"])
        else:
            self._verify(options)

    def _checkpoint(self, out: Path, school_id: int | None) -> None:
        now = clock.real_now()
        found = checkpoints.keep(at=now, school_id=school_id)
        checkpoints.write(out, found, at=now)
        self.stdout.write(f"Đã lưu mốc của {len(found)} chuỗi vào {out}. Hãy cất tệp này ở một máy khác.")

    def _verify(self, options: dict[str, Any]) -> None:
        try:
            kept = checkpoints.read(options["checkpoint"]) if options["checkpoint"] else ()
        except UnreadableFile as error:
            raise CommandError(text(error.code, error.params), returncode=3) from error
        report = verify(
            now=clock.real_now(),
            school_id=options["school"],
            patience=timedelta(minutes=options["minutes"]),
            kept=kept,
        )
        if options["json"]:
            self.stdout.write(json.dumps({"intact": report.intact, **asdict(report)}, ensure_ascii=False))
        else:
            self._tell(report)
        if not report.intact:
            raise SystemExit(1)

    def _tell(self, report: Report) -> None:
        for head in report.heads:
            name = f"trường {head.chain}" if head.chain else "không thuộc trường nào"
            self.stdout.write(f"Chuỗi {name}: {head.seq} mục, mã cuối {head.hash[:16]}…")
        if report.waiting:
            self.stdout.write(f"{report.waiting} mục mới đang chờ nối chuỗi (bình thường).")
        for fault in report.faults[:_SHOWN]:
            place = {
                "chain": fault.chain,
                "seq": fault.seq or "–",
                "entry": fault.entry_id or "–",
                "detail": fault.detail,
            }
            self.stdout.write(f"  ✗ {fault.code}: {what(fault.code, place)}")
        if len(report.faults) > _SHOWN:
            self.stdout.write(f"  … và {len(report.faults) - _SHOWN} chỗ khác; thêm --json để xem tất cả.")
        if report.intact:
            self.stdout.write(f"NGUYÊN VẸN: đã tính lại {report.entries} mục, không có mục nào bị sửa, xóa hay chèn.")
        else:
            self.stdout.write(
                f"KHÔNG NGUYÊN VẸN: {len(report.faults)} chỗ không khớp. Giữ nguyên hệ thống, sao lưu ngay, "
                "báo hiệu trưởng và bộ phận kỹ thuật; xem docs/how-to/van-hanh.md, mục “Nhật ký không khớp”."
            )
