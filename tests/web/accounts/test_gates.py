"""What comes before the work: an own password, a second factor, its check in this session, somebody still there."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import ClassVar

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from hocba_web.accounts.gates import open_to_everyone
from hocba_web.accounts.models import User
from hocba_web.accounts.ports import ports
from hocba_web.accounts.roles import SECOND_FACTOR_ROLES
from hocba_web.accounts.services import enrol_demo_totp
from hocba_web.audit.models import Entry
from hocba_web.config import urls as project
from support.web import logged_in
from support.web.acting import PASSWORD
from support.web.factors import SECRET
from support.web.sessions import session_of

WORK = "/quan-tri/tai-khoan/"
ENROL = "/tai-khoan/thiet-lap-xac-thuc/"
CONFIRM = "/tai-khoan/xac-nhan/"
OFFICE = sorted(role.value for role in SECOND_FACTOR_ROLES if role.value != "inspector")
JSON = {"Accept": "application/json"}
HTMX = {"HX-Request": "true"}


@open_to_everyone
def help_page(request):
    return HttpResponse("help")


class Addresses:
    urlpatterns: ClassVar = [path("test-help/", help_page), *project.urlpatterns]
    handler403, handler404 = project.handler403, project.handler404


class TestSecondFactor:
    @pytest.mark.parametrize("key", OFFICE)
    def test_who_holds_an_office_enrols_before_anything_else(self, client, world, key):
        session_of(client, world.staff[key].user, factor_age=None)
        for page in (WORK, "/tai-khoan/", "/tai-khoan/phien/", "/tai-khoan/email/"):
            assert client.get(page)["Location"].startswith(f"{ENROL}?next=%2F"), page
        assert client.get(ENROL).status_code == 200
        assert client.post("/tai-khoan/thu-dien-tu/", {"email": "a@b.example"})["Location"].startswith(ENROL)
        assert client.post("/tai-khoan/logout/")["Location"] == "/"

    @pytest.mark.parametrize("key", ["english", "homeroom:4A1"])
    def test_teachers_may_work_without(self, client, world, key):
        session_of(client, world.staff[key].user, factor_age=None)
        assert client.get("/tai-khoan/").status_code == 200

    def test_help_stays_open(self, client, world, settings):
        settings.ROOT_URLCONF = Addresses
        session_of(client, world.staff["principal"].user, factor_age=None)
        assert client.get("/test-help/").content == b"help"
        assert client.get("/tai-khoan/").status_code == 302

    def test_scripts_are_told_and_lose_nothing(self, client, world):
        session_of(client, world.staff["principal"].user, factor_age=None)
        told = client.get(WORK, headers=JSON)
        assert (told.status_code, told.json()["code"]) == (403, "SECOND_FACTOR_NEEDED")
        fragment = client.get(WORK, headers=HTMX)
        assert fragment.status_code == 403
        assert 'data-refusal="SECOND_FACTOR_NEEDED"' in fragment.content.decode()

    @pytest.mark.django_db(transaction=True)  # allauth tells of a new factor when it is committed
    def test_enrolling_an_authenticator_app_frees_the_way(self, client, world):
        principal = world.staff["principal"].user
        client.post("/tai-khoan/login/", {"login": principal.username, "password": PASSWORD})
        page = client.get("/tai-khoan/2fa/totp/activate/")
        assert page.status_code == 200
        secret = page.context["form"].secret
        shown = format_hotp_value(hotp_value(secret, int(time.time()) // 30))  # noqa: TID251  # as an app does
        assert client.post("/tai-khoan/2fa/totp/activate/", {"code": shown}).status_code == 302
        assert client.get("/tai-khoan/2fa/recovery-codes/").status_code == 200
        assert client.get("/tai-khoan/").status_code == 200
        assert Entry.objects.filter(action="accounts.factor.added", user_id=principal.pk).count() == 2

    def test_a_session_from_before_the_factor_is_checked_first(self, client, world):
        principal = world.staff["principal"].user
        session_of(client, principal, factor_age=None)
        enrol_demo_totp(principal, SECRET)
        assert client.get(WORK)["Location"].startswith(f"{CONFIRM}?next=")
        assert client.get("/tai-khoan/2fa/totp/deactivate/")["Location"].startswith(f"{CONFIRM}?next=")

    def test_another_account_in_the_same_browser_inherits_no_check(self, client, world):
        enrol_demo_totp(world.staff["principal"].user, SECRET)
        session_of(client, world.staff["principal"].user, factor_age=0)
        session = client.session
        session["_auth_user_id"] = str(world.staff["vice_principal"].user.pk)
        session["_auth_user_hash"] = world.staff["vice_principal"].user.get_session_auth_hash()
        session.save()
        assert client.get(WORK)["Location"].startswith(ENROL)

    def test_pages_that_change_factors_want_a_fresh_check(self, client, world):
        principal = world.staff["principal"].user
        enrol_demo_totp(principal, SECRET)
        session_of(client, principal, factor_age=601)
        assert client.get("/tai-khoan/").status_code == 200
        for page in ("2fa/totp/deactivate/", "2fa/recovery-codes/", "2fa/webauthn/add/", "password/change/"):
            assert client.get(f"/tai-khoan/{page}")["Location"].startswith(f"{CONFIRM}?next="), page

    def test_the_last_factor_stays_while_the_role_needs_it(self, client, world):
        logged_in(client, world, "principal")
        principal = world.staff["principal"].user
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "mfa", "at": time.time(), "type": "totp", "reauthenticated": True}  # noqa: TID251  # as allauth notes it
        ]
        session.save()
        client.post("/tai-khoan/2fa/totp/deactivate/")
        assert Authenticator.objects.filter(user=principal, type="totp").exists()
        Authenticator.objects.filter(user=principal).delete()
        passkey = Authenticator.objects.create(
            user=principal, type="webauthn", data={"name": "Máy tính", "credential": {}}
        )
        answer = client.post(f"/tai-khoan/2fa/webauthn/keys/{passkey.pk}/remove/")
        assert answer.status_code == 403
        assert 'data-refusal="LAST_FACTOR_STAYS"' in answer.content.decode()
        assert Authenticator.objects.filter(pk=passkey.pk).exists()

    def test_a_teacher_may_give_it_up_and_is_trusted_no_longer(self, client, world):
        logged_in(client, world, "english")
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "mfa", "at": time.time(), "type": "totp", "reauthenticated": True}  # noqa: TID251  # as allauth notes it
        ]
        session.save()
        client.post("/tai-khoan/2fa/totp/deactivate/")
        assert not Authenticator.objects.filter(user=world.staff["english"].user).exists()
        assert client.session["account_authentication_methods"] == []


class TestOwnPassword:
    @pytest.fixture
    def newcomer(self, world) -> User:
        user = world.staff["english"].user
        User.objects.filter(pk=user.pk).update(must_change_password=True)
        user.refresh_from_db()
        return user

    def test_a_given_password_opens_one_page(self, client, newcomer):
        client.post("/tai-khoan/login/", {"login": newcomer.username, "password": PASSWORD})
        assert client.get("/tai-khoan/phien/")["Location"] == "/tai-khoan/mat-khau-moi/?next=%2Ftai-khoan%2Fphien%2F"
        assert client.get(WORK, headers=JSON).json()["code"] == "OWN_PASSWORD_NEEDED"
        assert client.get("/tai-khoan/mat-khau-moi/").status_code == 200

    @pytest.mark.parametrize(
        ("first", "second", "said"),
        [
            (PASSWORD, PASSWORD, "Mật khẩu mới trùng với mật khẩu tạm"),
            ("ngan", "ngan", "id_password1_error"),
            ("1234567890123", "1234567890123", "id_password1_error"),
            ("buoi-sang-tren-nui", "buoi-chieu-tren-nui", "Hai lần nhập chưa giống nhau"),
        ],
        ids=["the given one", "too short", "digits only", "typed differently"],
    )
    def test_a_bad_choice_is_explained(self, client, newcomer, first, second, said):
        client.force_login(newcomer)
        answer = client.post("/tai-khoan/mat-khau-moi/", {"password1": first, "password2": second})
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert User.objects.get(pk=newcomer.pk).must_change_password

    def test_an_own_password_frees_the_way_and_ends_other_sessions(self, client, newcomer):
        other = Client()
        for browser in (client, other):
            browser.post("/tai-khoan/login/", {"login": newcomer.username, "password": PASSWORD})
            browser.get("/tai-khoan/mat-khau-moi/")
        typed = {"password1": "buoi-sang-tren-nui", "password2": "buoi-sang-tren-nui", "next": "/tai-khoan/phien/"}
        assert client.post("/tai-khoan/mat-khau-moi/", typed)["Location"] == "/tai-khoan/phien/"
        assert client.get("/tai-khoan/phien/").status_code == 200
        assert other.get("/tai-khoan/phien/")["Location"].startswith("/tai-khoan/login/")
        assert Entry.objects.filter(action="accounts.password.changed", user_id=newcomer.pk).count() == 1

    def test_nobody_else_sets_a_password_there(self, client, world):
        client.force_login(world.staff["english"].user)
        typed = {"password1": "buoi-sang-tren-nui", "password2": "buoi-sang-tren-nui"}
        assert client.post("/tai-khoan/mat-khau-moi/", typed)["Location"] == "/tai-khoan/password/change/"
        assert User.objects.get(pk=world.staff["english"].user.pk).check_password(PASSWORD)

    @pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example"])
    def test_it_leads_to_no_other_site(self, client, newcomer, elsewhere):
        client.force_login(newcomer)
        typed = {"password1": "buoi-sang-tren-nui", "password2": "buoi-sang-tren-nui", "next": elsewhere}
        assert client.post("/tai-khoan/mat-khau-moi/", typed)["Location"] == "/"


class TestPresence:
    @pytest.fixture
    def idle(self, client, world, monkeypatch):
        """Somebody who logged in and then did nothing for so many minutes, where the school allows 30."""
        monkeypatch.setattr(ports, "idle_minutes", lambda _user_id: 30)

        def leave_for(minutes: int) -> Client:
            client.force_login(world.staff["english"].user)
            client.get("/tai-khoan/")
            seen = UserSession.objects.get(user=world.staff["english"].user)
            UserSession.objects.filter(pk=seen.pk).update(last_seen_at=seen.last_seen_at - timedelta(minutes=minutes))
            return client

        return leave_for

    def test_a_short_pause_is_no_end(self, idle):
        assert idle(29).get("/tai-khoan/").status_code == 200

    def test_a_long_one_is(self, idle):
        client = idle(31)
        assert client.get("/tai-khoan/phien/")["Location"] == "/tai-khoan/login/?next=%2Ftai-khoan%2Fphien%2F"
        assert "_auth_user_id" not in client.session

    def test_using_the_site_counts(self, idle):
        client = idle(20)
        client.get("/tai-khoan/")
        UserSession.objects.update(last_seen_at=UserSession.objects.get().last_seen_at - timedelta(minutes=20))
        assert client.get("/tai-khoan/").status_code == 200

    def test_what_was_typed_waits_in_the_browser(self, idle):
        answer = idle(31).post("/tai-khoan/thu-dien-tu/", {"email": '"><b>@truong.example'})
        page = answer.content.decode()
        assert answer.status_code == 401
        assert 'data-refusal="SESSION_IDLE"' in page
        assert 'action="/tai-khoan/thu-dien-tu/"' in page
        assert 'name="email" value="&quot;&gt;&lt;b&gt;@truong.example"' in page
        assert "no-store" in answer["Cache-Control"]

    def test_scripts_hear_that_the_session_ended(self, idle):
        told = idle(31).get("/tai-khoan/", headers=JSON)
        assert (told.status_code, told.json()["code"]) == (401, "SESSION_IDLE")

    def test_a_click_within_the_minute_writes_nothing(self, client, world):
        client.force_login(world.staff["english"].user)
        client.get("/tai-khoan/quen-mat-khau/")
        row = UserSession.objects.get()
        seen = row.last_seen_at
        client.get("/tai-khoan/quen-mat-khau/")
        assert UserSession.objects.get().last_seen_at == seen


def test_a_form_without_session_waits_for_the_login(client, world):
    answer = client.post("/tai-khoan/thu-dien-tu/", {"email": "moi@truong.example"})
    assert answer.status_code == 401
    assert 'value="moi@truong.example"' in answer.content.decode()
    told = client.post("/tai-khoan/thu-dien-tu/", {"email": "x"}, headers=JSON)
    assert (told.status_code, told.json()["code"]) == (401, "LOGIN_NEEDED")
