"""What tests of the register share: an open register, a pupil, files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from hocba_web.schools.models import Pupil, SchoolClass
from hocba_web.schools.ports import CLOSED, OpenState, ports
from hocba_web.schools.services.attachments import Upload
from support.web import SchoolWorld

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


class Register:
    """Which classes are open; stands in for the windows of `assessment`."""

    def __init__(self) -> None:
        self.open = True
        self.closed_classes: set[int] = set()
        self.next_opening: datetime | None = None

    def __call__(self, school_class: SchoolClass, _at: datetime) -> OpenState:
        if self.open and school_class.id not in self.closed_classes:
            return OpenState(is_open=True)
        return OpenState(is_open=False, opens_at=self.next_opening) if self.next_opening else CLOSED


@pytest.fixture
def register() -> Iterator[Register]:
    """The register, open until a test closes it."""
    before = ports.register_open
    gate = Register()
    ports.register_open = gate
    yield gate
    ports.register_open = before


@pytest.fixture
def pupil(world: SchoolWorld) -> Pupil:
    """The first pupil of 4A1."""
    return world.enrolments["4A1"][0].pupil


@pytest.fixture
def paper() -> Upload:
    """A scan."""
    return Upload("Quyết định hộ tịch.pdf", PDF)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path: Path) -> None:
    """Files of a test lie in its own folder."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "hocba_web.base.stores.Folder",
            "OPTIONS": {"location": str(tmp_path / "files"), "base_url": None, "durable": False},
        },
    }
