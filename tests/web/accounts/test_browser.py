"""Accounts in Debian's Chromium: confirming in the middle of a decision, and every page on laptop and phone."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from hocba_web.accounts.models import AccountRequest
from hocba_web.accounts.services import ask_change
from hocba_web.base import clock
from support.web import actor_for
from support.web.acting import PASSWORD
from support.web.school import NOW
from support.web.sessions import age_factor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Kind = AccountRequest.Kind


@pytest.fixture
def asked(world) -> AccountRequest:
    return ask_change(
        actor=actor_for(world, "school_admin"),
        kind=Kind.PASSWORD_RESET,
        user_id=world.staff["english"].user_id,
        reason="Quên mật khẩu",
        at=NOW,
        real_at=clock.real_now(),
    )


def test_a_decision_waits_for_the_code_and_goes_through(desk, world, asked, code):
    desk.sign_in(world, "principal")
    age_factor(world.staff["principal"].user, seconds=1200)
    page = desk.go(f"/quan-tri/tai-khoan/de-nghi/{asked.public_id}/")
    desk.check()
    page.get_by_label("Đồng ý", exact=True).check()
    page.get_by_label("Ý kiến").fill('Đồng ý, "cấp lại" ngay')
    page.get_by_role("button", name="Ghi quyết định").click()
    page.get_by_role("heading", name="Xác nhận chủ tài khoản").wait_for()
    desk.check()
    page.get_by_label("Mã xác thực").fill("000000")
    page.get_by_role("button", name="Xác nhận").click()
    page.get_by_text("Mã chưa đúng").first.wait_for()
    desk.check()
    page.get_by_label("Mã xác thực").fill(code())
    page.get_by_role("button", name="Xác nhận").click()
    page.get_by_text("Đã ghi quyết định").wait_for()
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == ("granted", 'Đồng ý, "cấp lại" ngay')


def test_from_the_login_page_to_the_work_by_keyboard(desk, world, code):
    desk.sign_in(world, "principal")
    desk.context.clear_cookies()
    page = desk.go("/quan-tri/tai-khoan/")
    desk.check()
    page.get_by_label("Tên đăng nhập").focus()
    page.keyboard.type(world.staff["principal"].user.username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/2fa/authenticate/**")
    desk.check()
    page.locator("input[name=code]").focus()
    page.keyboard.type(code())
    page.keyboard.press("Enter")
    page.wait_for_url(f"{desk.base}/quan-tri/tai-khoan/")


PAGES = [
    "/tai-khoan/",
    "/tai-khoan/phien/",
    "/tai-khoan/xac-nhan/?next=/",
    "/quan-tri/tai-khoan/",
    "/quan-tri/tai-khoan/?q=khong-co-ai",
    "/quan-tri/tai-khoan/de-nghi/",
    "/quan-tri/tai-khoan/de-nghi/cap-moi/",
    "/quan-tri/tai-khoan/de-nghi/thay-doi/",
    "/tai-khoan/quen-mat-khau/",
    "/tai-khoan/mat-khau-het-han/",
]


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_every_page_is_clean(request, size, world, asked):
    window = request.getfixturevalue(size)
    window.sign_in(world, "school_admin")
    for address in (*PAGES, f"/quan-tri/tai-khoan/{world.staff['english'].user.public_id}/"):
        window.go(address)
        window.check()
    window.context.clear_cookies()
    for address in ("/tai-khoan/login/", "/tai-khoan/signup/", "/tai-khoan/inactive/", "/tai-khoan/quen-mat-khau/"):
        window.go(address)
        window.check()


def test_a_first_login_on_a_phone(phone, world):
    """Password of one's own, authenticator app, recovery codes: then the work."""
    principal = world.staff["principal"].user
    principal.must_change_password = True
    principal.save()
    page = phone.go("/tai-khoan/login/?next=/tai-khoan/")
    page.get_by_label("Tên đăng nhập").fill(principal.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.get_by_role("heading", name="Đặt mật khẩu của mình").wait_for()
    phone.check()
    page.locator("#id_password1").fill("ngan")
    page.locator("#id_password2").fill("ngan")
    page.get_by_role("button", name="Lưu mật khẩu").click()
    page.locator("[data-focus]").wait_for()
    phone.check()
    page.locator("#id_password1").fill("buoi-sang-tren-nui")
    page.locator("#id_password2").fill("buoi-sang-tren-nui")
    page.get_by_role("button", name="Lưu mật khẩu").click()
    page.get_by_role("heading", name="Thiết lập bước xác thực thứ hai").wait_for()
    phone.check()
    page.get_by_role("link", name="Dùng ứng dụng xác thực").click()
    secret = page.locator("#authenticator_secret")
    secret.wait_for()
    phone.check()
    shown = format_hotp_value(hotp_value(secret.input_value(), int(time.time()) // 30))  # noqa: TID251  # as an app does
    page.locator("input[name=code]").fill(shown)
    page.locator("input[name=code]").press("Enter")
    page.wait_for_url("**/recovery-codes/**")
    phone.check()
    phone.go("/tai-khoan/")
    page.get_by_text("Đang dùng").wait_for()
    phone.check()


def test_a_passkey_is_made_and_confirms(desk, world, settings):
    """Chromium's virtual authenticator stands for the laptop's fingerprint reader."""
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    desk.base = desk.base.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, not to a number
    reader = desk.context.new_cdp_session(desk.page)
    reader.send("WebAuthn.enable")
    reader.send("WebAuthn.addVirtualAuthenticator", {"options": READER})
    page = desk.page
    desk.go("/tai-khoan/login/?next=/tai-khoan/thiet-lap-xac-thuc/")
    page.get_by_label("Tên đăng nhập").fill(world.staff["english"].user.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{desk.base}/tai-khoan/thiet-lap-xac-thuc/")
    desk.check()
    page.get_by_role("link", name="Dùng khóa truy cập").click()
    page.wait_for_url("**/webauthn/add/**")
    desk.check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/recovery-codes/**")
    desk.check()
    assert Authenticator.objects.filter(type="webauthn").count() == 1
    age_factor(world.staff["english"].user, seconds=1200)
    desk.go("/tai-khoan/xac-nhan/?next=/tai-khoan/phien/")
    desk.check()
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    page.wait_for_url(f"{desk.base}/tai-khoan/phien/")


READER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
