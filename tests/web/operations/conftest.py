"""What tests of operations share."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.web.lived import live


@pytest.fixture
def place(settings, tmp_path: Path) -> None:
    """A data folder and a storage of this test's own."""
    (tmp_path / "data").mkdir()
    settings.HOCBA = type(settings.HOCBA)(
        side="school", data=tmp_path / "data", demo=False, base_url="http://localhost"
    )
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "hocba_web.base.stores.Folder",
            "OPTIONS": {"location": str(tmp_path / "data" / "files"), "base_url": None, "durable": False},
        }
    }


@pytest.fixture
def lived(place) -> None:
    """An installation with traces, files and a session."""
    live()
