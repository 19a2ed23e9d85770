"""The daily check: what was changed behind the services' back is told to who reads traces, and to Prometheus."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.checks import run_checks
from django.db import connection

from hocba_web.audit import sequencer, triggers
from hocba_web.audit.models import Entry
from hocba_web.base import clock, integrity, metrics
from hocba_web.base.health import beats
from support.web import logged_in
from support.web.traces import trace

BANNER = "Nhật ký không nguyên vẹn"


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch):
    """The machine's clock, moved by hand."""
    moment = [clock.real_now()]
    monkeypatch.setattr(clock, "real_now", lambda: moment[0])

    def move(by: timedelta) -> None:
        moment[0] += by

    return move


def tampered() -> None:
    """Somebody who owns the database changes a trace and puts the locks back."""
    with connection.cursor() as cursor:
        triggers.remove(connection)
        cursor.execute("UPDATE audit_entry SET action = 'nothing.happened' WHERE id = %s", [Entry.objects.first().pk])
        triggers.install(connection)


@pytest.mark.django_db
def test_it_runs_once_a_day_and_tells_what_it_found(real, django_capture_on_commit_callbacks) -> None:
    def tick() -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return integrity.tick(clock.now())

    trace(1)
    sequencer.sequence_all()
    assert tick() == len(integrity._checks)
    assert integrity.broken() == []
    assert tick() == 0
    tampered()
    real(timedelta(hours=23))
    assert tick() == 0
    assert integrity.broken() == []
    real(timedelta(hours=1))
    tick()
    assert integrity.broken() == ["audit"]
    told = metrics.exposition().decode()
    assert "hocba_audit_broken 1.0" in told
    assert "hocba_log_broken 0.0" in told
    assert "hocba_audit_checked_seconds 0.0" in told


@pytest.mark.usefixtures("at")
def test_who_reads_traces_learns_it_there(client, world) -> None:
    logged_in(client, world, "principal")
    beats.beat("audit.checked")
    assert BANNER in client.get("/nhat-ky/").content.decode()
    beats.beat("audit.intact")
    assert BANNER not in client.get("/nhat-ky/").content.decode()


def test_the_authority_starts_with_a_log_only_and_is_told_to_find_a_witness(settings, tmp_path) -> None:
    def complaints() -> set[str]:
        return {found.id for found in run_checks() if found.id in {"hocba.E006", "hocba.W002"}}

    settings.TESTING = False
    settings.HOCBA = type(settings.HOCBA)("authority", tmp_path, demo=False, base_url="https://so.example")
    settings.LOG = {"name": "", "key": "", "witnesses": ""}
    assert complaints() == {"hocba.E006"}
    settings.LOG |= {"key": str(tmp_path / "log.key")}
    assert complaints() == {"hocba.W002"}
    settings.LOG |= {"witnesses": str(tmp_path / "witnesses.txt")}
    assert complaints() == set()
