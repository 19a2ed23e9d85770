"""Records a principal appointed by the authority when nobody of the school can decide any more."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hocba_web.base import clock
from hocba_web.base.refusals import Refused, spoken
from hocba_web.schools.services.appointments.outside import appoint_principal


class Command(BaseCommand):
    """Who may run this on the server answers for the paper behind it; the act is traced."""

    help = "Ghi nhận hiệu trưởng mới theo quyết định của cơ quan quản lý, khi trường không còn ai duyệt được."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The school, the person and the decision."""
        parser.add_argument("--school", required=True, help="mã trường")
        parser.add_argument("--staff", required=True, help="mã cán bộ của hiệu trưởng mới")
        parser.add_argument("--number", required=True, help="số quyết định")
        parser.add_argument("--dated", required=True, type=date.fromisoformat, help="ngày ký, NNNN-TT-NN")
        parser.add_argument("--since", required=True, type=date.fromisoformat, help="từ ngày, NNNN-TT-NN")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002  # Django's signature
        """Record the appointment."""
        try:
            row = appoint_principal(
                school_code=options["school"],
                staff_code=options["staff"],
                number=options["number"],
                dated=options["dated"],
                since=options["since"],
                at=clock.now(),
            )
        except Refused as error:
            said = spoken(error)
            raise CommandError(f"{said.what} {said.next} [{said.code}]") from error
        self.stdout.write(f"Từ {row.since:%d/%m/%Y}: hiệu trưởng {row.staff.name}.")
