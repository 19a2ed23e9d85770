"""Small parts: names, passwords, sealed secrets, browsers in words, the rescue command, the printed matrix."""

from __future__ import annotations

import re
import runpy
from io import StringIO
from pathlib import Path

import pytest
from cryptography.fernet import InvalidToken
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from hocba_web.accounts import secrets
from hocba_web.accounts.names import USERNAME, suggest_username, temporary_password
from hocba_web.accounts.selectors.agents import describe

ROOT = Path(__file__).parents[3]


@given(st.text(max_size=80))
def test_every_name_gives_a_login_name(name):
    assert USERNAME.fullmatch(suggest_username(name, lambda _: False))


def test_login_names_are_numbered():
    taken = {"anh.ntl", "anh.ntl2"}
    assert suggest_username("Nguyễn Thị Lan Anh", taken.__contains__) == "anh.ntl3"
    assert suggest_username("Đỗ Ðăng", lambda _: False) == "dang.d"


def test_temporary_passwords_are_many_and_sayable():
    drawn = {temporary_password() for _ in range(500)}
    assert len(drawn) == 500
    assert all(re.fullmatch(r"([a-z]{2,6}-){4}[0-9]{4}", one) for one in drawn)


class TestSecrets:
    def test_sealed_and_opened(self):
        sealed = secrets.encrypt("JBSWY3DPEHPK3PXP")
        assert "JBSWY3DPEHPK3PXP" not in sealed
        assert secrets.decrypt(sealed) == "JBSWY3DPEHPK3PXP"

    def test_a_new_key_opens_what_the_old_one_sealed(self, settings):
        sealed = secrets.encrypt("x")
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "another-key-of-the-installation"
        assert secrets.decrypt(sealed) == "x"
        settings.SECRET_KEY_FALLBACKS = []
        with pytest.raises(InvalidToken):
            secrets.decrypt(sealed)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36",
            "Chrome trên Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0", "Edge trên Windows"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36", "Chrome trên Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Safari/604.1", "Safari trên iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox trên Linux"),
        ("curl/8.0", "Thiết bị không rõ"),
        ("", "Thiết bị không rõ"),
    ],
)
def test_browsers_in_words(agent, words):
    assert describe(agent) == words


def test_the_rescue_command(world):
    told = StringIO()
    name = world.staff["principal"].user.username
    call_command("rescue_account", name, stdout=told)
    password = told.getvalue().split()[1]
    world.staff["principal"].user.refresh_from_db()
    assert world.staff["principal"].user.check_password(password)
    with pytest.raises(CommandError, match="Không có tài khoản"):
        call_command("rescue_account", "khong-co")


class TestPrintedMatrix:
    """`make check` compares the page that is there."""

    main = staticmethod(runpy.run_path(str(ROOT / "tools" / "build_permissions.py"))["main"])

    def test_an_old_one_is_found(self, tmp_path):
        page = tmp_path / "permissions.md"
        assert self.main([], target=page) == 0
        assert self.main(["--check"], target=page) == 0
        written = page.read_text(encoding="utf-8")
        for side in ("| `audit.view` | xem nhật ký hệ thống | – ", "| `record_read` | tìm và mở học bạ; "):
            assert written.count(side) == 1
            page.write_text(written.replace(side, "| "), encoding="utf-8")
            assert self.main(["--check"], target=page) == 1
