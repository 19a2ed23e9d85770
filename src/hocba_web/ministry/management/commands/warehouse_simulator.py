"""`manage.py warehouse_simulator`: the ministry's warehouse, played; demo mode only."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from hocba.errors import HocbaError
from hocba.messages import text
from hocba_web.base import clock
from hocba_web.gateway import facts
from hocba_web.ministry.facts import login
from hocba_web.ministry.simulator import Server, Simulator, State, serve


class Command(BaseCommand):
    """A small server of its own on 127.0.0.1, with a state file of its own."""

    help = "Mô phỏng kho học bạ số của Bộ (chỉ trong bản thử nghiệm)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where it listens and what it remembers."""
        parser.add_argument("--port", type=int, default=8090)
        parser.add_argument("--state", type=Path, help="tệp JSON; mặc định trong thư mục dữ liệu")

    def handle(self, *_args: object, **options: Any) -> None:  # noqa: ANN401  # Django's signature
        """Answer until the process is ended.

        Raises:
            CommandError: not in demo mode; the trust folder cannot be read; no login is set.
        """
        if not settings.HOCBA.demo:
            raise CommandError("Chỉ dùng trong bản thử nghiệm (HOCBA_DEMO=1).")
        file = options["state"] or settings.HOCBA.data / "kho-bo-mo-phong.json"
        try:
            simulator = Simulator(State.load(file), facts.load_anchors(), clock.now)
            server = Server(simulator, login(), options["port"])
        except HocbaError as error:
            raise CommandError(text(error.code, error.params)) from None
        self.stdout.write(server.address)
        serve(server)
