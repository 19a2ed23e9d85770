"""An officer's machine: lists of the sector database, made from the sample's with other birth dates for some pupils."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping

from hocba.workbooks.school import load_school
from hocba_cli.sample import SAMPLE_SCHOOL, SAMPLE_YEAR
from support.web.demo_site import SCHOOL
from support.workbooks.lists import pupil_list
from web.journeys.two_installations.cast import Stage

OFFICER = "khanh.lq"


def import_roster(stage: Stage, born: Mapping[str, str]) -> None:
    """Import the school's pupils as the sector database has them; records are compared with them from now on.

    Args:
        stage: the running demo.
        born: birth dates (dd/mm/yyyy) by name in class 4A2 that differ from the school's.
    """
    data = load_school(SAMPLE_SCHOOL, SAMPLE_YEAR)
    rows = [
        (
            number,
            one.class_name,
            one.code,
            one.identity.name,
            born.get(one.identity.name if one.class_name == "4A2" else "", f"{one.identity.born:%d/%m/%Y}"),
            one.identity.sex.value,
            one.status.value,
            one.identity.ethnicity,
            one.identity.personal_id,
            "",
        )
        for number, one in enumerate(data.pupils.values(), start=1)
    ]
    target = stage.folder / "danh-sach-csdl.xlsx"
    target.write_bytes(pupil_list(rows))
    _manage(stage, "import", SCHOOL, "2025-2026", str(target), "--by", OFFICER)
    _manage(stage, "compare", SCHOOL, "enforce", "--by", OFFICER, "--reason", "Đối chiếu trước khi tiếp nhận")


def _manage(stage: Stage, *arguments: str) -> None:
    """As an officer with a shell on the authority's machine does it."""
    told = {name: value for name, value in stage.site.plan.of_authority().items() if name != "HOCBA_TESTING"}
    command = [sys.executable, "-m", "django", "roster", *arguments]
    done = subprocess.run(command, env=told, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
