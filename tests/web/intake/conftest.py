"""A school with nothing in it, the sample's workbooks, and the doors of intake."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from hocba_web.intake.models import Batch, ImportRun
from hocba_web.intake.services.uploads import take_in
from hocba_web.schools.services.attachments import Upload
from support.web import SchoolWorld, actor_for
from support.web.school import NOW
from support.web.workbooks import sample_world


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "hocba_web.base.stores.Folder",
            "OPTIONS": {"location": str(tmp_path / "files"), "base_url": None, "durable": False},
        }
    }


@pytest.fixture
def empty(db) -> SchoolWorld:
    """The sample's school before anything was imported."""
    return sample_world()


@pytest.fixture
def bring(at, django_capture_on_commit_callbacks) -> Callable[..., Batch]:
    """Upload files as somebody and have the job read them."""

    def _bring(world: SchoolWorld, files: Iterable[Upload], key: str = "registrar", **of_actor: object) -> Batch:
        with django_capture_on_commit_callbacks(execute=True):
            return take_in(actor=actor_for(world, key, **of_actor), year_id=world.year.id, files=list(files), at=NOW)

    return _bring


@pytest.fixture
def one(bring) -> Callable[..., ImportRun]:
    """Upload one file and read it."""

    def _one(world: SchoolWorld, upload: Upload, key: str = "registrar", **of_actor: object) -> ImportRun:
        return bring(world, [upload], key, **of_actor).runs.get()

    return _one
