"""The files an installation is set up from: run where they can be, read against the settings where not."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

from support.migrated import environment, place

ROOT = Path(__file__).parents[3]
DEPLOY = ROOT / "deploy"
GUIDE = (ROOT / "docs" / "how-to" / "van-hanh.md").read_text(encoding="utf-8")


def settings_read() -> set[str]:
    """Every setting that the project, or gunicorn's file, asks the environment for."""
    asked = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src" / "hocba_web").rglob("*.py"))
    names = {f"HOCBA_{name}" for name in re.findall(r'env\.(?:string|text|flag|whole)\(\s*"([A-Z0-9_]+)"', asked)}
    names |= {f"HOCBA_{name}" for name in re.findall(r'(?:string|text)\("([A-Z0-9_]+)", "school"', asked)}
    return names | set(re.findall(r'"(HOCBA_[A-Z0-9_]+)"', (DEPLOY / "gunicorn.conf.py").read_text()))


def test_every_setting_is_explained_to_those_who_set_it() -> None:
    asked = settings_read()
    assert {"HOCBA_SECRET_KEY", "HOCBA_SIDE", "HOCBA_DATABASE", "HOCBA_WORKERS"} <= asked
    assert not {name for name in asked if f"`{name}`" not in GUIDE}


def test_the_guide_names_only_settings_and_commands_that_exist() -> None:
    named = {name.removesuffix("_FILE") for name in re.findall(r"HOCBA_[A-Z0-9_]*[A-Z0-9]", GUIDE)}
    assert not named - settings_read()
    elsewhere = {"help", "rqworker"}  # the second comes with HOCBA_REDIS
    commands = set(re.findall(r"manage\.py ([a-z_]+)", GUIDE)) - elsewhere
    assert not commands - set(get_commands())


@pytest.mark.parametrize("file", ["compose.yaml", "deploy/hocba.env", "Dockerfile"])
def test_files_set_only_settings_that_are_read(file: str) -> None:
    named = {name.removesuffix("_FILE") for name in re.findall(r"HOCBA_[A-Z0-9_]*[A-Z0-9]", (ROOT / file).read_text())}
    assert named
    assert not named - settings_read()


def test_compose_holds_what_an_installation_needs_and_no_secret() -> None:
    content = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    told = yaml.safe_load(content)
    services = told["services"]
    assert {"web", "worker", "tick", "database", "prepare"} == set(services)
    for name in ("web", "worker", "tick"):
        assert services[name]["depends_on"]["prepare"]["condition"] == "service_completed_successfully"
        assert services[name]["environment"]["HOCBA_SECRET_KEY_FILE"] == "/run/secrets/secret-key"
    assert services["web"]["ports"] == ["127.0.0.1:8000:8000"]
    assert services["worker"]["command"][-1] in get_commands()
    assert services["tick"]["command"][2] in get_commands()
    for command in re.findall(r"manage\.py ([a-z_]+)", services["prepare"]["command"][-1]):
        assert command in get_commands()
    used = {secret for service in services.values() for secret in service["secrets"]}
    assert used == set(told["secrets"])
    assert all(set(secret) == {"file"} for secret in told["secrets"].values())
    assert "NOT run" in content


def test_units_start_what_exists_as_an_ordinary_account() -> None:
    for path in DEPLOY.glob("*.service"):
        content = path.read_text()
        assert "User=hocba" in content, path.name
        assert "NoNewPrivileges=yes" in content, path.name
        for command in re.findall(r"manage\.py ([a-z_]+)", content):
            assert command in get_commands(), f"{path.name}: {command}"
    for path in DEPLOY.glob("*.timer"):
        assert path.with_suffix(".service").exists()


@pytest.mark.service
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed")
    for path in [*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")]:
        content = re.sub(r"/opt/hocba/\.venv/bin/\w+", "/bin/true", path.read_text())
        (tmp_path / path.name).write_text(content)
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, tmp_path.iterdir())], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr.strip()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def ask(port: int, path: str, **headers: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers={"Host": "localhost"} | headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


@pytest.mark.slow
def test_gunicorn_serves_with_our_file_adds_up_its_processes_and_ends_cleanly(tmp_path: Path) -> None:
    port = free_port()
    place(tmp_path)
    told = environment(tmp_path) | {
        "HOCBA_METRICS_TOKEN": "right",
        "HOCBA_BIND": f"127.0.0.1:{port}",
        "HOCBA_WORKERS": "2",
    }
    told.pop("PROMETHEUS_MULTIPROC_DIR", None)
    command = [sys.executable, "-m", "gunicorn", "-c", str(DEPLOY / "gunicorn.conf.py"), "hocba_web.config.wsgi"]
    with subprocess.Popen(command, env=told, stderr=subprocess.PIPE, text=True) as server:
        try:
            _wait_until_it_answers(port, server)
            for _ in range(20):
                assert ask(port, "/health/live") == (200, '{"status": "ok"}')
            status, text = ask(port, "/metrics", Authorization="Bearer right")
            assert status == 200
            # Whichever process is asked, it tells the requests of both.
            counted = re.search(r"^django_http_requests_before_middlewares_total (\d+)", text, re.MULTILINE)
            assert counted is not None
            assert int(counted[1]) >= 20
            assert len({path.name.rsplit("_", 1)[-1] for path in (tmp_path / "metrics").glob("counter_*.db")}) >= 2
            status, text = ask(port, "/health/ready")
            assert status == 503  # nobody ticks here
            assert '"database": "ok"' in text
        finally:
            server.send_signal(signal.SIGTERM)
            _, errors = server.communicate(timeout=40)
    assert server.returncode == 0, errors


def _wait_until_it_answers(port: int, server: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            ask(port, "/health/live")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(server.stderr.read() if server.poll() is not None and server.stderr else "no answer in time")
