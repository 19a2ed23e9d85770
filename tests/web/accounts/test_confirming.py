"""Acts that need a fresh second factor: confirmed on the spot, with everything that was typed."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hocba_web.accounts.models import AccountRequest
from hocba_web.accounts.services import ask_change, enrol_demo_totp
from hocba_web.audit.models import Entry
from support.web import actor_for
from support.web.factors import SECRET
from support.web.sessions import session_of

CONFIRM = "/tai-khoan/xac-nhan/"
STALE = 601


class Fields(HTMLParser):
    """The first form's named inputs, as a browser would send them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action, self.fields, self._forms = "", [], 0
        self.feed(page[page.index("<main") :])

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "form":
            self._forms += 1
            if self._forms == 1:
                self.action = found.get("action", "")
        if tag == "input" and self._forms == 1 and found.get("name"):
            self.fields.append((found["name"], unescape(found.get("value") or "")))


@pytest.fixture
def asked(world, at, real_at) -> AccountRequest:
    return ask_change(
        actor=actor_for(world, "school_admin"),
        kind=AccountRequest.Kind.PASSWORD_RESET,
        user_id=world.staff["english"].user_id,
        reason="Quên mật khẩu",
        at=at,
        real_at=real_at,
    )


@pytest.fixture
def principal(client, world, asked) -> Client:
    """The principal, whose factor was checked eleven minutes ago."""
    enrol_demo_totp(world.staff["principal"].user, SECRET)
    return session_of(client, world.staff["principal"].user, factor_age=STALE)


def decide(asked: AccountRequest) -> str:
    return f"/quan-tri/tai-khoan/de-nghi/{asked.public_id}/quyet-dinh/"


TYPED = {"grant": "yes", "answer": 'Đồng ý, "cấp lại" <ngay>', "more": ["1", "2"]}


def test_the_form_waits_and_is_sent_on_unchanged_by_the_right_code(principal, asked, code):
    held = principal.post(decide(asked), TYPED)
    assert held.status_code == 403
    assert "no-store" in held["Cache-Control"]
    asked.refresh_from_db()
    assert asked.state == "asked"
    form = Fields(held.content.decode())
    assert form.action == CONFIRM
    kept = [field for field in form.fields if field[0] in TYPED]
    assert kept == [("grant", "yes"), ("answer", TYPED["answer"]), ("more", "1"), ("more", "2")]

    sent = {name: [value for other, value in form.fields if other == name] for name, _ in form.fields}
    passed = principal.post(CONFIRM, sent | {"_factor-code": code()})
    assert (passed.status_code, passed["Location"]) == (307, decide(asked))
    assert principal.post(passed["Location"], sent).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == ("granted", TYPED["answer"])


def test_a_wrong_code_loses_nothing(principal, asked):
    form = Fields(principal.post(decide(asked), TYPED).content.decode())
    sent = {name: [value for other, value in form.fields if other == name] for name, _ in form.fields}
    again = principal.post(CONFIRM, sent | {"_factor-code": "000000"})
    assert again.status_code == 422
    assert "Mã chưa đúng" in again.content.decode()
    assert [one for one in Fields(again.content.decode()).fields if one[0] in TYPED] == [
        one for one in form.fields if one[0] in TYPED
    ]


def test_codes_cannot_be_guessed_here_either(principal):
    for number in range(5):
        principal.post(CONFIRM, {"_factor-code": f"{number:06}"})
    assert "Đã nhập sai nhiều lần" in principal.post(CONFIRM, {"_factor-code": "999999"}).content.decode()


def test_a_page_is_confirmed_and_comes_back(principal, code):
    first = principal.get("/tai-khoan/2fa/recovery-codes/generate/")
    assert first["Location"] == f"{CONFIRM}?next=%2Ftai-khoan%2F2fa%2Frecovery-codes%2Fgenerate%2F"
    form = Fields(principal.get(first["Location"]).content.decode())
    back = principal.post(CONFIRM, dict(form.fields) | {"_factor-code": code()})
    assert (back.status_code, back["Location"]) == (302, "/tai-khoan/2fa/recovery-codes/generate/")


