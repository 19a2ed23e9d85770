"""Signing in a browser: key file, wrong password, reload in the middle, stop and resume, programs on the computer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from hocba.adapters.agent.files import Pkcs12Ring
from hocba.adapters.agent.messages import SignRequest
from hocba.adapters.agent.server import Agent
from hocba_web.base.refusals import Refused
from hocba_web.signatures.kinds import Piece
from hocba_web.signatures.models import Batch, Certificate, Item
from hocba_web.signatures.selectors.batches import state
from hocba_web.signatures.services import server_keys
from hocba_web.signatures.slot_kind import SlotKind
from hocba_web.signatures.views import loopback
from support.vgca import VgcaService, pkcs12_of
from support.web.school import NOW
from support.web.signing import PASSWORD, Pki, p12
from web.signatures_pages.signing_up import sign_turn

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from support.web.browser import Window
    from support.web.school import SchoolWorld

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _confirmed(window: Window, school: SchoolWorld, who: str = "english", class_name: str = "4A2") -> Page:
    """Everything of a class confirmed; the page of the batch is open."""
    window.sign_in(school, who)
    page = window.go(f"/ky-so/lop/{school.classes[class_name].id}/")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/ky-so/dot/*/")
    return page


def _unlock(page: Page, password: str = PASSWORD) -> None:
    page.wait_for_selector("#secret:visible")
    page.fill("#secret", password)
    page.press("#secret", "Enter")


def test_all_classes_are_signed_with_one_confirmation(school: SchoolWorld, desk: Window, phone: Window) -> None:
    for window in (desk, phone):
        window.sign_in(school, "english")
        for address in ("/ky-so/", "/ky-so/tat-ca/"):
            window.go(address)
            window.check()
    page = desk.go("/ky-so/")
    page.click("text=Xem và ký cả 2 lớp")
    page.click("button:has-text('Ký 7 chữ ký')")
    page.wait_for_selector("#secret:visible")
    desk.check()
    _unlock(page)
    page.wait_for_selector("text=Đã ký xong 7/7")
    desk.check()
    assert Batch.objects.get().state == Batch.State.DONE
    assert Item.objects.filter(state=Item.State.COMMITTED).count() == 7
    assert PASSWORD not in page.content()
    assert PASSWORD not in page.evaluate("JSON.stringify([localStorage, sessionStorage, location.href])")
    phone.go(f"/ky-so/dot/{Batch.objects.get().id}/")
    phone.check()
    page.click("[data-panel=done] a")
    page.wait_for_selector("text=Chưa có học bạ nào đến lượt thầy/cô ký")
    desk.check()


def test_a_wrong_password_is_tried_once_and_the_batch_waits(
    school: SchoolWorld, desk: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    sign = server_keys.sign

    def counted(**given: object) -> object:
        tried.append(str(given["secret"]))
        return sign(**given)  # type: ignore[arg-type]  # as given

    monkeypatch.setattr(server_keys, "sign", counted)
    page = _confirmed(desk, school)
    _unlock(page, "khong-phai-mat-khau")
    page.wait_for_selector("[data-panel=stopped]:visible")
    desk.check()
    page.wait_for_timeout(2500)  # longer than any step waits: nothing is sent again by itself
    assert tried == ["khong-phai-mat-khau"]
    assert Batch.objects.get().state == Batch.State.STOPPED
    page.click("[data-resume]")
    _unlock(page)
    page.wait_for_selector("text=Đã ký xong 4/4")
    assert tried[1:] == [PASSWORD]


def test_a_reload_in_the_middle_loses_nothing(
    school: SchoolWorld, desk: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign = server_keys.sign
    monkeypatch.setattr(server_keys, "sign", lambda **given: sign(**(given | {"limit": 1})))
    page = _confirmed(desk, school)
    _unlock(page)
    page.wait_for_selector("[data-item][data-state=committed]")
    page.reload()
    # The PIN went with the page; what is left waits for its owner.
    page.wait_for_selector("#secret:visible")
    before = Item.objects.filter(state=Item.State.COMMITTED).count()
    assert 0 < before < 4
    page = desk.go("/ky-so/")
    page.wait_for_selector("text=Đợt ký còn dở")
    desk.check()
    page.click("a:has-text('Ký tiếp')")
    _unlock(page)
    page.wait_for_selector("text=Đã ký xong 4/4")
    assert Item.objects.filter(state=Item.State.COMMITTED).count() == 4


def test_stop_and_resume(school: SchoolWorld, desk: Window) -> None:
    page = _confirmed(desk, school)
    page.wait_for_selector("#secret:visible")
    page.click("text=Tạm dừng")
    page.click("#confirm-dialog [data-yes]")
    page.wait_for_selector("[data-panel=stopped]:visible")
    desk.check()
    assert Item.objects.filter(state=Item.State.STOPPED).count() == 4
    page.click("[data-resume]")
    _unlock(page)
    page.wait_for_selector("text=Đã ký xong 4/4")


def test_the_homeroom_teacher_signs_part_and_record_at_once(school: SchoolWorld, desk: Window, phone: Window) -> None:
    for who in ("english", "arts"):
        sign_turn(school, who, "4A2", at=NOW)
    for window in (desk, phone):
        window.sign_in(school, "homeroom:4A2")
        window.go(f"/ky-so/lop/{school.classes['4A2'].id}/?mo=1")
        window.check()
    page = _confirmed(desk, school, "homeroom:4A2")
    _unlock(page)
    page.wait_for_selector("text=Đã ký xong 8/8")
    desk.sign_in(school, "principal")
    for address in ("/duyet-hoc-ba/", f"/duyet-hoc-ba/{school.classes['4A2'].id}/"):
        desk.go(address)
        desk.check()
    page = _confirmed(desk, school, "principal")
    _unlock(page)
    page.wait_for_selector("text=Đã ký xong 4/4")


class _Person:
    """Agrees to everything in the agent's own window."""

    def __init__(self) -> None:
        self.pins = 0
        self.digests: list[str] = []

    def consents(self, _origin: str, request: SignRequest, _certificate: object) -> bool:
        self.digests = [item.digest[:16] for item in request.items]
        return True

    def pin(self, _certificate: object) -> str:
        self.pins += 1
        return PASSWORD

    def listed(self, *_said: object) -> None: ...

    def signed(self, _count: int) -> None: ...

    def refused(self, _error: object) -> None: ...

    def stranger(self, _origin: str) -> None: ...


