"""The bundled sample school: every person in it is invented."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from hocba.model import SchoolYear

SAMPLE_SCHOOL = Path(str(files("hocba_cli"))) / "sample_school"
SAMPLE_YEAR = SchoolYear(2025)
