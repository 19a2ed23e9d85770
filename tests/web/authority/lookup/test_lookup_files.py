"""Files after a look-up: each once, for a quarter of an hour; links that a family hands out and withdraws."""

from __future__ import annotations

import re
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from hocba.adapters.clock import SystemClock
from hocba_cli.main import main
from hocba_web.audit import services as audit
from hocba_web.audit.models import Entry
from hocba_web.base import clock
from hocba_web.portal.lookup import asking
from hocba_web.portal.models import FamilyLink, Visit
from hocba_web.portal.ports import ports
from hocba_web.procedures.selectors.calls import Told
from hocba_web.register.models import Number, School
from hocba_web.register.services import codes, receipts
from hocba_web.transparency.services import checkpoints
from support.web.authority_site import AuthoritySite
from support.web.families import Family, family_of
from support.web.registering import AT
from support.web.transparent import log_world, witnessed

FILES, LINK = "/tra-cuu/tep/", "/tra-cuu/lien-ket/"


def _token(page: Any) -> str:  # Django's test response
    found = re.search(r'name="visit" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def _link(client: Client, token: str, hours: int = 24) -> str:
    page = client.post(f"{LINK}moi/", {"visit": token, "hours": hours}).content.decode()
    found = re.search(r'data-link tabindex="0">([^<]+)<', page)
    assert found, page
    address, _, link = found[1].partition("#")
    assert address.endswith(LINK)
    return link


def _later(monkeypatch: pytest.MonkeyPatch, delta: timedelta) -> None:
    moment = clock.real_now() + delta
    monkeypatch.setattr(clock, "real_now", lambda: moment)


def test_each_file_is_fetched_once_a_look(family: Family, client: Client) -> None:
    token = _token(family.look(client))
    pdf = client.post(f"{FILES}pdf/", {"visit": token})
    assert (pdf.content, pdf["Content-Type"]) == (family.pdf, "application/pdf")
    assert pdf["Content-Disposition"].startswith('attachment; filename="HocBa-')
    assert family.record.pupil.name not in pdf["Content-Disposition"]
    assert "no-store" in pdf["Cache-Control"]
    again = client.post(f"{FILES}pdf/", {"visit": token})
    assert (again.status_code, "LOOKUP_FILE_TAKEN" in again.content.decode()) == (409, True)
    assert client.post(f"{FILES}xml/", {"visit": token}).content == family.xml
    taken = Entry.objects.filter(action="portal.file.fetched").order_by("id")
    assert [entry.details for entry in taken] == [{"kind": "pdf", "way": "code"}, {"kind": "xml", "way": "code"}]


def test_the_whole_set_tells_how_to_verify(family: Family, client: Client) -> None:
    packed = client.post(f"{FILES}zip/", {"visit": _token(family.look(client))})
    archive = zipfile.ZipFile(BytesIO(packed.content))
    name = f"HocBa-{family.record.school_year}-{family.uuid}"
    assert {"DOC-TRUOC.txt", f"{name}.xml", f"{name}.pdf"} <= set(archive.namelist())
    assert archive.read(f"{name}.xml") == family.xml
    note = archive.read("DOC-TRUOC.txt").decode()
    assert "hocba verify" in note
    for hidden in (family.code, family.record.pupil.name):
        assert hidden not in note


def test_the_whole_set_of_a_recalled_record_says_so(family: Family, client: Client) -> None:
    Number.objects.filter(pk=family.uuid).update(state=Number.State.RECALLED, recalled_at=AT)
    packed = client.post(f"{FILES}zip/", {"visit": _token(family.look(client))})
    assert "không còn giá trị" in zipfile.ZipFile(BytesIO(packed.content)).read("DOC-TRUOC.txt").decode()


def test_the_whole_set_brings_the_keys_of_the_log(
    family: Family, client: Client, authority_site: AuthoritySite, tmp_path: Path
) -> None:
    world = log_world(tmp_path / "log")
    authority_site.settings.LOG = world.settings
    packed = client.post(f"{FILES}zip/", {"visit": _token(family.look(client))})
    archive = zipfile.ZipFile(BytesIO(packed.content))
    keys = {archive.read(name).decode().strip() for name in archive.namelist() if name.endswith(".vkey")}
    assert keys == {world.log.vkey, world.witness.vkey}
    assert "khoa-nhat-ky/*.vkey" in archive.read("DOC-TRUOC.txt").decode()


def test_the_whole_set_verifies_without_a_network(
    family: Family, client: Client, authority_site: AuthoritySite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As its note says: keys into the trust folder, then `hocba verify --receipt`."""
    world = log_world(tmp_path / "log")
    authority_site.settings.LOG = world.settings
    with witnessed(world):
        checkpoints.advance(SystemClock().now())
    assert receipts.sign_due(at=AT) == 1
    page = family.look(client)
    assert "Đã ký: chứng minh học bạ này có từ" in page.content.decode()
    folder = tmp_path / "set"
    zipfile.ZipFile(BytesIO(client.post(f"{FILES}zip/", {"visit": _token(page)}).content)).extractall(folder)
    trust = tmp_path / "tin-cay"
    trust.mkdir()
    for file in (*(authority_site.folder / "trust").iterdir(), *folder.glob("khoa-nhat-ky/*.vkey")):
        (trust / file.name).write_bytes(file.read_bytes())
    record = folder / f"HocBa-{family.record.school_year}-{family.uuid}"
    for file in (f"{record}.xml", f"{record}.pdf"):
        receipt = ["--receipt", str(folder / "bien-nhan.jws")]
        code = main(["verify", "--trust", str(trust), "--at", AT.isoformat(), *receipt, file])
        assert code == 0, capsys.readouterr().out


def test_where_the_school_sent_no_pdf_the_authority_seals_a_labelled_copy(school: School, client: Client) -> None:
    held = family_of(school, 3, with_pdf=False)
    page = held.look(client)
    assert "do Sở lập từ tệp XML" in page.content.decode()
    pdf = client.post(f"{FILES}pdf/", {"visit": _token(page)}).content
    assert pdf.startswith(b"%PDF")
    again = client.post(f"{FILES}zip/", {"visit": _token(page)})
    archive = zipfile.ZipFile(BytesIO(again.content))
    name = f"HocBa-{held.record.school_year}-{held.uuid}"
    assert archive.read(f"{name}.pdf") == pdf, "made once and kept"
    assert "Sở Giáo dục và Đào tạo lập và đóng dấu" in archive.read("DOC-TRUOC.txt").decode()


def test_a_token_ends_after_a_quarter_of_an_hour(
    family: Family, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = _token(family.look(client))
    _later(monkeypatch, timedelta(minutes=15))
    answer = client.post(f"{FILES}xml/", {"visit": token})
    assert (answer.status_code, "LOOKUP_VISIT_OVER" in answer.content.decode()) == (404, True)


@pytest.mark.parametrize("token", ["", "x", "a" * 43])
def test_a_made_up_token_fetches_nothing(family: Family, client: Client, token: str) -> None:
    family.look(client)
    assert client.post(f"{FILES}xml/", {"visit": token}).status_code == 404
    assert client.post(f"{LINK}moi/", {"visit": token, "hours": 24}).status_code == 404
    assert client.get(f"{FILES}xml/").status_code == 405
    assert client.post(f"{FILES}exe/", {"visit": token}).status_code == 404


def test_tokens_are_stored_as_hashes(family: Family, client: Client) -> None:
    token = _token(family.look(client))
    link = _link(client, token)
    stored = f"{list(Visit.objects.values_list())}{list(FamilyLink.objects.values_list())}"
    assert token not in stored
    assert link not in stored
    assert link.split(".")[0] not in stored


def test_a_link_opens_the_one_record_until_it_is_withdrawn(family: Family, client: Client) -> None:
    token = _token(family.look(client))
    link = _link(client, token)
    stranger = Client()
    assert family.record.pupil.name not in stranger.get(LINK).content.decode(), "the address alone tells nothing"
    opened = stranger.post(LINK, {"link": link})
    assert family.record.pupil.name in opened.content.decode()
    assert "Ai đã xem học bạ này" not in opened.content.decode()
    assert stranger.post(f"{FILES}xml/", {"visit": _token(opened)}).content == family.xml
    (row,) = FamilyLink.objects.all()
    assert row.opened == 1
    assert Entry.objects.filter(action="portal.record.viewed", details_json__contains="link").count() == 1
    client.post(f"{LINK}thu-hoi/{row.id}/", {"visit": token})
    closed = stranger.post(LINK, {"link": link})
    assert (closed.status_code, "LOOKUP_LINK_UNKNOWN" in closed.content.decode()) == (404, True)


def test_who_came_by_a_link_makes_and_withdraws_none(family: Family, client: Client) -> None:
    link = _link(client, _token(family.look(client)))
    stranger = Client()
    token = _token(stranger.post(LINK, {"link": link}))
    (row,) = FamilyLink.objects.all()
    for address in (f"{LINK}moi/", f"{LINK}thu-hoi/{row.id}/"):
        answer = stranger.post(address, {"visit": token, "hours": 24})
        assert (answer.status_code, "LOOKUP_LINK_NOT_YOURS" in answer.content.decode()) == (409, True)


def test_another_familys_link_is_not_withdrawn(school: School, family: Family, client: Client) -> None:
    _link(client, _token(family.look(client)))
    (row,) = FamilyLink.objects.all()
    other = _token(family_of(school, 2).look(client))
    assert client.post(f"{LINK}thu-hoi/{row.id}/", {"visit": other}).status_code == 404
    row.refresh_from_db()
    assert row.revoked_at is None


def test_a_link_ends_by_itself_and_a_forged_one_never_begins(
    family: Family, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = _link(client, _token(family.look(client)))
    for forged in ("", "x", link[:-1] + ("A" if link[-1] != "A" else "B"), "a" * 32 + "." + link.partition(".")[2]):
        assert client.post(LINK, {"link": forged}).status_code == 404
    _later(monkeypatch, timedelta(hours=24))
    assert client.post(LINK, {"link": link}).status_code == 404


def test_lifetimes_and_number_of_links_are_bounded(family: Family, client: Client) -> None:
    token = _token(family.look(client))
    assert client.post(f"{LINK}moi/", {"visit": token, "hours": 100_000}).status_code == 409
    for _ in range(5):
        _link(client, token)
    answer = client.post(f"{LINK}moi/", {"visit": token, "hours": 24})
    assert (answer.status_code, "LOOKUP_LINKS_ENOUGH" in answer.content.decode()) == (409, True)


def test_the_family_sees_who_looked_and_which_bodies_asked(
    family: Family, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Told(AT, "Trường THCS Thử", "Tuyển sinh lớp 6", ("Hoàn thành chương trình tiểu học",))
    monkeypatch.setattr(ports, "calls_of", lambda uuid: (asked,) if uuid == family.uuid else ())
    family.look(client)
    page = family.look(client).content.decode()
    for shown in (asked.client, asked.purpose, asked.fields[0]):
        assert shown in page
    assert page.count("Tra cứu bằng năm thông tin") == 2


def test_the_family_is_not_told_where_a_pupil_went_to_school(family: Family, client: Client) -> None:
    """Who looks a record up may be a parent from whom the present school is kept."""
    with transaction.atomic():
        for action in ("relay.record.handed_on", "relay.transfer.collected"):
            audit.record(
                actor=None,
                action=action,
                subject=("record", family.uuid),
                at=AT,
                school_id=family.school.id,
                details={"school": "22990999", "uuid": str(family.uuid), "records": 1},
            )
    page = family.look(client).content.decode()
    assert "Giao học bạ cho trường khác theo thủ tục chuyển trường" in page
    assert "22990999" not in page


def test_an_officers_look_is_told_without_a_name(family: Family, client: Client) -> None:
    audit.viewed(
        actor=None, action="desk.record.viewed", subject=("record", family.uuid), at=AT, school_id=family.school.id
    )
    assert "Cán bộ có thẩm quyền xem" in family.look(client).content.decode()


def test_visits_and_links_are_forgotten(family: Family, client: Client) -> None:
    _link(client, _token(family.look(client)))
    asking.sweep(clock.real_now() + timedelta(days=2))
    assert (Visit.objects.count(), FamilyLink.objects.count()) == (0, 1)
    asking.sweep(clock.real_now() + timedelta(days=32))
    assert FamilyLink.objects.count() == 0


def test_a_renewed_code_ends_what_the_old_one_opened(family: Family, client: Client) -> None:
    """Whoever stole the old code made a link with it: renewing is what the school tells such a family to do."""
    token = _token(family.look(client))
    link = _link(client, token)
    family.code = codes.tell([family.uuid], renew=[family.uuid], at=AT)[family.uuid]
    assert Client().post(LINK, {"link": link}).status_code == 404
    assert client.post(f"{LINK}moi/", {"visit": token, "hours": 24}).status_code == 404
    assert client.post(f"{FILES}xml/", {"visit": token}).status_code == 404
    renewed = _token(family.look(client))
    assert Client().post(LINK, {"link": _link(client, renewed)}).status_code == 200
