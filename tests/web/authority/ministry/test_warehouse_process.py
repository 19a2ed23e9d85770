"""The played warehouse as a process of its own: demo mode only, its memory outlives it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from hocba.adapters.warehouse import HttpWarehouse
from hocba.exchange.messages import AskApproval, Login, RegisterCertificate, Registration
from hocba.model import SchoolYear
from support.keys import demo_ca
from support.trust import trust_files

LOGIN = Login.of("22", "so-gddt", "mat-khau-kho", "")


def command(folder: Path, *, demo: bool) -> subprocess.Popen[str]:
    """The process, not yet listening."""
    trust = folder / "trust"
    if not trust.exists():
        trust.mkdir()
        for name, data in trust_files(demo_ca()).items():
            (trust / name).write_bytes(data)
    own = {
        "DJANGO_SETTINGS_MODULE": "hocba_web.config.settings",
        "HOCBA_SIDE": "authority",
        "HOCBA_DEMO": str(int(demo)),
        "HOCBA_SECRET_KEY": "x" * 60,
        "HOCBA_DATA": str(folder),
        "HOCBA_TRUST": str(trust),
        "HOCBA_WAREHOUSE_UNIT": LOGIN.unit,
        "HOCBA_WAREHOUSE_USER": LOGIN.user_name,
        "HOCBA_WAREHOUSE_PASSWORD": "mat-khau-kho",
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HOCBA_", "DJANGO_"))}
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "django", "warehouse_simulator", "--port", "0", "--skip-checks"],
        env=kept | own,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def running(folder: Path) -> Iterator[HttpWarehouse]:
    """The way to it; killed without warning at the end."""
    with command(folder, demo=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        way = HttpWarehouse(address, LOGIN)
        try:
            yield way
        finally:
            way.close()
            process.send_signal(signal.SIGKILL)


@pytest.mark.slow
def test_what_it_took_is_there_after_it_was_killed(tmp_path: Path) -> None:
    key = demo_ca().seal("Sở Giáo dục và Đào tạo Quảng Ninh", tax_code="0099000002", kind="p256")
    head = {"login": LOGIN, "school_year": SchoolYear(2025)}
    serial = f"{key.certificate.serial_number:X}"
    with running(tmp_path) as way:
        way.send(
            RegisterCertificate(
                **head,
                message_id="m-1",
                serial_number=serial,
                valid_from=datetime(2025, 8, 1, tzinfo=UTC).date(),
                signature_kind="CHU_KY_SO_TO_CHUC",
                issuer="Test",
                certificates=key.certificate.public_bytes(Encoding.PEM).decode(),
            )
        )
    with running(tmp_path) as way:
        assert way.signature_types()
        assert way.send(AskApproval(**head, message_id="m-2", serial_number=serial)).status is Registration.APPROVED


@pytest.mark.slow
def test_outside_demo_mode_it_does_not_start(tmp_path: Path) -> None:
    process = command(tmp_path, demo=False)
    _, told = process.communicate(timeout=60)
    assert process.returncode != 0
    assert "HOCBA_DEMO" in told
