"""The pages of accounts, as each person sees them."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from hocba_web.accounts.models import AccountRequest, User
from hocba_web.accounts.services import ask_account, ask_change, decide
from hocba_web.audit.models import Entry
from support.web import actor_for, logged_in
from support.web.acting import PASSWORD
from support.web.school import add_staff

HOME = "/quan-tri/tai-khoan/"
ASKED = "/quan-tri/tai-khoan/de-nghi/"
Kind = AccountRequest.Kind


@pytest.fixture(autouse=True)
def _clock(at):
    """All pages on the same morning."""


@pytest.fixture
def browser(world):
    """A browser for each person, logged in."""
    return lambda key: logged_in(Client(), world, key)


def page_of(row: AccountRequest, verb: str = "") -> str:
    return f"{ASKED}{row.public_id}/{verb}"


ALL = {"principal", "vice_principal", "school_admin", "registrar", "clerk", "english", "homeroom:4A1"}


@pytest.mark.parametrize(
    ("page", "who"),
    [
        (HOME, {"principal", "vice_principal", "school_admin"}),
        (ASKED, ALL - {"english", "homeroom:4A1"}),
        (f"{ASKED}cap-moi/", {"vice_principal", "school_admin", "registrar", "clerk"}),
        (f"{ASKED}thay-doi/", ALL - {"english", "homeroom:4A1"}),
        ("/tai-khoan/", ALL),
        ("/tai-khoan/phien/", ALL),
    ],
)
def test_who_opens_which_page(browser, page, who):
    assert {key for key in ALL if browser(key).get(page).status_code == 200} == who


class TestList:
    @pytest.mark.parametrize("key", ["registrar", "clerk"])
    def test_who_may_only_ask_is_led_to_what_they_asked(self, browser, key):
        assert browser(key).get(HOME)["Location"] == ASKED
        assert f'href="{HOME}"' in browser(key).get(ASKED).content.decode()

    def test_everybody_with_role_factor_and_state(self, world, browser):
        page = browser("principal").get(HOME).content.decode()
        for staff in world.staff.values():
            assert staff.user.username in page
        assert "4 người giữ vai trò quan trọng chưa có bước xác thực thứ hai" in page
        assert Entry.objects.filter(action="accounts.accounts.viewed").count() == 1

    def test_found_without_diacritics(self, browser):
        page = browser("principal").get(HOME, {"q": "ngo duc"}).content.decode()
        assert "Ngô Đức Long" in page
        assert "Mai Thị Loan" not in page
        assert "Không tìm thấy ai" in browser("principal").get(HOME, {"q": "khong co ai"}).content.decode()

    def test_nobody_of_another_school(self, neighbour, browser):
        stranger = neighbour.staff["english"].user
        assert stranger.username not in browser("principal").get(HOME).content.decode()
        assert browser("principal").get(f"{HOME}{stranger.public_id}/").status_code == 404
        answer = browser("principal").post(f"{HOME}{stranger.public_id}/dang-xuat/")
        assert answer.status_code == 404

    def test_questions_do_not_grow_with_the_school(self, world, browser, django_assert_max_num_queries):
        client = browser("principal")
        client.get(HOME)
        for number in range(30):
            add_staff(world, f"more{number}", f"Vàng A {number}")
        with django_assert_max_num_queries(24):
            client.get(HOME)

    def test_one_account_and_its_history(self, world, browser, at, real_at):
        owner = world.staff["english"].user
        ask_change(
            actor=actor_for(world, "clerk"),
            kind=Kind.PASSWORD_RESET,
            user_id=owner.pk,
            reason="Quên",
            at=at,
            real_at=real_at,
        )
        page = browser("school_admin").get(f"{HOME}{owner.public_id}/").content.decode()
        assert owner.username in page
        assert "Đặt lại mật khẩu" in page
        assert "Giáo viên môn học" in page

    def test_out_everywhere(self, world, browser):
        teacher = browser("english")
        teacher.get("/tai-khoan/")
        owner = world.staff["english"].user
        answer = browser("principal").post(f"{HOME}{owner.public_id}/dang-xuat/", follow=True)
        assert "Đã đăng xuất tài khoản khỏi 1 thiết bị." in answer.content.decode()
        assert teacher.get("/tai-khoan/").status_code == 302


class TestJourney:
    def test_a_new_colleague_gets_an_account(self, client, browser, newcomer):
        clerk, principal, admin = browser("clerk"), browser("principal"), browser("school_admin")
        typed = {"staff": newcomer.pk, "email": "", "reason": "Giáo viên mới từ tháng 5"}
        asked = clerk.post(f"{ASKED}cap-moi/", typed)
        row = AccountRequest.objects.get()
        assert asked["Location"] == page_of(row)
        assert row.email == newcomer.email
        assert 'name="grant"' not in clerk.get(page_of(row)).content.decode()

        assert "Đào Thị Ánh Tuyết" in principal.get(HOME).content.decode()
        assert 'name="grant"' in principal.get(page_of(row)).content.decode()
        assert principal.post(page_of(row, "quyet-dinh/"), {"grant": "yes", "answer": ""}).status_code == 302

        form = admin.get(page_of(row)).content.decode()
        assert 'value="tuyet.dta"' in form
        issued = admin.post(page_of(row, "thuc-hien/"), {"username": "tuyet.dta"})
        password = issued.context["issued"].password
        assert password in issued.content.decode()
        assert "no-store" in issued["Cache-Control"]
        assert password not in admin.get(page_of(row)).content.decode()
        assert admin.post(page_of(row, "thuc-hien/"), {"username": "tuyet.dta2"}).status_code == 409

        client.post("/tai-khoan/login/", {"login": "tuyet.dta", "password": password})
        assert client.get("/tai-khoan/")["Location"].startswith("/tai-khoan/mat-khau-moi/")

    def test_a_lost_phone(self, world, browser):
        admin, principal = browser("school_admin"), browser("principal")
        typed = {"owner": world.staff["clerk"].user_id, "kind": "factor_reset", "reason": "Mất điện thoại"}
        clerk = browser("clerk")
        assert clerk.get("/tai-khoan/").status_code == 200
        assert admin.post(f"{ASKED}thay-doi/", typed).status_code == 302
        row = AccountRequest.objects.get()
        principal.post(page_of(row, "quyet-dinh/"), {"grant": "yes", "answer": ""})
        assert clerk.get("/tai-khoan/").status_code == 302
        clerk.post("/tai-khoan/login/", {"login": world.staff["clerk"].user.username, "password": PASSWORD})
        assert clerk.get("/tai-khoan/")["Location"].startswith("/tai-khoan/thiet-lap-xac-thuc/")

    def test_a_no_without_a_word_is_asked_again(self, world, browser, newcomer, at):
        row = ask_account(actor=actor_for(world, "clerk"), staff_id=newcomer.pk, email="", reason="Mới", at=at)
        answer = browser("principal").post(page_of(row, "quyet-dinh/"), {"grant": "no", "answer": ""})
        assert answer.status_code == 422
        assert "Không đồng ý thì cần ghi ý kiến." in answer.content.decode()

    def test_a_taken_login_name_is_said_at_the_field(self, world, browser, newcomer, at, real_at):
        row = ask_account(actor=actor_for(world, "clerk"), staff_id=newcomer.pk, email="", reason="Mới", at=at)
        decide(
            actor=actor_for(world, "principal"),
            request_id=row.public_id,
            grant=True,
            answer="",
            at=at,
            real_at=real_at,
        )
        taken = world.staff["english"].user.username
        answer = browser("school_admin").post(page_of(row, "thuc-hien/"), {"username": taken})
        assert answer.status_code == 422
        assert f"Tên đăng nhập “{taken}” đã có người dùng." in answer.content.decode()

    def test_a_form_only_offers_what_one_may_ask(self, world, browser):
        page = browser("principal").get(f"{ASKED}thay-doi/").content.decode()
        assert 'value="factor_reset"' in page
        assert 'value="password_reset"' not in page
        typed = {"owner": world.staff["english"].user_id, "kind": "password_reset", "reason": "x"}
        assert browser("principal").post(f"{ASKED}thay-doi/", typed).status_code == 422
        assert not AccountRequest.objects.exists()

    def test_markup_in_a_reason_stays_text(self, world, browser):
        typed = {
            "owner": world.staff["english"].user_id,
            "kind": "deactivate",
            "reason": "<script>alert(1)</script>",
            "effective_on": "2026-05-31",
        }
        browser("clerk").post(f"{ASKED}thay-doi/", typed)
        page = browser("principal").get(page_of(AccountRequest.objects.get())).content.decode()
        assert "&lt;script&gt;alert(1)" in page
        assert "31/05/2026" in page


class TestOwn:
    def test_state_of_ones_own_account(self, world, browser):
        page = browser("principal").get("/tai-khoan/").content.decode()
        assert world.staff["principal"].user.username in page
        assert "Đang dùng" in page

    def test_an_address_for_reminders(self, world, browser):
        teacher = browser("english")
        assert teacher.post("/tai-khoan/thu-dien-tu/", {"email": "khong-phai"}).status_code == 422
        assert teacher.post("/tai-khoan/thu-dien-tu/", {"email": "loan@truong.example"}).status_code == 302
        assert User.objects.get(pk=world.staff["english"].user_id).email == "loan@truong.example"
        assert Entry.objects.filter(action="accounts.email.changed").count() == 1

    def test_sessions_are_listed_and_ended(self, browser):
        here, there, elsewhere = browser("english"), browser("english"), browser("english")
        for one in (there, elsewhere):
            one.get("/tai-khoan/")
        page = here.get("/tai-khoan/phien/", headers={"User-Agent": "Firefox/128 (X11; Linux x86_64)"})
        assert page.content.decode().count("/ket-thuc/") == 2
        row = UserSession.objects.get(session_key=there.session.session_key)
        here.post(f"/tai-khoan/phien/{row.pk}/ket-thuc/")
        assert there.get("/tai-khoan/").status_code == 302
        assert elsewhere.get("/tai-khoan/").status_code == 200
        here.post("/tai-khoan/phien/ket-thuc-het/")
        assert elsewhere.get("/tai-khoan/").status_code == 302
        assert here.get("/tai-khoan/phien/").status_code == 200

    def test_nobody_ends_the_session_of_another(self, browser):
        teacher, other = browser("english"), browser("homeroom:4A1")
        teacher.get("/tai-khoan/")
        row = UserSession.objects.get(session_key=teacher.session.session_key)
        assert other.post(f"/tai-khoan/phien/{row.pk}/ket-thuc/").status_code == 404
        assert teacher.get("/tai-khoan/").status_code == 200

    @pytest.mark.parametrize("path", ["email/", "password/set/", "confirm-email/", "confirm-email/abc/"])
    def test_pages_for_passwords_by_mail_lead_home(self, browser, path):
        assert browser("english").get(f"/tai-khoan/{path}")["Location"] == "/tai-khoan/"

    def test_every_act_wants_a_sent_form(self, browser):
        for path in ("thu-dien-tu/", "phien/1/ket-thuc/", "phien/ket-thuc-het/"):
            assert browser("english").get(f"/tai-khoan/{path}").status_code == 405