@contextmanager
def _agent(file: Path, origin: str, person: _Person) -> Iterator[str]:
    agent = Agent(Pkcs12Ring(file, PASSWORD), person, origins=[origin], port=0)
    thread = threading.Thread(target=agent.serve)
    thread.start()
    try:
        yield f"ws://127.0.0.1:{agent.port}/"
    finally:
        agent.stop()
        thread.join()


def test_a_token_is_declared_and_signs_through_the_agent(
    school: SchoolWorld, pki: Pki, desk: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, person = tmp_path / "token.p12", _Person()
    file.write_bytes(p12(pki.person_key(school, "english")))
    Certificate.objects.filter(staff=school.staff["english"]).update(state=Certificate.State.WITHDRAWN)
    with _agent(file, desk.base, person) as address:
        monkeypatch.setitem(loopback.PROGRAMS, "agent", address)
        desk.sign_in(school, "english")
        page = desk.go("/chung-thu-so/them/person/usb/agent/")
        desk.check()
        page.click("[data-start]")
        page.wait_for_url("**/chung-thu-so/")
        desk.check()
        page = _confirmed(desk, school)
        page.click("[data-agent-start]")
        page.wait_for_selector("text=Đã ký xong 4/4")
        # What the agent shows beside each item stands on the page too.
        shown = page.locator("[data-digest]").all_inner_texts()
    assert person.pins == 2  # one to declare, one for the whole batch
    assert sorted(shown) == sorted(person.digests)
    assert len(set(shown)) == 4


def test_the_ciphers_service_signs_a_class(
    school: SchoolWorld, pki: Pki, desk: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = VgcaService(pkcs12_of(pki.person_key(school, "english", kind="rsa2048"), PASSWORD), PASSWORD)
    Certificate.objects.filter(staff=school.staff["english"]).update(state=Certificate.State.WITHDRAWN)
    (pki.folder / "issuing.crt").write_bytes(pki.ca.issuing.public_bytes(Encoding.PEM))
    with service.running() as address:
        monkeypatch.setitem(loopback.PROGRAMS, "vgca", address)
        desk.sign_in(school, "english")
        page = desk.go("/chung-thu-so/them/person/usb/vgca/")
        page.click("[data-start]")
        page.wait_for_url("**/chung-thu-so/")
        page = _confirmed(desk, school)
        service.status = 5
        page.click("[data-agent-start]")
        page.wait_for_selector("[data-trouble]:visible")
        desk.check()
        service.status = 0
        page.click("[data-agent-start]")
        page.wait_for_selector("text=Đã ký xong 4/4")


def test_one_that_failed_says_why_and_is_tried_again(
    school: SchoolWorld, desk: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle, failed = SlotKind.settle, []

    def fails_once(self: SlotKind, piece: Piece, *given: object) -> object:
        if not failed:
            failed.append(piece.target)
            raise Refused("SHOWN_OUTDATED", where=f"record/{piece.target}")
        return settle(self, piece, *given)

    monkeypatch.setattr(SlotKind, "settle", fails_once)
    page = _confirmed(desk, school)
    _unlock(page)
    page.wait_for_selector("[data-panel=partly]:visible")
    page.wait_for_selector("text=Nội dung đã thay đổi")
    desk.check()
    assert Item.objects.filter(state=Item.State.COMMITTED).count() == 3
    page.click("[data-retry]:visible")
    _unlock(page)
    page.wait_for_selector("text=Đã ký xong 4/4")
    assert page.locator("[data-failures]").is_hidden()


def test_a_pin_is_forgotten_after_five_minutes_out_of_sight(
    school: SchoolWorld, desk: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The key is busy elsewhere: nothing is signed, and the page holds the password meanwhile.
    monkeypatch.setattr(server_keys, "sign", lambda *, batch_id, **_given: state(batch_id))
    desk.page.clock.install()
    page = _confirmed(desk, school)
    _unlock(page)
    page.wait_for_selector("[data-panel=working]:visible")
    page.evaluate("Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.clock.fast_forward("05:01")
    page.wait_for_selector("#secret:visible")
    assert page.input_value("#secret") == ""
    page.wait_for_selector("text=mã PIN được xóa khỏi trình duyệt")
    desk.check()
