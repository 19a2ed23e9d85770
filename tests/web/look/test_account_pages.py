"""The pages of django-allauth look and speak like ours."""

from __future__ import annotations

import gettext
import re
from html import unescape
from pathlib import Path

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.test import Client
from django.urls import reverse

import hocba_web.base
from hocba_web.base import clock
from support.web import SchoolWorld
from support.web.browser import Window
from support.web.factors import give_factor

LOCALE = Path(hocba_web.base.__file__).parent / "locale"
ENGLISH = re.compile(
    r"\b(?:the|your|you|sign|password|account|code|please|enter|confirm|email|are|is|was|with)\b", re.IGNORECASE
)
OWN_PAGES = [
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
]


def _words(html: str) -> str:
    """What is read on a page: text without scripts and addresses."""
    visible = re.sub(r"<script.*?</script>|<[^>]+>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(visible).split())


def test_the_catalogue_is_compiled_from_its_source() -> None:
    folder = LOCALE / "vi" / "LC_MESSAGES"
    with (folder / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    entries = re.findall(
        r'^msgid ((?:".*"\n)+)(?:msgid_plural (?:".*"\n)+)?msgstr(?:\[0\])? ((?:".*"\n)+)',
        (folder / "django.po").read_text(encoding="utf-8") + "\n",
        re.MULTILINE,
    )
    assert len(entries) > 180
    for source, said in entries[1:]:
        key, value = (
            "".join(line[1:-1] for line in part.splitlines()).replace('\\"', '"').replace("\\n", "\n")
            for part in (source, said)
        )
        assert value in {compiled.gettext(key), compiled.ngettext(key, key, 1)}, key


def test_login_before_anybody_is_known(db: None, client: Client) -> None:
    answer = client.get(reverse("account_login"))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "entrance__card" in html
    assert not ENGLISH.search(_words(html)), _words(html)


def test_a_wrong_password_is_said_in_the_form(db: None, client: Client) -> None:
    html = client.post(reverse("account_login"), {"login": "nguoi-la", "password": "sai-mat-khau"}).content.decode()
    assert "error-summary" in html
    assert "chưa đúng" in _words(html)
    assert not ENGLISH.search(_words(html)), _words(html)


def _just_logged_in(client: Client, world: SchoolWorld, key: str) -> Client:
    """A teacher without a second factor who has typed the password a moment ago."""
    user = world.staff[key].user
    client.force_login(user)
    session = client.session
    at = clock.real_now().timestamp()
    session["account_authentication_methods"] = [{"method": "password", "at": at, "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


@pytest.mark.parametrize("name", OWN_PAGES)
def test_own_pages_are_vietnamese_and_in_the_frame(world: SchoolWorld, client: Client, name: str) -> None:
    answer = _just_logged_in(client, world, "english").get(reverse(name))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'id="main"' in html
    assert html.count("<h1") == 1
    assert not ENGLISH.search(_words(html)), _words(html)


@pytest.mark.parametrize("name", ["mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp"])
def test_pages_of_an_enrolled_factor_too(world: SchoolWorld, client: Client, name: str) -> None:
    _just_logged_in(client, world, "english")
    give_factor(client, world.staff["english"].user)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["reauthenticated"] = True
    session.save()
    RecoveryCodes.activate(world.staff["english"].user)
    html = client.get(reverse(name)).content.decode()
    assert html.count("<h1") == 1
    assert not ENGLISH.search(_words(html)), _words(html)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_login_is_clean_on_a_laptop(desk: Window) -> None:
    page = desk.go(reverse("account_login"))
    desk.check()
    page.get_by_label("Tên đăng nhập").focus()
    page.keyboard.press("Tab")
    assert page.get_by_label("Mật khẩu").evaluate("(field) => field === document.activeElement")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_login_is_clean_on_a_phone(phone: Window) -> None:
    phone.go(reverse("account_login"))
    phone.check()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_own_pages_are_clean_in_a_browser(world: SchoolWorld, desk: Window, phone: Window) -> None:
    for window in (desk, phone):
        cookie = _just_logged_in(Client(), world, "english").cookies[settings.SESSION_COOKIE_NAME]
        window.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": window.base}])
        for name in OWN_PAGES:
            window.go(reverse(name))
            window.check()
