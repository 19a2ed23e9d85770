"""From initialisation to hand-out, whoever is next finds it on their front page, and nobody else does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hocba.lifecycle import Event, Guard
from hocba.lifecycle import Role as Role_
from hocba.model import Moment
from hocba_web.assessment.models import CompletionMark, ReadyMark
from hocba_web.assessment.selectors.progress import wall
from hocba_web.assessment.services.progress import rebuild_progress
from hocba_web.records.models import Record
from hocba_web.records.selectors.drafts import draft_of
from hocba_web.records.services import cancelling, returns, unlocking
from hocba_web.signatures.kinds import Piece
from hocba_web.signatures.models import Certificate
from hocba_web.signatures.services import batches
from hocba_web.signatures.slot_kind import shown_digest
from hocba_web.submission.kinds.package import PackageKind
from hocba_web.submission.kinds.package import pieces_for as package_pieces
from hocba_web.submission.models import Package
from hocba_web.submission.services import packages
from hocba_web.supervision.selectors.tasks import desk
from support.web import SchoolWorld, actor_for, logged_in
from support.web.record_signing import key_of, sign, sign_up_to
from support.web.records import initialised, ready_school, records_of
from support.web.school import NOW
from support.web.sealing import Approved, drive, school_seal, seal_all, signing, take_steps
from support.web.signing import Pki, pki, real_now  # noqa: F401  # a fixture

MOST_OF_PRINCIPAL, MOST = 35, 40
"""Queries of a front page; the frame of the page with session and acting person takes 13 of them."""
ROLES = ("principal", "vice_principal", "school_admin", "registrar", "clerk", "homeroom:4A1", "arts")


@pytest.fixture
def school(db: None, at: datetime) -> SchoolWorld:
    """Class 4A1, all entered and marked ready."""
    del db
    world = ready_school(pupils=3)
    world.open_window(around=at)
    rebuild_progress(world.year.pk, at=at)
    by = world.person("english").user
    (state,) = wall(world.year.pk, Moment.YEAR_END, at)
    for part in state.facts.parts:
        CompletionMark.objects.create(school_class=world.classes["4A1"], moment="cn", part=part, by=by, at=at)
    ReadyMark.objects.create(school_class=world.classes["4A1"], moment="cn", by=by, at=at)
    return world


def found(world: SchoolWorld, key: str) -> dict[str, str]:
    """Titles of somebody's tasks with their kinds."""
    return {one.title: one.kind for one in desk(actor_for(world, key), NOW, real_now()).tasks}


def where(world: SchoolWorld, words: str) -> dict[str, str]:
    """Who has a task that begins so: role -> its address."""
    return {
        key: one.url
        for key in ROLES
        for one in desk(actor_for(world, key), NOW, real_now()).tasks
        if one.title.startswith(words)
    }


def sign_all_up_to(world: SchoolWorld, last: str) -> list[Record]:
    for record in records_of(world, "4A1"):
        sign_up_to(world, record.id, last)
    return records_of(world, "4A1")


def test_a_ready_class_waits_for_the_registrar(school: SchoolWorld) -> None:
    url = f"/hoc-ba/lop/{school.classes['4A1'].id}/"
    assert where(school, "Khởi tạo học bạ: 1 lớp") == {"registrar": url, "clerk": url}
    initialised(school, "4A1")
    assert where(school, "Khởi tạo học bạ") == {}


def test_teachers_find_their_turn_by_class_and_the_principal_last(school: SchoolWorld) -> None:
    initialised(school, "4A1")
    url = f"/ky-so/lop/{school.classes['4A1'].id}/"
    assert where(school, "Ký học bạ lớp 4A1: 2 học sinh") == {"homeroom:4A1": url, "arts": url}
    assert where(school, "Duyệt và ký") == {}
    sign_all_up_to(school, "GVBM")
    assert where(school, "Ký học bạ lớp") == {"homeroom:4A1": url}
    sign_all_up_to(school, "GVCN")
    assert where(school, "Ký học bạ lớp") == {}
    assert where(school, "Duyệt và ký 2 học bạ") == {"principal": f"/duyet-hoc-ba/{school.classes['4A1'].id}/"}


