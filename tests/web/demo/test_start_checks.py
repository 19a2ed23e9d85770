"""What must be right before a process serves; each wrong setting is told with what to do."""

from __future__ import annotations

import pytest
from django.core.checks import run_checks
from django.test import Client

from support.web import SchoolWorld, logged_in


def complaints(prefix: str = "hocba.") -> set[str]:
    return {found.id for found in run_checks() if found.id and found.id.startswith(prefix)}


@pytest.fixture
def installation(settings, tmp_path):
    """Settings of a real installation in order; change one and see."""

    def installed(*, demo=False, base_url="https://hocba.truong.example", secret="x" * 60):
        settings.TESTING = False
        settings.SECRET_KEY = secret
        settings.SECURE = base_url.startswith("https://")
        settings.HOCBA = type(settings.HOCBA)("school", tmp_path, demo=demo, base_url=base_url)
        tmp_path.chmod(0o700)

    return installed


def test_a_real_installation_in_order_has_no_complaint(installation):
    installation()
    assert complaints() == set()


def test_a_short_or_demo_secret_is_refused(installation):
    installation(secret="short")
    assert complaints() == {"hocba.E001"}
    installation(secret="demo-only-" + "0" * 60)
    assert complaints() == {"hocba.E001"}


def test_real_use_needs_https(installation):
    installation(base_url="http://hocba.truong.example")
    assert complaints() == {"hocba.E003"}


def test_demo_mode_is_refused_on_a_public_address_and_on_real_data(installation, tmp_path):
    installation(demo=True)
    assert complaints() == {"hocba.E004", "hocba.E005"}
    installation(demo=True, base_url="http://localhost:8000")
    assert complaints() == {"hocba.E005"}
    (tmp_path / ".hocba-demo").touch()
    assert complaints() == set()


def test_an_open_data_folder_is_told(installation, tmp_path):
    installation()
    tmp_path.chmod(0o755)
    assert complaints() == {"hocba.W001"}


@pytest.mark.django_db
def test_pages_are_not_kept_by_shared_computers(client: Client, world: SchoolWorld, at):
    answer = logged_in(client, world, "principal").get("/")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
