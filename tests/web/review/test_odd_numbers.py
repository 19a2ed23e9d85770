"""Numbers that no page sends are refused like any that mean nothing: never an error of the server."""

from __future__ import annotations

import json
from datetime import date
from urllib.parse import urlencode

import pytest

from hocba_web.assessment.models import Period
from hocba_web.assessment.services.rollover import prepare_rollover
from hocba_web.schools.services.setup import YearData
from support.web import actor_for, logged_in
from support.web.school import NOW
from support.web.year_end import assessed_school

LONG = "9" * 5000
"""More digits than Python turns into a number."""
LARGE = "9" * 30
"""More than a 64-bit key holds."""
FOUND, BAD_REQUEST, SERVER_ERROR = 302, 400, 500


@pytest.fixture
def school(db, at):
    assert at == NOW
    world = assessed_school()
    world.open_window(Period.SUPPLEMENTARY)
    return world


@pytest.mark.parametrize("number", [LONG, LARGE])
@pytest.mark.parametrize(
    "form",
    [
        ("homeroom:4A1", "/cuoi-nam/bo-sung/bao-cao/", {"pupils": "?", "report": "Còn yếu."}),
        ("homeroom:4A1", "/quy-che/da-doc/", {"version": "?"}),
        ("registrar", "/nhap-tep/", {"year": "?"}),
    ],
)
def test_numbers_in_forms(client, school, form, number):
    who, address, fields = form
    sent = {name: value.replace("?", number) for name, value in fields.items()}
    answer = logged_in(client, school, who).post(address, sent)
    assert BAD_REQUEST <= answer.status_code < SERVER_ERROR


@pytest.mark.parametrize("number", [LONG, LARGE])
def test_numbers_in_names_of_fields(client, school, at, number):
    row = prepare_rollover(
        actor=actor_for(school, "registrar"),
        from_year_id=school.year.id,
        days=YearData(starts_on=date(2026, 9, 5), term_2_on=date(2027, 1, 18), ends_on=date(2027, 5, 31)),
        at=at,
    )
    answer = logged_in(client, school, "registrar").post(
        f"/len-nam-hoc/{row.id}/sua/",
        urlencode({f"up-{number}": "5A9", f"pupil-{number}": "5A9"}),
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == FOUND
    row.refresh_from_db()
    assert "5A9" not in json.dumps([row.classes, row.exceptions])


@pytest.mark.parametrize("body", ['{"cells": ' + LONG + "}", "[" * 100_000, '{"user": "\\ud800"}'])
def test_numbers_and_depth_in_an_act(client, school, body):
    address = f"/ket-qua/{school.classes['4A1'].id}/cn/tieng-viet/luu/"
    answer = logged_in(client, school, "homeroom:4A1").post(address, body, content_type="application/json")
    assert BAD_REQUEST <= answer.status_code < SERVER_ERROR
    assert json.loads(answer.content)["code"]


def test_two_pupils_who_cannot_be(client, school):
    answer = logged_in(client, school, "registrar").post(f"/nghi-trung/{LARGE}/1/", {"note": "x"})
    assert BAD_REQUEST <= answer.status_code < SERVER_ERROR
