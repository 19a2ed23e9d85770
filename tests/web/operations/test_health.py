"""What machines are told about this installation, and what they are not."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.db import DatabaseError, connection
from django.test import Client
from health_check.checks import Database

from hocba_web.base import clock
from hocba_web.base.health import beats

pytestmark = pytest.mark.django_db


@pytest.fixture
def alive(settings, tmp_path: Path) -> None:
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "hocba_web.base.stores.Folder",
            "OPTIONS": {"location": str(tmp_path / "files"), "base_url": None, "durable": False},
        }
    }
    beats.beat(beats.TICK)
    beats.beat(beats.WORKER)


def test_live_asks_nothing_but_the_process(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        response = client.get("/health/live")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.usefixtures("alive")
def test_ready_when_everything_is(client: Client, tmp_path: Path) -> None:
    response = client.get("/health/ready")
    assert response.status_code == 200, response.json()
    assert set(response.json()["checks"].values()) == {"ok"}
    assert set(response.json()["checks"]) == {"database", "migrations", "storage", "tick", "worker"}
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]  # its probe is gone again


@pytest.mark.usefixtures("alive")
@pytest.mark.parametrize("name", [beats.TICK, beats.WORKER])
def test_not_ready_when_the_clockwork_or_the_worker_stands_still(name: str, client: Client, monkeypatch) -> None:
    later = clock.real_now() + timedelta(minutes=16)
    monkeypatch.setattr(clock, "real_now", lambda: later)
    beats.beat(beats.TICK if name == beats.WORKER else beats.WORKER)
    response = client.get("/health/ready")
    assert response.status_code == 503
    failed = {check: reason for check, reason in response.json()["checks"].items() if reason != "ok"}
    assert set(failed) == {name}
    assert "last seen 9" in failed[name]


@pytest.mark.usefixtures("alive")
@pytest.mark.parametrize("name", [beats.TICK, beats.WORKER])
def test_not_ready_by_signs_of_a_clock_that_was_put_back(name: str, client: Client, monkeypatch) -> None:
    """A sign from the future would pass for fresh until the clock goes as late again, whatever has stopped since."""
    earlier = clock.real_now() - timedelta(days=400)
    monkeypatch.setattr(clock, "real_now", lambda: earlier)
    beats.beat(beats.TICK if name == beats.WORKER else beats.WORKER)
    failed = {check: reason for check, reason in client.get("/health/ready").json()["checks"].items() if reason != "ok"}
    assert set(failed) == {name}
    assert "ahead" in failed[name]


def test_not_ready_before_anything_was_ever_alive(client: Client) -> None:
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["checks"]["tick"] == response.json()["checks"]["worker"] == "never seen"


@pytest.mark.usefixtures("alive")
def test_not_ready_when_tables_are_of_an_older_version(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'audit'")
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["checks"]["migrations"] == "1 migrations are not applied: run manage.py migrate"


@pytest.mark.usefixtures("alive")
def test_not_ready_when_files_cannot_be_written(client: Client, monkeypatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device", "/secret/place/file")

    monkeypatch.setattr(type(storages["default"]), "_save", full)
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["checks"]["storage"] == "OSError"
    assert "secret" not in response.text


@pytest.mark.usefixtures("alive")
def test_one_broken_check_does_not_hide_the_others(client: Client, monkeypatch) -> None:
    def broken(_self: object) -> None:
        raise DatabaseError("password=topsecret")

    monkeypatch.setattr(Database, "run", broken)
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["checks"] == {
        "database": "DatabaseError",
        "migrations": "ok",
        "storage": "ok",
        "tick": "ok",
        "worker": "ok",
    }


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/metrics"])
def test_nothing_can_be_posted(path: str, client: Client) -> None:
    assert client.post(path).status_code == 405


def test_metrics_are_off_without_a_token(client: Client, settings) -> None:
    settings.METRICS_TOKEN = ""
    response = client.get("/metrics")
    assert response.status_code == 403
    assert "HOCBA_METRICS_TOKEN" in response.text


@pytest.mark.parametrize(
    "header", [None, "Bearer wrong", "Bearer ", "right", "Basic right", "Bearer rightx", "Bearer ñ"]
)
def test_metrics_want_the_token(header: str | None, client: Client, settings) -> None:
    settings.METRICS_TOKEN = "right"
    response = client.get("/metrics", headers={"Authorization": header} if header else None)
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Bearer"


def test_metrics_are_told_with_the_token_and_name_no_person(client: Client, settings, world) -> None:
    settings.METRICS_TOKEN = "right"
    client.get("/tim/?q=Nguyễn Bảo An")
    response = client.get("/metrics", headers={"Authorization": "Bearer right"})
    assert response.status_code == 200
    text = response.text
    assert "django_http_requests_before_middlewares_total" in text
    assert "hocba_traces_waiting 0.0" in text
    assert "hocba_worker_seen_seconds" in text
    assert "Nguy" not in text
