"""The sample's workbooks as uploads, and windows for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from hocba_web.assessment.models import Period
from hocba_web.schools.services.attachments import Upload
from support.sample_school import SAMPLE, sample
from support.web import SchoolWorld, make_school


def sample_world() -> SchoolWorld:
    """A school with an office and nothing else, which is the sample's school by code and name."""
    world = make_school(classes=(), pupils=0, name=sample().school.name)
    world.school.code = sample().school.code
    world.school.save()
    return world


def open_everything(world: SchoolWorld) -> None:
    """Windows of the four moments, of supplementary assessment and of the register."""
    for period in Period:
        world.open_window(period)


def sample_uploads(*names: str) -> list[Upload]:
    """Workbooks of the sample by the beginning of their names, sorted."""
    paths: Iterable[Path] = sorted([*SAMPLE.glob("*.xlsx"), *SAMPLE.glob("nhan-xet/*.xlsx")])
    return [Upload(str(one.relative_to(SAMPLE)), one.read_bytes()) for one in paths if one.name.startswith(names)]
