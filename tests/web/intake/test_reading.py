"""Workbooks of the sample school read against a school that has everything."""

from __future__ import annotations

import time

import pytest

from hocba_web.intake.kinds import FileKind
from hocba_web.intake.reading import KnownSchool, read_workbook
from hocba_web.intake.services.school_folder import load_into
from hocba_web.schools.selectors.rows import year_of_school
from support.sample_school import SAMPLE, sample
from support.web import make_school
from support.web.school import NOW


def test_every_file_of_the_sample(db):
    world = make_school(classes=(), pupils=0)
    world.school.code = sample().school.code
    world.school.save()
    load_into(school_id=world.school.id, year_id=world.year.id, data=sample(), by=world.staff["registrar"].user_id, at=NOW)
    known = KnownSchool(year_of_school(world.school.id, world.year.id))
    total = 0
    for path in sorted([*SAMPLE.glob("**/*.xls*")]):
        began = time.perf_counter()
        reading = read_workbook(path.read_bytes(), path.name, known)
        took = time.perf_counter() - began
        total += took
        print(path.name, reading.kind, reading.moment, reading.grade, reading.class_name, len(reading.rows), reading.data_rows, reading.rejected_rows, len(reading.warnings), reading.refusal, round(took, 2))
    print(total)
