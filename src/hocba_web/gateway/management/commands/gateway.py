"""`manage.py gateway …`: schools and their logins, decisions, rehearsal; on the authority's side."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError

from hocba.errors import HocbaError
from hocba.messages import text
from hocba.model import ClosingGroup, SchoolYear
from hocba_web.base import clock
from hocba_web.gateway.models import Certificate, RecallRequest, Rehearsal
from hocba_web.gateway.services import certificates, rehearsal, units
from hocba_web.gateway.services.judging import judge, lease, settle
from hocba_web.register.models import Recall, School
from hocba_web.register.services import closing, recalls

_WHOLE = ("approve_after", "recall_after", "judge_after", "answer_after", "drop_answers")
_SWITCHES = ("answer_twice", "never_answer")


def _whole(text: str) -> int:
    """A number of seconds or times.

    Raises:
        ValueError: none, or below zero.
    """
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def _private(target: Path) -> TextIO:
    """A file that only its owner reads.

    Raises:
        CommandError: it cannot be written.
    """
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise CommandError(f"Không ghi được {target}: {error.strerror}. Tài khoản của trường chưa thay đổi.") from error
    return os.fdopen(descriptor, "w", encoding="utf-8")


class Command(BaseCommand):
    """What is done at the machine: logins of schools, and in demo mode what officers decide elsewhere."""

    help = (
        "Cổng tiếp nhận: cấp tài khoản cho trường; trong bản thử nghiệm còn phê duyệt, thu hồi, mô phỏng lỗi. "
        "(Gateway: logins of schools; in demo mode also decisions, recalls and faults.)"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One subcommand an act."""
        acts = parser.add_subparsers(dest="act", required=True)
        add = acts.add_parser("add-unit", help="cấp (lại) tài khoản kết nối cho một trường; in ra một lần")
        add.add_argument("code", help="mã đơn vị (MA_TRUONG)")
        add.add_argument("name", help="tên trường như trên chứng thư số")
        add.add_argument("--user", default="", help="tên đăng nhập (mặc định: mã đơn vị)")
        add.add_argument("--area", default="", help="mã xã, phường, đặc khu")
        add.add_argument("--area-name", default="", help="tên xã, phường, đặc khu")
        add.add_argument("--out", type=Path, help="ghi thông tin kết nối vào tệp JSON thay vì in ra")
        for name, words in (("approve", "phê duyệt"), ("refuse", "từ chối")):
            act = acts.add_parser(name, help=f"{words} chứng thư số đang chờ của một trường (chỉ trong bản thử nghiệm)")
            act.add_argument("code")
            act.add_argument("--serial", default="", help="số sê-ri; mặc định mọi chứng thư đang chờ")
            act.add_argument("--reason", default="")
        for name, words in (("agree-recalls", "đồng ý"), ("refuse-recalls", "từ chối")):
            act = acts.add_parser(
                name, help=f"{words} các đề nghị thu hồi đang chờ của một trường (chỉ trong bản thử nghiệm)"
            )
            act.add_argument("code")
        close = acts.add_parser("close", help="chốt một đợt của một trường (chỉ trong bản thử nghiệm)")
        close.add_argument("code")
        close.add_argument("year", help="năm học, ví dụ 2025-2026")
        close.add_argument("group", choices=[group.value for group in ClosingGroup])
        faults = acts.add_parser("rehearse", help="đặt cách trả lời cho một trường (chỉ trong bản thử nghiệm)")
        faults.add_argument("code")
        for name in _WHOLE:
            faults.add_argument(f"--{name.replace('_', '-')}", type=_whole)
        for name in _SWITCHES:
            faults.add_argument(f"--{name.replace('_', '-')}", type=int, choices=(0, 1))
        faults.add_argument("--recalls", choices=Rehearsal.Recalls.values)
        faults.add_argument("--refuse", action="append", metavar="SO_DINH_DANH=MA_LOI")
        faults.add_argument("--officer", action="store_true", help="chứng thư số chờ cán bộ phê duyệt")
        acts.add_parser("judge", help="xử lý ngay các giao dịch đang chờ")

    def handle(self, *, act: str, **options: Any) -> None:  # noqa: ANN401  # Django's signature
        """Do it.

        Raises:
            CommandError: it was refused, with the reason.
        """
        try:
            getattr(self, f"_{act.replace('-', '_')}")(options)
        except HocbaError as error:
            raise CommandError(text(error.code, error.params)) from error

    def _add_unit(self, options: dict[str, Any]) -> None:
        code, name, target = options["code"].strip(), options["name"].strip(), options["out"]
        if not code or not name:
            raise CommandError("Cần cả mã đơn vị và tên trường.")
        # Told once: where it goes is opened before the login that the school has is ended by a new one.
        with _private(target) if target else nullcontext(self.stdout) as file:
            school = units.put_school(code=code, name=name, area_code=options["area"], area_name=options["area_name"])
            given = units.give_login(None, school, user_name=options["user"] or school.code, at=clock.now())
            file.write(json.dumps(asdict(given), ensure_ascii=False, indent=2))
        if target:
            self.stdout.write(f"Đã ghi thông tin kết nối của {given.unit} vào {target}.")

    def _approve(self, options: dict[str, Any]) -> None:
        self._decide(options, approve=True)

    def _refuse(self, options: dict[str, Any]) -> None:
        self._decide(options, approve=False)

    def _decide(self, options: dict[str, Any], *, approve: bool) -> None:
        waiting = Certificate.objects.filter(school=self._unit(options))
        serial = options["serial"].upper()
        waiting = waiting.filter(serial_number=serial) if serial else waiting.filter(status=Certificate.Status.PENDING)
        for found in list(waiting):
            decided = certificates.by_rule(found.id, approve=approve, at=clock.now(), reason=options["reason"])
            self.stdout.write(f"{decided.serial_number}: {decided.get_status_display()}")

    def _agree_recalls(self, options: dict[str, Any]) -> None:
        self._recalls(options, agree=True)

    def _refuse_recalls(self, options: dict[str, Any]) -> None:
        self._recalls(options, agree=False)

    def _recalls(self, options: dict[str, Any], *, agree: bool) -> None:
        waiting = RecallRequest.objects.filter(
            message__school=self._unit(options), recall__state=Recall.State.WAITING
        ).values_list("recall_id", "uuid")
        for recall_id, uuid in list(waiting):
            recalls.by_rule(recall_id, agree=agree, at=clock.now())
            self.stdout.write(f"{uuid}: {'Đồng ý' if agree else 'Không đồng ý'}")

    def _close(self, options: dict[str, Any]) -> None:
        year, group = SchoolYear.parse(options["year"]), ClosingGroup(options["group"])
        found = closing.by_rule(self._unit(options), year.first, group, at=clock.now())
        self.stdout.write(f"Đã chốt đợt {found.group} lúc {clock.local(found.finalised_at):%H:%M %d/%m/%Y}.")

    def _rehearse(self, options: dict[str, Any]) -> None:
        changes: dict[str, object] = {name: options[name] for name in _WHOLE if options[name] is not None}
        changes |= {name: bool(options[name]) for name in _SWITCHES if options[name] is not None}
        if options["recalls"]:
            changes["recalls"] = options["recalls"]
        if options["refuse"]:
            pairs = [pair.partition("=") for pair in options["refuse"]]
            if unread := next((f"{name}{sign}" for name, sign, code in pairs if not (name and code)), None):
                raise CommandError(f"--refuse {unread}: cần dạng SO_DINH_DANH=MA_LOI.")
            changes["refuse"] = {name: code for name, _, code in pairs}
        if options["officer"]:
            changes["approve_after"] = None
        rehearsal.set_rules(None, self._unit(options), at=clock.now(), **changes)
        self.stdout.write("Đã đặt cách trả lời.")

    def _judge(self, _options: dict[str, Any]) -> None:
        waiting = lease.due(clock.real_now())
        done = sum(judge(message_id, at=clock.now(), real_at=clock.real_now()) for message_id in waiting)
        settle(at=clock.now(), real_at=clock.real_now())
        self.stdout.write(f"Đã xử lý {done}/{len(waiting)} giao dịch.")

    def _unit(self, options: dict[str, Any]) -> School:
        found = School.objects.filter(code=options["code"]).first()
        if found is None:
            raise CommandError(f"Chưa có đơn vị {options['code']}.")
        return found
