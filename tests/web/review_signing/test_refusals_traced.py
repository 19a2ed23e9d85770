"""A refusal that a page answers itself leaves its trace like one that leaves the page."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from hocba_web.audit.models import Entry
from support.web import SchoolWorld, logged_in
from support.web.records import initialised, ready_school, records_of
from support.web.school import NOW


@pytest.fixture
def school(db: None, at: datetime) -> SchoolWorld:
    assert at == NOW
    world = ready_school(classes=("4A1",), pupils=2)
    initialised(world, "4A1")
    return world


def refusals() -> list[str]:
    return list(Entry.objects.filter(action="audit.request.refused").values_list("code", flat=True))


def test_of_requests(client: Client, school: SchoolWorld) -> None:
    (record, *_rest) = records_of(school, "4A1")
    registrar = logged_in(client, school, "registrar")
    for _time in range(2):
        registrar.post(f"/hoc-ba/{record.id}/de-nghi-huy/", {"reason": "Học sinh đã chuyển trường"})
    assert refusals() == ["CANCEL_ASKED_BEFORE"]
