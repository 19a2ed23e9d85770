"""`manage.py log status | verify | publish | protect | keygen`."""

from __future__ import annotations

import json
import os
import secrets
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from hocba.errors import HocbaError
from hocba.messages import text, what
from hocba.transparency import KeyKind, new_key
from hocba_web.base import clock
from hocba_web.transparency import facts, triggers
from hocba_web.transparency.selectors import health
from hocba_web.transparency.services import checkpoints, sequencer
from hocba_web.transparency.verification import verify

_SHOWN = 50
_KINDS = {"nhat-ky": KeyKind.LOG, "chung-kien": KeyKind.WITNESS}


class Command(BaseCommand):
    """How the log stands; recompute it; publish it; make keys."""

    requires_system_checks: list[str] = []  # noqa: RUF012  # Django's attribute; makes the key that the checks ask for
    help = (
        "Nhật ký minh bạch: tình trạng (status), tính lại (verify), công bố (publish), đặt lại khóa "
        "chống sửa (protect), tạo khóa (keygen). "
        "(Transparency log: how it stands, recompute it, publish it, put its guards back, make keys.)"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One sub-command each."""
        parts = parser.add_subparsers(dest="part", required=True)
        parts.add_parser("status", help="số mục, mốc mới nhất, bên chứng kiến; mã thoát 1 nếu có vướng mắc")
        check = parts.add_parser("verify", help="tính lại toàn bộ cây; mã thoát 0 nếu nguyên vẹn, 1 nếu không")
        check.add_argument("--json", action="store_true", help="in một đối tượng JSON")
        parts.add_parser("publish", help="xếp chỗ các mục đang chờ, ký mốc mới, xin bên chứng kiến ký")
        parts.add_parser("protect", help="đặt lại các khóa chống sửa, xóa nhật ký minh bạch trong cơ sở dữ liệu")
        keys = parts.add_parser("keygen", help="tạo một cặp khóa: tệp .key (bí mật) và .vkey (công khai)")
        keys.add_argument("--name", required=True, help="tên khóa, dạng so.example.vn/nhat-ky")
        keys.add_argument("--kind", choices=sorted(_KINDS), default="nhat-ky")
        keys.add_argument("--out", type=Path, required=True, help="tệp .key; tệp .vkey được đặt bên cạnh")

    def handle(self, *, part: str, **options: Any) -> None:  # noqa: ANN401  # Django's signature
        """Run the chosen part.

        Raises:
            CommandError: something is wrong; says what.
        """
        try:
            if part == "status":
                self._status()
            elif part == "publish":
                self._publish()
            elif part == "protect":
                with transaction.atomic():
                    triggers.install(connection)
                self.stdout.write("Đã đặt lại các khóa chống sửa, xóa nhật ký minh bạch.")
            elif part == "keygen":
                self._keygen(options["name"], _KINDS[options["kind"]], options["out"])
            else:
                self._verify(as_json=options["json"])
        except HocbaError as error:
            raise CommandError(text(error.code, error.params)) from None

    def _status(self) -> None:
        state, head = health.health(), health.published()
        self.stdout.write(f"Đã xếp chỗ {state.placed} mục, chờ {state.waiting}, chưa công bố {state.unpublished}.")
        if head:
            witness = f"{head.witness}, {head.witnessed_at:%d/%m/%Y %H:%M} UTC" if head.witnessed_at else "không có"
            self.stdout.write(f"Mốc mới nhất: {head.size} mục, {head.root}; chứng kiến: {witness}.")
        if state.trouble:
            raise CommandError(f"{state.trouble.what} {state.trouble.next}")

    def _publish(self) -> None:
        sequencer.integrate_all()
        point = checkpoints.publish(clock.real_now())
        if point:
            self.stdout.write(f"Đã công bố mốc {point.size} mục.")
        elif waiting := health.unpublished():
            raise CommandError(
                f"Chưa công bố được {waiting} mục: chưa có khóa, chưa đủ bên chứng kiến trả lời, hoặc một tiến trình "
                "khác đang công bố. Xem nhật ký máy chủ; tick sẽ tự thử lại."
            )
        else:
            self.stdout.write("Không có gì mới để công bố lúc này.")

    def _verify(self, *, as_json: bool) -> None:
        report = verify(facts.trusted())
        if as_json:
            self.stdout.write(json.dumps(asdict(report), ensure_ascii=False))
        else:
            told = f"Đã tính lại {report.size} mục, {report.checkpoints} mốc; {report.waiting} mục đang chờ."
            self.stdout.write(told)
            for fault in report.faults[:_SHOWN]:
                self.stdout.write(f"{fault.code}: {what(fault.code, {'detail': fault.detail})}")
        if report.faults:
            raise CommandError(f"Nhật ký không nguyên vẹn: {len(report.faults)} điểm sai.")

    def _keygen(self, name: str, kind: KeyKind, out: Path) -> None:
        key, public = new_key(name, kind, secrets.token_bytes), out.with_suffix(".vkey")
        for file, text_, mode in ((out, key.skey, 0o600), (public, key.vkey, 0o644)):
            try:
                descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
            except FileExistsError:
                raise CommandError(f"{file.name} đã có: không ghi đè khóa.") from None
            except OSError as error:
                raise CommandError(f"Không ghi được {file}: {error.strerror}.") from error
            with os.fdopen(descriptor, "w", encoding="ascii") as opened:
                opened.write(f"{text_}\n")
        self.stdout.write(key.vkey)
