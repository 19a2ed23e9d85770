"""Logging in: what a guesser, a listener and a phisher get."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.test import Client

from hocba_web.accounts.models import User
from hocba_web.accounts.services import enrol_demo_totp
from hocba_web.audit.models import Entry
from hocba_web.base import clock
from support.web.acting import PASSWORD
from support.web.factors import SECRET

LOGIN = "/tai-khoan/login/"
WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng."
TOO_OFTEN = "Đã nhập sai nhiều lần nên việc đăng nhập tạm dừng 5 phút."


def log_in(client: Client, username: str, password: str = PASSWORD, **query: str):
    return client.post(LOGIN, {"login": username, "password": password}, query_params=query)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def teacher(world) -> User:
    return world.staff["english"].user


def test_name_and_password_open_the_account(client, teacher):
    assert log_in(client, teacher.username).status_code == 302
    assert is_in(client)
    assert Entry.objects.filter(action="accounts.session.opened", user_id=teacher.pk).count() == 1


def test_upper_case_and_spaces_in_the_name_do_not_matter(client, teacher):
    log_in(client, f" {teacher.username.upper()} ")
    assert is_in(client)


def test_the_sixth_wrong_password_is_refused_with_a_sentence(client, teacher):
    for _ in range(5):
        answer = log_in(client, teacher.username, "sai-mat-khau")
        assert WRONG in answer.content.decode()
    answer = log_in(client, teacher.username, "sai-mat-khau")
    assert TOO_OFTEN in answer.content.decode()
    assert WRONG not in answer.content.decode()


def test_the_right_password_is_refused_too_while_guessing_is_stopped(client, teacher):
    for _ in range(5):
        log_in(client, teacher.username, "sai-mat-khau")
    log_in(client, teacher.username)
    assert not is_in(client)


def test_one_guessed_account_does_not_stop_another(client, world):
    for _ in range(6):
        log_in(client, world.staff["english"].user.username, "sai-mat-khau")
    log_in(Client(), world.staff["homeroom:4A1"].user.username)
    other = Client()
    log_in(other, world.staff["homeroom:4A1"].user.username)
    assert is_in(other)


def test_many_names_from_one_address_are_stopped(client, world):
    for number in range(10):
        log_in(client, f"ten{number}", "sai-mat-khau")
    assert TOO_OFTEN in log_in(client, "ten99", "sai-mat-khau").content.decode()


def plain(body: bytes, name: str) -> str:
    text = body.decode().replace(name, "NAME")
    text = re.sub(r'(csrfmiddlewaretoken" value=|csrf-token" content=|nonce=)"[^"]*"', r"\1", text)
    return re.sub(r"\s+", " ", text)


class TestNobodyLearnsWhoHasAnAccount:
    def test_unknown_known_and_closed_accounts_get_the_same_answer(self, world):
        closed = world.staff["homeroom:4A1"].user
        User.objects.filter(pk=closed.pk).update(is_active=False)
        names = ("khong-co-ai", world.staff["english"].user.username, closed.username)
        answers = [log_in(Client(), name, "sai-mat-khau") for name in names]
        assert len({answer.status_code for answer in answers}) == 1
        assert len({plain(answer.content, name) for answer, name in zip(answers, names, strict=True)}) == 1

    def test_the_same_work_is_done_for_each(self, client, teacher, monkeypatch):
        done: list[str] = []
        encode = MD5PasswordHasher.encode
        monkeypatch.setattr(
            MD5PasswordHasher,
            "encode",
            lambda self, password, salt, *rest: done.append(password) or encode(self, password, salt, *rest),
        )
        log_in(client, teacher.username, "sai-mat-khau")
        known = len(done)
        log_in(client, "khong-co-ai", "sai-mat-khau")
        assert known == len(done) - known == 1

    def test_the_page_for_forgotten_passwords_asks_nothing_and_sends_nothing(self, client, teacher):
        page = client.get("/tai-khoan/password/reset/")
        assert page.status_code == 200
        assert b'name="email"' not in page.content
        assert client.post("/tai-khoan/password/reset/", {"email": teacher.email}).status_code == 405
        assert client.get("/tai-khoan/password/reset/key/1-abc/").status_code == 200
        assert mail.outbox == []

    @pytest.mark.django_db
    def test_sign_up_is_closed(self, client):
        before = User.objects.count()
        typed = {"username": "nguoi.moi", "password1": "mat-khau-dai-2026", "password2": "mat-khau-dai-2026"}
        client.get("/tai-khoan/signup/")
        client.post("/tai-khoan/signup/", typed)
        assert User.objects.count() == before


class TestClosedAccounts:
    def test_a_closed_account_stays_closed(self, client, teacher):
        User.objects.filter(pk=teacher.pk).update(is_active=False)
        answer = log_in(client, teacher.username)
        assert answer["Location"] == "/tai-khoan/inactive/"
        assert not is_in(client)

    @pytest.mark.usefixtures("at")
    def test_from_the_day_on_which_it_closes(self, client, teacher):
        today = clock.today()
        User.objects.filter(pk=teacher.pk).update(closes_on=today + timedelta(days=1))
        log_in(client, teacher.username)
        assert client.get("/tai-khoan/").status_code == 200
        User.objects.filter(pk=teacher.pk).update(closes_on=today)
        assert client.get("/tai-khoan/")["Location"] == "/tai-khoan/inactive/"
        assert not is_in(client)
        log_in(client, teacher.username)
        assert not is_in(client)

    def test_a_temporary_password_that_lay_too_long(self, client, teacher, real_at):
        User.objects.filter(pk=teacher.pk).update(
            must_change_password=True, temporary_until=real_at - timedelta(seconds=1)
        )
        assert log_in(client, teacher.username)["Location"] == "/tai-khoan/mat-khau-het-han/"
        assert not is_in(client)
        assert client.get("/tai-khoan/mat-khau-het-han/").status_code == 403


class TestSecondFactor:
    def test_password_alone_is_not_enough(self, client, world, code):
        principal = world.staff["principal"].user
        enrol_demo_totp(principal, SECRET)
        answer = log_in(client, principal.username)
        assert answer["Location"] == "/tai-khoan/2fa/authenticate/"
        assert not is_in(client)
        client.post("/tai-khoan/2fa/authenticate/", {"code": "000000"})
        assert not is_in(client)
        client.post("/tai-khoan/2fa/authenticate/", {"code": code()})
        assert is_in(client)
        assert client.get("/tai-khoan/").status_code == 200

    def test_a_code_works_once(self, client, world, code):
        principal = world.staff["principal"].user
        enrol_demo_totp(principal, SECRET)
        shown = code()
        for other in (client, Client()):
            log_in(other, principal.username)
            other.post("/tai-khoan/2fa/authenticate/", {"code": shown})
        assert is_in(client)
        assert not is_in(other)

    @pytest.mark.parametrize("between", [" ", "-"])
    def test_a_used_code_is_no_other_code_with_a_sign_between_its_digits(self, client, world, code, between):
        """allauth forgets a used code after half a minute; it is good for a minute and a half."""
        principal = world.staff["principal"].user
        enrol_demo_totp(principal, SECRET)
        shown = code()
        log_in(client, principal.username)
        client.post("/tai-khoan/2fa/authenticate/", {"code": shown})
        cache.delete(f"allauth.mfa.totp.used?user={principal.pk}&code={shown}")
        thief = Client()
        log_in(thief, principal.username)
        thief.post("/tai-khoan/2fa/authenticate/", {"code": f"{shown[:3]}{between}{shown[3:]}"})
        assert not is_in(thief)

    def test_codes_cannot_be_guessed(self, client, world):
        principal = world.staff["principal"].user
        enrol_demo_totp(principal, SECRET)
        log_in(client, principal.username)
        for number in range(5):
            client.post("/tai-khoan/2fa/authenticate/", {"code": f"{number:06}"})
        answer = client.post("/tai-khoan/2fa/authenticate/", {"code": "999999"})
        assert TOO_OFTEN in answer.content.decode()

    def test_secrets_are_stored_sealed(self, world):
        enrol_demo_totp(world.staff["principal"].user, SECRET)
        stored = Authenticator.objects.get(user=world.staff["principal"].user).data
        assert SECRET not in str(stored)


class TestSessions:
    def test_a_planted_session_does_not_survive_the_login(self, client, teacher):
        session = client.session
        session["planted"] = 1
        session.save()
        planted = session.session_key
        client.cookies[settings.SESSION_COOKIE_NAME] = planted
        log_in(client, teacher.username)
        assert client.session.session_key != planted
        thief = Client()
        thief.cookies[settings.SESSION_COOKIE_NAME] = planted
        assert not is_in(thief)

    def test_cookies_are_kept_from_scripts_and_other_sites(self, client, teacher):
        log_in(client, teacher.username)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert client.cookies[settings.CSRF_COOKIE_NAME]["samesite"] == "Lax"

    def test_over_https_cookies_never_travel_in_the_clear(self):
        check = (
            "import hocba_web.config.settings as s; "
            "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_NAME)"
        )
        environment = os.environ | {"HOCBA_TESTING": "1", "HOCBA_BASE_URL": "https://hocba.truong.example"}
        told = subprocess.run(
            [sys.executable, "-c", check], env=environment, capture_output=True, text=True, check=True
        )
        assert told.stdout.split() == ["True", "True", "__Host-hocba-school"]

    def test_two_sides_on_one_host_keep_their_sessions_apart(self):
        check = "import hocba_web.config.settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME)"
        names = [
            subprocess.run(
                [sys.executable, "-c", check],
                env=os.environ | {"HOCBA_TESTING": "1", "HOCBA_SIDE": side},
                capture_output=True,
                text=True,
                check=True,
            ).stdout.split()
            for side in ("school", "authority")
        ]
        assert not set(names[0]) & set(names[1])

    def test_logging_out_takes_a_sent_form(self, client, teacher):
        log_in(client, teacher.username)
        client.get("/tai-khoan/logout/")
        assert is_in(client)
        client.post("/tai-khoan/logout/")
        assert not is_in(client)
        assert Entry.objects.filter(action="accounts.session.closed", user_id=teacher.pk).exists()

    def test_a_changed_password_ends_every_session(self, client, teacher):
        other = Client()
        for browser in (client, other):
            log_in(browser, teacher.username)
        new = "buoi-sang-tren-nui-19"
        client.post("/tai-khoan/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
        assert other.get("/tai-khoan/").status_code == 302
        assert log_in(Client(), teacher.username, new).status_code == 302
        assert Entry.objects.filter(action="accounts.password.changed", user_id=teacher.pk).count() == 1


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "https:evil.example",
        "http:///evil.example",
        "javascript:alert(1)",
        "\thttps://evil.example",
        "http://localhost/",
    ],
)
def test_a_login_never_leads_to_another_site(client, teacher, address):
    answer = log_in(client, teacher.username, next=address)
    assert is_in(client)
    assert answer["Location"] == "/"


def test_a_login_leads_back_to_the_page_that_was_asked_for(client, teacher):
    asked = client.get("/tai-khoan/phien/")
    assert asked["Location"] == "/tai-khoan/login/?next=%2Ftai-khoan%2Fphien%2F"
    assert log_in(client, teacher.username, next="/tai-khoan/phien/")["Location"] == "/tai-khoan/phien/"