@pytest.mark.parametrize("field", ["_factor-target", "_factor-next"])
@pytest.mark.parametrize("elsewhere", ["https://evil.example/x", "//evil.example", "/\\evil.example", "javascript:x"])
def test_it_passes_nothing_to_another_site(principal, code, field, elsewhere):
    answer = principal.post(CONFIRM, {field: elsewhere, "_factor-code": code()})
    assert answer["Location"] == "/"


def test_files_cannot_wait_and_the_page_says_so(principal, asked):
    answer = principal.post(
        decide(asked),
        TYPED | {"paper": SimpleUploadedFile("don.pdf", b"%PDF-")},
        headers={"Referer": f"http://testserver/quan-tri/tai-khoan/de-nghi/{asked.public_id}/"},
    )
    page = answer.content.decode()
    assert "Tệp đính kèm cần chọn lại" in page
    fields = dict(Fields(page).fields)
    assert fields["_factor-target"] == ""
    assert fields["_factor-next"].endswith(f"/quan-tri/tai-khoan/de-nghi/{asked.public_id}/")


def test_a_fragment_is_told_where(principal, asked):
    answer = principal.post(decide(asked), TYPED, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert 'data-refusal="FRESH_FACTOR_NEEDED"' in page
    assert f'href="{CONFIRM}" target="_blank"' in page


def test_a_script_is_told_where(principal, asked):
    answer = principal.post(decide(asked), TYPED, headers={"Accept": "application/json"})
    told = answer.json()
    assert (answer.status_code, told["code"], told["confirm"]) == (403, "FRESH_FACTOR_NEEDED", CONFIRM)
    assert "10 phút" in told["t"]


def test_in_a_new_tab_it_ends_with_a_word(principal, code):
    done = principal.post(CONFIRM, {"_factor-target": "", "_factor-next": "", "_factor-code": code()})
    assert done["Location"] == CONFIRM
    assert "Có thể đóng thẻ này" in principal.get(CONFIRM).content.decode()


def test_asking_to_confirm_is_no_refusal(principal, asked):
    principal.post(decide(asked), TYPED)
    assert not Entry.objects.filter(code="FRESH_FACTOR_NEEDED").exists()


def test_it_takes_the_csrf_token_twice(world, asked, code):
    strict = Client(enforce_csrf_checks=True)
    enrol_demo_totp(world.staff["principal"].user, SECRET)
    session_of(strict, world.staff["principal"].user, factor_age=STALE)
    assert strict.post(decide(asked), TYPED).status_code == 403
    assert strict.post(CONFIRM, {"_factor-target": decide(asked), "_factor-code": code()}).status_code == 403
    asked.refresh_from_db()
    assert asked.state == "asked"


def test_who_has_no_factor_is_led_to_enrol(client, world):
    session_of(client, world.staff["english"].user, factor_age=None)
    assert client.get(CONFIRM)["Location"] == "/tai-khoan/thiet-lap-xac-thuc/"


class TestCodesOfTheLastHalfMinute:
    @pytest.fixture(autouse=True)
    def _tolerance(self, settings):
        settings.MFA_TOTP_TOLERANCE = 1

    def test_slow_fingers_are_forgiven(self, principal, app_code):
        assert principal.post(CONFIRM, {"_factor-code": app_code(-1)}).status_code == 302

    def test_not_for_minutes(self, principal, app_code):
        assert principal.post(CONFIRM, {"_factor-code": app_code(-2)}).status_code == 422

    def test_a_code_seen_over_the_shoulder_works_no_second_time(self, principal, world, app_code):
        shown = app_code(0)
        assert principal.post(CONFIRM, {"_factor-code": shown}).status_code == 302
        cache.delete(f"allauth.mfa.totp.used?user={world.staff['principal'].user.pk}&code={shown}")
        assert principal.post(CONFIRM, {"_factor-code": shown}).status_code == 422