def test_a_turn_that_passed_the_planned_day_is_late(school: SchoolWorld) -> None:
    initialised(school, "4A1", planned=date(2026, 5, 27))
    for days, kind in ((0, "asked"), (2, "asked"), (3, "late")):
        tasks = desk(actor_for(school, "arts"), NOW + timedelta(days=days), real_now()).tasks
        (task,) = [one for one in tasks if one.title.startswith("Ký học bạ")]
        assert task.kind == kind
        assert task.due == datetime(2026, 5, 27, 16, 59, tzinfo=UTC)


def test_a_record_given_back_reaches_its_teacher_with_the_note_then_admin_and_registrar(school: SchoolWorld) -> None:
    initialised(school, "4A1")
    record = sign_all_up_to(school, "GVCN")[0]
    returns.give_back(
        actor=actor_for(school, "principal"),
        record_id=record.id,
        part="MUSIC",
        note="Nhận xét môn Âm nhạc của em chưa đúng mức đạt được.",
        at=NOW,
        real_at=real_now(),
    )
    assert where(school, "Học bạ trả lại") == {"arts": f"/hoc-ba/{record.id}/"}
    assert where(school, "Mở 1 học bạ theo quyết định") == {"school_admin": reverse("records:requests")}
    assert where(school, "1 học bạ đang mở") == {}
    request = record.unlockings.get()
    unlocking.execute(actor=actor_for(school, "school_admin"), unlocking_id=request.id, at=NOW, real_at=real_now())
    assert where(school, "Mở 1 học bạ") == {}
    assert set(where(school, "1 học bạ đang mở để sửa")) == {"registrar", "clerk"}


def test_requests_wait_for_the_principal(school: SchoolWorld) -> None:
    initialised(school, "4A1")
    first, second = records_of(school, "4A1")
    unlocking.request(
        actor=actor_for(school, "arts"), record_id=first.id, parts=["MUSIC"], reason="Ghi nhầm mức đạt được.", at=NOW
    )
    cancelling.request(
        actor=actor_for(school, "registrar"),
        record_id=second.id,
        reason="Em chuyển trường trước khi phát hành.",
        at=NOW,
    )
    assert set(where(school, "1 đề nghị mở học bạ")) == {"principal"}
    assert set(where(school, "1 đề nghị hủy học bạ")) == {"principal"}


def sealed(world: SchoolWorld) -> Approved:
    records = sign_all_up_to(world, "CBQL")
    key = key_of(records[0].id, "KY_PHAT_HANH")
    school_seal(world, key)
    return Approved(world, records, key)


def test_from_the_seal_to_the_hand_out(school: SchoolWorld) -> None:
    initialised(school, "4A1")
    ready = sealed(school)
    assert where(school, "Đóng dấu số 2 học bạ") == {"clerk": reverse("issuance:sealing")}
    seal_all(ready)
    assert where(school, "Đóng dấu số") == {}
    assert where(school, "Đóng gói 2 học bạ") == {"clerk": reverse("submission:packages")}
    packages.prepare(actor=actor_for(school, "clerk"), year_id=school.year.id, at=NOW)
    assert where(school, "Đóng gói") == {}
    assert set(where(school, "Duyệt 1 gói")) == {"principal"}
    package = Package.objects.get()
    seen = {package.id: package.content_digest}
    packages.approve(actor=actor_for(school, "principal"), seen=seen, at=NOW, real_at=real_now())
    assert set(where(school, "Ký danh sách của 1 gói")) == {"clerk"}
    drive(PackageKind(), package_pieces([Package.objects.get()]), signing(school, ready.key), ready.key)
    assert set(where(school, "Gửi 1 gói")) == {"clerk"}
    Package.objects.update(state=Package.State.JUDGED)
    package.lines.update(state="accepted")
    for record in ready.records:
        take_steps(
            record,
            (Event.SUBMIT, Role_.CLERK, {Guard.PACKAGE_SIGNED}),
            (Event.ACCEPT, Role_.GATEWAY, {Guard.SIGNATURES_VALID}),
        )
    assert set(where(school, "Giao học bạ: 2 học bạ")) == {"clerk"}
    assert where(school, "Xác nhận chốt đợt") == {"principal": f"/nop-hoc-ba/chot/{school.year.id}/15-6/"}


