"""The clockwork: everything registered runs, apart from each other."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django_tasks import task

from hocba_web.base import clock, housekeeping, integrity, metrics, ticks
from hocba_web.base.health import beats
from hocba_web.base.models import Heartbeat
from support.migrated import environment, place
from support.web.traces import AT


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> dict[str, ticks.TickFunction]:
    """An empty registry for this test."""
    mine: dict[str, ticks.TickFunction] = {}
    monkeypatch.setattr(ticks, "_registered", mine)
    return mine


@pytest.mark.django_db(transaction=True)
def test_one_that_fails_takes_back_its_own_work_and_stops_no_other(only, capsys, caplog) -> None:
    def good(name: str) -> ticks.TickFunction:
        def run(at: datetime) -> int:
            Heartbeat.objects.create(name=name, at=at)
            return 1

        return run

    def bad(at: datetime) -> int:
        Heartbeat.objects.create(name="bad", at=at)
        raise ValueError("Nguyễn Bảo An")

    ticks.register("a.first", good("first"))
    ticks.register("b.second", bad)
    ticks.register("c.third", good("third"))
    out = StringIO()
    with pytest.raises(CommandError, match=r"b\.second") as failed:
        call_command("tick", stdout=out)
    assert failed.value.returncode == 1
    assert out.getvalue() == "a.first: 1\nb.second: không xong\nc.third: 1\n"
    assert set(Heartbeat.objects.values_list("name", flat=True)) == {"first", "third", beats.TICK_FAILED}
    assert "hocba_tick_failed_seconds -1.0" not in metrics.exposition().decode()
    assert "hocba_job_failed_seconds -1.0" in metrics.exposition().decode()


@pytest.mark.django_db
def test_every_function_is_given_the_products_time(only, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    given: list[datetime] = []
    ticks.register("a.b", lambda at: len(given.append(at) or given))
    call_command("tick", stdout=StringIO())
    assert given == [AT]


def test_a_name_is_registered_once(only) -> None:
    ticks.register("a.b", beats.tick)
    ticks.register("a.b", beats.tick)
    with pytest.raises(ValueError, match="twice"):
        ticks.register("a.b", housekeeping.tick)
    assert dict(ticks.registered()) == {"a.b": beats.tick}


@pytest.mark.django_db
def test_a_tick_leaves_signs_of_life_and_the_worker_answers() -> None:
    assert beats.last(beats.WORKER) is None
    assert beats.tick(AT) == 1
    assert beats.last(beats.TICK) is not None
    assert beats.last(beats.WORKER) is not None  # jobs run at once in tests


@pytest.mark.django_db
def test_no_requests_pile_up_while_no_worker_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = AT
    monkeypatch.setattr(clock, "real_now", lambda: moment)
    queued = []

    def enqueue(self: object) -> None:
        queued.append(self)

    monkeypatch.setattr(type(beats.answer), "enqueue", enqueue)
    counts = []
    for minute in range(25):
        moment = AT + timedelta(minutes=minute)
        counts.append(beats.tick(moment))
    assert len(queued) == sum(counts) == 3  # at minute 0, 10 and 20


@task()
def ends_badly() -> None:
    """A job."""
    raise ValueError("Nguyễn Bảo An")


@pytest.mark.django_db
def test_a_job_that_fails_is_named_in_the_log_and_told_to_prometheus(caplog) -> None:
    assert "hocba_job_failed_seconds -1.0" in metrics.exposition().decode()
    ends_badly.enqueue()
    (said,) = [record.msg for record in caplog.records if record.name == "hocba.jobs"]
    assert said["event"] == "job failed"
    assert (said["task"], said["kind"]) == (ends_badly.module_path, "builtins.ValueError")
    assert "hocba_job_failed_seconds -1.0" not in metrics.exposition().decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["housekeeping", "audit.asked", "log.asked"])
def test_a_clock_that_was_put_back_stops_nothing_for_years(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    beats.beat(name)
    assert not beats.is_due(name, timedelta(hours=24))
    years_ago = clock.real_now() - timedelta(days=3650)
    monkeypatch.setattr(clock, "real_now", lambda: years_ago)
    assert beats.is_due(name, timedelta(hours=24))
    if name == "housekeeping":
        assert housekeeping.tick(AT) == 1
    else:
        assert integrity.tick(AT) >= 1
    assert not beats.is_due(name, timedelta(hours=24))


@pytest.mark.django_db
def test_what_has_served_its_time_is_thrown_away_once_a_day(monkeypatch: pytest.MonkeyPatch, client) -> None:
    client.session.save()
    from django.contrib.sessions.models import Session  # noqa: PLC0415  # needs the application registry

    session = client.session
    session["x"] = 1
    session.save()
    Session.objects.update(expire_date=AT - timedelta(days=1))
    moment = clock.real_now()
    monkeypatch.setattr(clock, "real_now", lambda: moment)
    assert housekeeping.tick(AT) == 1
    assert not Session.objects.exists()
    assert housekeeping.tick(AT) == 0
    moment += timedelta(hours=24)
    assert housekeeping.tick(AT) == 1


@pytest.mark.slow
def test_the_command_ticks_again_and_again_until_it_is_told_to_stop(tmp_path: Path) -> None:
    """As the demo and compose.yaml run it: a process of its own, JSON lines on stderr, a clean end on SIGTERM."""
    place(tmp_path)
    command = [sys.executable, "-m", "django", "tick", "--every", "1"]
    with subprocess.Popen(
        command, env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        lines: list[str] = []
        deadline = time.monotonic() + 60
        while sum(line.startswith("audit.sequence") for line in lines) < 2 and time.monotonic() < deadline:
            lines.append(process.stdout.readline())
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 0, errors
    assert lines.count("audit.sequence: 0\n") >= 2
    events = [json.loads(line) for line in errors.splitlines() if line.startswith("{")]
    told = [event for event in events if event.get("event") == "tick"]
    assert {"base.signs_of_life", "audit.sequence"} <= {event["task"] for event in told}
    assert all(set(event) <= {"event", "task", "count", "seconds", "level", "logger", "timestamp"} for event in told)
