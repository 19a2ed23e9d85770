"""`manage.py roster …`: lists of the sector database, imported at the machine in the name of an intake officer."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from hocba.errors import HocbaError
from hocba.messages import text
from hocba.model import SchoolYear
from hocba_web.base import clock
from hocba_web.gateway.models import Access
from hocba_web.gateway.services.roster.importing import import_lists, set_comparing
from hocba_web.gateway.services.roster.reading import Workbook
from hocba_web.officers.actor import Officer
from hocba_web.officers.roles import OfficerRole
from hocba_web.officers.selectors import appointment_on
from hocba_web.register.models import School


class Command(BaseCommand):
    """Import a school's lists; say whether its records are compared with them."""

    help = (
        "Danh sách từ cơ sở dữ liệu ngành: nhập của một trường, đặt cách đối chiếu. "
        "(Lists of the sector database: import a school's, say how its records are compared.)"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One subcommand an act."""
        acts = parser.add_subparsers(dest="act", required=True)
        bring = acts.add_parser("import", help="nhập danh sách học sinh (và cán bộ, giáo viên) của một trường")
        bring.add_argument("code", help="mã đơn vị")
        bring.add_argument("year", help="năm học, ví dụ 2025-2026")
        bring.add_argument("pupils", type=Path, help="tệp danh sách học sinh")
        bring.add_argument("--staff", type=Path, help="tệp danh sách cán bộ, giáo viên")
        compare = acts.add_parser("compare", help="đặt cách đối chiếu học bạ của một trường")
        compare.add_argument("code", help="mã đơn vị")
        compare.add_argument("comparing", choices=Access.Comparing.values)
        compare.add_argument("--reason", required=True, help="lý do, được lưu cùng người đặt")
        for act in (bring, compare):
            act.add_argument("--by", required=True, help="tên đăng nhập của cán bộ tiếp nhận")

    def handle(self, *, act: str, **options: Any) -> None:  # noqa: ANN401  # Django's signature
        """Do it.

        Raises:
            CommandError: it was refused, with the reason.
        """
        try:
            getattr(self, f"_{act}")(_officer(options["by"]), _school(options["code"]), options)
        except HocbaError as error:
            raise CommandError(text(error.code, error.params)) from error

    def _import(self, officer: Officer, school: School, options: dict[str, Any]) -> None:
        staff: Path | None = options["staff"]
        done = import_lists(
            officer,
            school,
            school_year=SchoolYear.parse(options["year"]),
            pupils=_workbook(options["pupils"]),
            staff=_workbook(staff) if staff else None,
            at=clock.now(),
        )
        self.stdout.write(
            f"{school.code}: {done.pupils} học sinh, {done.teachers} cán bộ, giáo viên; bỏ qua {done.passed_over} dòng."
        )

    def _compare(self, officer: Officer, school: School, options: dict[str, Any]) -> None:
        comparing = Access.Comparing(options["comparing"])
        set_comparing(officer, school, comparing, reason=options["reason"], at=clock.now())
        self.stdout.write(f"{school.code}: {comparing.label}.")


def _officer(username: str) -> Officer:
    user = get_user_model().objects.filter(username=username, is_active=True).first()
    found = appointment_on(user.pk, clock.today()) if user else None
    if user is None or found is None:
        raise CommandError(f"{username} không phải cán bộ của Sở.")
    return Officer(
        user_id=user.pk, name=user.get_full_name(), role=OfficerRole(found.role), areas=frozenset(found.areas) or None
    )


def _school(code: str) -> School:
    found = School.objects.filter(code=code).first()
    if found is None:
        raise CommandError(f"Chưa có đơn vị {code}.")
    return found


def _workbook(path: Path) -> Workbook:
    try:
        return Workbook(path.name, path.read_bytes())
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
