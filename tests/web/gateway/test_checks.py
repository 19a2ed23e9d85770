"""The authority's side does not start with the wrong trust: demo roots and real ones never meet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.checks import Tags, run_checks

from hocba.adapters.demo_pki import DemoSchool, make_demo_pki
from hocba_web.base import clock
from hocba_web.gateway.models import Rehearsal
from support.web.authority import make_sender

SCHOOL = DemoSchool("Trường Tiểu học Thử", "5700000000", "Sở Thử")


OURS = {"hocba.E020", "hocba.E021", "hocba.W020", "hocba.W021"}


def ids() -> set[str]:
    return {str(found.id) for found in run_checks(tags=[Tags.security])} & OURS


@pytest.fixture
def authority(settings):
    settings.HOCBA = replace(settings.HOCBA, side="authority")


@pytest.mark.usefixtures("authority")
def test_real_anchors_and_demo_mode_exclude_each_other(settings):
    assert ids() == set()
    settings.HOCBA = replace(settings.HOCBA, demo=True)
    assert ids() == {"hocba.E020"}


@pytest.mark.slow
@pytest.mark.usefixtures("authority")
def test_demo_anchors_are_for_demo_mode_only(settings, tmp_path):
    pki = make_demo_pki([], SCHOOL, tmp_path / "pki", now=clock.real_now())
    settings.GATEWAY = settings.GATEWAY | {"trust": str(pki.trust), "seal": ""}
    assert ids() == {"hocba.E020", "hocba.W021"}
    settings.HOCBA = replace(settings.HOCBA, demo=True)
    assert ids() == {"hocba.W021"}


@pytest.mark.usefixtures("authority")
def test_what_is_missing_or_unreadable_is_told(settings, tmp_path):
    given = settings.GATEWAY
    settings.GATEWAY = given | {"trust": "", "seal": ""}
    assert ids() == {"hocba.W020", "hocba.W021"}
    for wrong in (
        {"trust": str(tmp_path / "nowhere")},
        {"seal": str(tmp_path / "nowhere.p12")},
        {"seal_password": "x"},
    ):
        settings.GATEWAY = given | wrong
        assert ids() == {"hocba.E021"}
    Path(tmp_path / "empty").mkdir()
    settings.GATEWAY = given | {"trust": str(tmp_path / "empty")}
    assert ids() == {"hocba.E021"}


def test_the_schools_side_is_not_asked(settings):
    settings.HOCBA = replace(settings.HOCBA, side="school")
    settings.GATEWAY = settings.GATEWAY | {"trust": "", "seal": ""}
    assert ids() == set()


@pytest.mark.usefixtures("authority")
def test_faults_for_practising_never_meet_real_records(settings):
    sender = make_sender()
    Rehearsal.objects.create(school=sender.school, drop_answers=1)
    found = [str(one.id) for one in run_checks(tags=[Tags.database], databases=["default"])]
    assert "hocba.E022" in found
    settings.HOCBA = replace(settings.HOCBA, demo=True)
    assert "hocba.E022" not in [str(one.id) for one in run_checks(tags=[Tags.database], databases=["default"])]
