"""Prepares this process, and those it starts, for demo mode in one data folder."""

from __future__ import annotations

import os
from pathlib import Path

import django

MARK = ".hocba-demo"
"""Lies in a folder that a demo made: only such a folder is used again (`hocba_web.config.checks.DEMO_MARK`)."""


def enter(data: Path, port: int) -> None:
    """Set the environment and start Django.

    Args:
        data: the demo's folder; made if missing.
        port: of the web site on localhost.
    """
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    (data / "static").mkdir(exist_ok=True)
    (data / MARK).touch()
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "hocba_web.config.settings",
        "HOCBA_DEMO": "1",
        "HOCBA_SIDE": "school",
        "HOCBA_DATA": str(data.absolute()),
        "HOCBA_BASE_URL": f"http://localhost:{port}",
        "HOCBA_GATEWAY_URL": f"http://127.0.0.1:{port + 1}/api/hoc-ba/v1/giao-dich",
    }
    os.environ.setdefault("HOCBA_LOG_LEVEL", "WARNING")
    django.setup()