def test_a_refusal_stays_until_somebody_decided_about_it(school: SchoolWorld) -> None:
    initialised(school, "4A1")
    ready = sealed(school)
    seal_all(ready)
    packages.prepare(actor=actor_for(school, "clerk"), year_id=school.year.id, at=NOW)
    package = Package.objects.get()
    Package.objects.update(state=Package.State.JUDGED)
    package.lines.update(state="refused", code="GATEWAY_PUPIL_NAME")
    for record in ready.records:
        take_steps(
            record,
            (Event.PACKAGE, Role_.CLERK, {Guard.PACKAGE_FITS}),
            (Event.SUBMIT, Role_.CLERK, {Guard.PACKAGE_SIGNED}),
            (Event.REJECT, Role_.GATEWAY, {Guard.ERROR_GIVEN}),
        )
    assert set(where(school, "2 học bạ bị cổng từ chối")) == {"clerk", "principal"}
    package.lines.update(way="again")
    assert set(where(school, "2 học bạ bị cổng từ chối")) == {"principal"}
    assert set(where(school, "Đóng gói 2 học bạ")) == {"clerk"}


def test_a_batch_left_half_done_waits_for_its_owner_alone(school: SchoolWorld, pki: Pki) -> None:  # noqa: F811
    initialised(school, "4A1")
    certificate = pki.give(school, "arts")
    actor = actor_for(school, "arts")
    person = school.staff["arts"].personal_id
    pieces = [
        Piece(record.id, shown_digest(draft_of(record.id), "GVBM", person), "GVBM", person, record.revision)
        for record in records_of(school, "4A1")
    ]
    batch = batches.start(
        actor=actor,
        kind="slot",
        pieces=pieces,
        certificate_id=certificate,
        seen=batches.seen_digest(pieces),
        at=NOW,
        real_at=real_now(),
    )
    assert where(school, "Ký học bạ dở dang") == {"arts": f"/ky-so/dot/{batch}/"}


def test_who_signs_is_told_of_a_missing_or_ending_certificate(school: SchoolWorld, pki: Pki) -> None:  # noqa: F811
    assert set(where(school, "Khai báo chứng thư số")) == {"principal", "homeroom:4A1", "arts"}
    assert set(where(school, "Trường chưa có chứng thư số")) == {"school_admin", "clerk"}
    before = next(title for title in found(school, "school_admin") if title.endswith("chưa có chứng thư số"))
    number = pki.give(school, "arts")
    pki.give_seal(school)
    assert set(where(school, "Khai báo chứng thư số")) == {"principal", "homeroom:4A1"}
    assert where(school, "Trường chưa có chứng thư số") == {}
    after = next(title for title in found(school, "school_admin") if title.endswith("chưa có chứng thư số"))
    assert int(before.split()[0]) - int(after.split()[0]) == 1
    Certificate.objects.filter(id=number).update(valid_until=real_now() + timedelta(days=12))
    assert found(school, "arts")["Chứng thư số của thầy/cô sắp hết hạn"] == "late"
    Certificate.objects.filter(id=number).update(valid_until=real_now() - timedelta(days=1))
    assert found(school, "arts")["Chứng thư số của thầy/cô đã hết hạn"] == "late"


def _begun(world: SchoolWorld) -> None:
    initialised(world, "4A1")


def _signed(world: SchoolWorld) -> None:
    initialised(world, "4A1")
    first, second = sign_all_up_to(world, "GVCN")
    sign(world, first.id, "CBQL")
    unlocking.request(
        actor=actor_for(world, "arts"), record_id=second.id, parts=["MUSIC"], reason="Ghi nhầm mức đạt được.", at=NOW
    )


def _packed(world: SchoolWorld) -> None:
    initialised(world, "4A1")
    seal_all(sealed(world))
    packages.prepare(actor=actor_for(world, "clerk"), year_id=world.year.id, at=NOW)


@pytest.mark.parametrize("stage", [_begun, _signed, _packed])
def test_the_front_page_stays_cheap(client: Client, school: SchoolWorld, stage: Callable[[SchoolWorld], None]) -> None:
    stage(school)
    for key in ROLES:
        logged_in(client, school, key)
        client.get("/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/").status_code == 200
        assert len(asked) <= (MOST_OF_PRINCIPAL if key == "principal" else MOST), key


def test_closing_is_not_proposed_while_a_class_has_no_records(at: datetime, db: None) -> None:
    del db
    world = ready_school(classes=("4A1", "4A2"), pupils=2)
    world.open_window(around=at)
    initialised(world, "4A1")
    for record in records_of(world, "4A1"):
        Record.objects.filter(id=record.id).update(state="accepted")
    assert where(world, "Xác nhận chốt đợt") == {}
    initialised(world, "4A2")
    Record.objects.update(state="accepted")
    assert set(where(world, "Xác nhận chốt đợt")) == {"principal"}
