"""`manage.py tick`: calls what applications registered in `hocba_web.base.ticks`; run by a timer, cron or the demo."""

from __future__ import annotations

import signal
import threading
import time
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

import structlog
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections, transaction

from hocba_web.base import clock, ticks
from hocba_web.base.health import beats

_log = structlog.get_logger("hocba.tick")


class Command(BaseCommand):
    """Runs every tick function once, each in a transaction of its own."""

    help = (
        "Việc định kỳ: nối chuỗi nhật ký, gửi nhắc việc, báo đợt nhập đã khóa. Chạy mỗi phút một lần. "
        "(Periodical work: chain traces, send reminders, end windows. Run it every minute.)"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How often."""
        parser.add_argument("--every", type=int, metavar="GIÂY", help="chạy mãi, cách nhau chừng này giây")

    def handle(self, *, every: int | None, **_options: Any) -> None:  # noqa: ANN401  # Django's signature
        """Once, or again and again until SIGTERM or Ctrl+C.

        Raises:
            CommandError: something failed (only without `--every`).
        """
        if every is None:
            failed = self._once(clock.now())
            if failed:
                raise CommandError(f"Không xong: {', '.join(failed)}. Xem nhật ký máy chủ.")
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            close_old_connections()
            self._once(clock.now())
            stop.wait(every)

    def _once(self, at: datetime) -> list[str]:
        failed = []
        for name, function in ticks.registered().items():
            started = time.perf_counter()
            try:
                with transaction.atomic():
                    count = function(at)
            except Exception:  # noqa: BLE001  # one that fails must not keep the others from running
                _log.exception("tick failed", task=name)
                beats.note_failure(beats.TICK_FAILED)
                self.stdout.write(f"{name}: không xong")
                failed.append(name)
                continue
            _log.info("tick", task=name, count=count, seconds=round(time.perf_counter() - started, 3))
            self.stdout.write(f"{name}: {count}")
        return failed
