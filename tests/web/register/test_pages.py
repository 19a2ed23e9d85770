"""The pages: who sees what, what they cost, what strangers and odd input get."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hocba_web.audit.models import Entry
from hocba_web.schools.models import Attachment, ClassReview, DuplicateVerdict, Guardian, Pupil, Transfer
from hocba_web.schools.pupil_fields import snapshot
from hocba_web.schools.services.pupils import disability_change, pupil_edit
from support.web import actor_for, logged_in, make_school
from support.web.school import NOW, add_pupil

PDF = b"%PDF-1.7\n%%EOF\n"

pytestmark = pytest.mark.usefixtures("at", "register")


def as_(world, key, capacity=None) -> Client:
    return logged_in(Client(), world, key, capacity=capacity)


def scan(name="quyet-dinh.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, content_type="text/html")


def text(answer) -> str:
    return answer.content.decode()


def typed(pupil, **changes):
    """The edit form as a browser sends it back."""
    sent = {name: "" if value is None else str(value) for name, value in snapshot(pupil).items()}
    return sent | {"version": str(pupil.version)} | changes


PAGES = {
    "schools:classes": "",
    "schools:class_pupils": "class",
    "schools:admit": "class",
    "schools:transfer_in": "class",
    "schools:class_review": "class",
    "schools:class_slips": "class",
    "schools:pupil": "pupil",
    "schools:pupil_edit": "pupil",
    "schools:civil_status": "pupil",
    "schools:disability": "pupil",
    "schools:pupil_leave": "pupil",
    "schools:change_class": "pupil",
    "schools:transfer_out": "pupil",
    "schools:pupil_slip": "pupil",
    "schools:search": "",
    "schools:reviews": "",
    "schools:personal_ids": "",
    "schools:duplicates": "",
    "schools:transfers": "",
}
MAY_OPEN = {
    "homeroom:4A1": "classes class_pupils class_review class_slips pupil pupil_edit civil_status disability pupil_slip "
    "search reviews personal_ids",
    "english": "classes class_pupils search",
    "registrar": "classes class_pupils admit transfer_in class_review class_slips pupil pupil_edit civil_status "
    "disability pupil_leave change_class transfer_out pupil_slip search reviews personal_ids duplicates transfers",
    "clerk": "classes class_pupils pupil search",
    "vice_principal": "classes class_pupils class_review pupil search reviews personal_ids",
    "principal": "classes class_pupils class_review pupil search reviews personal_ids transfers",
    "school_admin": "classes class_pupils pupil search personal_ids",
}


def address(name, world, school=None):
    school = school or world
    kind = PAGES[name]
    if kind == "class":
        return reverse(name, args=[school.classes["4A1"].id])
    return reverse(name, args=[school.enrolments["4A1"][0].pupil_id]) if kind == "pupil" else reverse(name)


@pytest.mark.parametrize("key", list(MAY_OPEN))
def test_each_role_opens_its_pages_and_no_others(world, key):
    browser = as_(world, key)
    allowed = {f"schools:{name}" for name in MAY_OPEN[key].split()}
    found = {name: browser.get(address(name, world)).status_code for name in PAGES}
    assert {name for name, status in found.items() if status == 200} == allowed
    assert {status for name, status in found.items() if name not in allowed} <= {403}


@pytest.mark.parametrize("key", ["registrar", "principal", "homeroom:4A1", "school_admin"])
def test_numbers_of_another_school_answer_like_numbers_that_do_not_exist(world, key):
    other = make_school(name="Trường khác")
    browser = as_(world, key)
    for name, kind in PAGES.items():
        if kind:
            answer = browser.get(address(name, world, other))
            assert answer.status_code == 404, name
            assert other.enrolments["4A1"][0].pupil.name not in text(answer) or kind == "class"
            missing = reverse(name, args=[987654321])
            assert browser.get(missing).status_code == 404
    assert Entry.objects.filter(kind="refusal", code="NOT_FOUND_HERE").count() >= 10
    assert browser.get("/hoc-sinh/99999999999999999999999/").status_code == 404


def test_a_homeroom_teacher_does_not_reach_the_other_class(world):
    browser = as_(world, "homeroom:4A1")
    other = world.enrolments["4A2"][0]
    assert browser.get(reverse("schools:pupil", args=[other.pupil_id])).status_code == 403
    assert browser.get(reverse("schools:class_pupils", args=[other.school_class_id])).status_code == 403
    assert browser.get(reverse("schools:class_slips", args=[other.school_class_id])).status_code == 403


def test_a_subject_teacher_sees_names_and_nothing_personal(world, pupil):
    page = text(as_(world, "english").get(address("schools:class_pupils", world)))
    assert pupil.name in page
    assert f"{pupil.born:%d/%m/%Y}" not in page
    assert "Hợp lệ" not in page
    assert reverse("schools:pupil", args=[pupil.id]) not in page


def test_the_list_shows_states_not_numbers(world, pupil):
    page = text(as_(world, "registrar").get(address("schools:class_pupils", world)))
    assert f"{pupil.born:%d/%m/%Y}" in page
    assert pupil.personal_id not in page


def test_reading_leaves_one_trace_with_the_pupils(world, pupil):
    as_(world, "registrar").get(address("schools:class_pupils", world))
    entry = Entry.objects.get(action="schools.class.viewed")
    assert {one.pupil_id for one in entry.pupils.all()} == {one.pupil_id for one in world.enrolments["4A1"]}
    as_(world, "registrar").get(address("schools:pupil", world))
    assert [one.pupil_id for one in Entry.objects.get(action="schools.pupil.viewed").pupils.all()] == [pupil.id]


def test_the_admin_sees_the_register_but_no_history_and_no_evidence(world, pupil, paper):
    disability_change(
        actor=actor_for(world, "registrar"),
        pupil_id=pupil.id,
        version=1,
        disability="Khiếm thính",
        not_assessed=True,
        individual_plan=False,
        on=date(2026, 5, 4),
        reason="Giấy xác nhận số 3",
        evidence=paper,
        at=NOW,
    )
    file = reverse("schools:pupil_paper", args=[pupil.id, Attachment.objects.get().id])
    admin, principal = as_(world, "school_admin"), as_(world, "principal")
    assert "Giấy xác nhận số 3" not in text(admin.get(address("schools:pupil", world)))
    assert admin.get(file).status_code == 403
    assert "Giấy xác nhận số 3" in text(principal.get(address("schools:pupil", world)))
    assert principal.get(file).status_code == 200


def test_markup_and_sql_in_names_is_shown_as_text(world, pupil):
    evil = "<script>alert('x')</script>\"; DROP TABLE"
    Pupil.objects.filter(id=pupil.id).update(name=evil, residence=evil, name_folded="evil")
    Guardian.objects.filter(pupil=pupil).update(name=evil)
    pupil_edit(
        actor=actor_for(world, "registrar"),
        pupil_id=pupil.id,
        version=1,
        values={"residence": "<img src=x onerror=alert(1)>"},
        at=NOW,
    )
    browser = as_(world, "registrar")
    for name in PAGES:
        page = text(browser.get(address(name, world)))
        assert "<script>alert" not in page, name
        assert "<img src=x" not in page, name
    assert "&lt;img src=x" in text(browser.get(address("schools:pupil", world)))


def test_edit_saves_and_comes_back_to_the_pupil(world, pupil):
    answer = as_(world, "homeroom:4A1").post(
        address("schools:pupil_edit", world), typed(pupil, residence="Khu 5", mother_phone="0912000111")
    )
    assert answer.status_code == 302
    pupil.refresh_from_db()
    assert (pupil.residence, pupil.version) == ("Khu 5", 2)


def test_locked_civil_status_cannot_be_slipped_through_the_form(world, pupil):
    name, born = pupil.name, pupil.born
    answer = as_(world, "homeroom:4A1").post(
        address("schools:pupil_edit", world), typed(pupil, name="Tên Khác", born="2015-01-01", residence="Khu 5")
    )
    assert answer.status_code == 302
    pupil.refresh_from_db()
    assert (pupil.name, pupil.born, pupil.residence) == (name, born, "Khu 5")


def test_a_refused_field_keeps_everything_typed(world, pupil):
    answer = as_(world, "homeroom:4A1").post(
        address("schools:pupil_edit", world), typed(pupil, residence="Khu 5 mới", mother_email="sai", register_no="77")
    )
    page = text(answer)
    assert answer.status_code == 422
    assert "không phải địa chỉ thư điện tử" in page
    assert "Khu 5 mới" in page
    assert 'value="77"' in page


def test_the_second_editor_gets_a_page_that_keeps_what_was_typed(world, pupil):
    mine = typed(pupil, residence="Khu 2", mother_phone="0912000111")
    pupil_edit(
        actor=actor_for(world, "registrar"),
        pupil_id=pupil.id,
        version=1,
        values={"residence": "Khu 1", "ethnicity": "Tày"},
        at=NOW,
    )
    browser = as_(world, "homeroom:4A1")
    answer = browser.post(address("schools:pupil_edit", world), mine)
    page = text(answer)
    assert answer.status_code == 409
    assert world.person("registrar").name in page
    assert "Khu 1" in page
    assert "Khu 2" in page
    assert 'value="0912000111"' in page
    assert 'value="Tày"' in page  # untouched by this person: the new value is taken over
    pupil.refresh_from_db()
    assert pupil.residence == "Khu 1"
    again = mine | {"version": "2", "ethnicity": "Tày"}
    assert browser.post(address("schools:pupil_edit", world), again).status_code == 302
    pupil.refresh_from_db()
    assert (pupil.residence, pupil.ethnicity) == ("Khu 2", "Tày")


def test_outside_the_window_the_form_is_refused_and_the_page_says_locked(world, pupil, register):
    register.open = False
    browser = as_(world, "homeroom:4A1")
    assert "đang khóa" in text(browser.get(address("schools:pupil", world)))
    assert reverse("schools:pupil_edit", args=[pupil.id]) not in text(browser.get(address("schools:pupil", world)))
    answer = browser.post(address("schools:pupil_edit", world), typed(pupil, residence="Khu 5"))
    assert answer.status_code == 409
    assert "REGISTER_CLOSED" in text(answer)
    pupil.refresh_from_db()
    assert pupil.residence != "Khu 5"


def test_civil_status_page_takes_the_paper_and_the_history_leads_to_it(world, pupil):
    Pupil.objects.filter(id=pupil.id).update(personal_id="022316000099")
    pupil.refresh_from_db()
    browser = as_(world, "homeroom:4A1")
    kept = {"sex", "born", "ethnicity", "birthplace", "home_place", "personal_id", "version"}
    sent = {name: value for name, value in typed(pupil).items() if name in kept}
    sent |= {"name": "Trần Gia Bính", "on": "2026-05-04", "reason": "Trích lục 12", "id_basis": ""}
    page = address("schools:civil_status", world)
    assert browser.post(page, sent).status_code == 422
    assert browser.post(page, sent | {"evidence": scan('"><script>.pdf')}).status_code == 302
    history = text(browser.get(address("schools:pupil", world)))
    file = reverse("schools:pupil_paper", args=[pupil.id, Attachment.objects.get().id])
    assert file in history
    assert "Trần Gia Bính" in history
    answer = browser.get(file)
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert Entry.objects.filter(action="schools.attachment.downloaded").count() == 1


def test_a_paper_of_another_pupil_is_not_there(world, pupil, paper):
    other = world.enrolments["4A1"][1].pupil
    disability_change(
        actor=actor_for(world, "registrar"),
        pupil_id=other.id,
        version=1,
        disability="Khiếm thính",
        not_assessed=True,
        individual_plan=False,
        on=date(2026, 5, 4),
        reason="Giấy",
        evidence=paper,
        at=NOW,
    )
    stolen = reverse("schools:pupil_paper", args=[pupil.id, Attachment.objects.get().id])
    assert as_(world, "registrar").get(stolen).status_code == 404


def test_a_file_that_is_no_evidence_is_refused_clearly(world, pupil):
    answer = as_(world, "homeroom:4A1").post(
        address("schools:disability", world),
        {
            "version": "1",
            "disability": "Khiếm thính",
            "not_assessed": "on",
            "on": "2026-05-04",
            "reason": "Giấy",
            "evidence": SimpleUploadedFile("giay.pdf", b"<html></html>"),
        },
    )
    assert answer.status_code == 409
    assert "ATTACHMENT_KIND" in text(answer)


NEW = {
    "name": "Hà Minh Khôi",
    "sex": "Nam",
    "born": "2016-07-01",
    "personal_id": "022216777001",
    "ethnicity": "Kinh",
    "nationality": "Việt Nam",
    "mother_name": "Phạm Thu Lan",
    "on": "2026-05-20",
    "reason": "Tuyển bổ sung",
}


def test_admission_asks_about_a_child_who_may_be_on_file(world):
    browser, page = as_(world, "registrar"), address("schools:admit", world)
    assert browser.post(page, NEW).status_code == 302
    twice = NEW | {"personal_id": "", "mother_name": ""}
    answer = browser.post(page, twice)
    assert answer.status_code == 409
    assert "có thể đã có trong sổ" in text(answer)
    assert browser.post(page, twice | {"sure": "on"}).status_code == 302
    assert Pupil.objects.filter(name="Hà Minh Khôi").count() == 2


def test_moves_by_their_forms(world, pupil):
    browser = as_(world, "registrar")
    day = {"on": "2026-05-20", "reason": "Theo đơn"}
    other = str(world.classes["4A2"].id)
    assert browser.post(address("schools:change_class", world), day | {"class_id": other}).status_code == 302
    assert browser.post(address("schools:pupil_leave", world), day).status_code == 302
    assert browser.get(reverse("schools:pupil_leave", args=[pupil.id])).status_code == 409
    back = reverse("schools:pupil_return", args=[pupil.id])
    assert browser.post(back, day | {"class_id": "987654"}).status_code == 422
    assert browser.post(back, day | {"class_id": other}).status_code == 302
    assert browser.get(back).status_code == 409
    page = text(browser.get(address("schools:pupil", world)))
    for words in ("Chuyển lớp", "Thôi học", "Học lại"):
        assert words in page


def test_transfer_from_request_to_the_principals_yes(world, pupil):
    registrar, principal = as_(world, "registrar"), as_(world, "principal")
    sent = {"other_school": "Tiểu học B", "other_province": "Tỉnh Bắc Ninh", "on": "2026-05-20", "reason": "Chuyển nhà"}
    assert registrar.post(address("schools:transfer_out", world), sent | {"evidence": scan()}).status_code == 302
    transfer = Transfer.objects.get()
    decide = reverse("schools:transfer_decide", args=[transfer.id])
    assert registrar.post(decide, {"dong-y": "co"}).status_code == 403
    assert "Tiểu học B" in text(principal.get(reverse("schools:transfers")))
    assert principal.get(reverse("schools:transfer_paper", args=[transfer.id])).content == PDF
    assert principal.post(decide, {"dong-y": "khong", "answer": ""}).status_code == 422
    assert principal.post(decide, {"dong-y": "co"}).status_code == 302
    assert pupil.enrolments.get().status == "Chuyển đi kỳ 2"
    assert principal.post(decide, {"dong-y": "co"}).status_code == 409


def test_search_answers_htmx_with_results_only(world):
    browser = as_(world, "registrar")
    add_pupil(world, world.classes["4A1"], 9, name="Đỗ Thị Ánh")
    page = browser.get("/tim/", {"q": "do thi"})
    assert "Đỗ Thị Ánh" in text(page)
    assert "<html" in text(page)
    part = browser.get("/tim/", {"q": "do thi"}, headers={"HX-Request": "true", "HX-Target": "results"})
    assert "Đỗ Thị Ánh" in text(part)
    assert "<html" not in text(part)
    evil = text(browser.get("/tim/", {"q": "<script>alert(1)</script>"}))
    assert "<script>alert(1)" not in evil


def test_doubles_are_listed_and_settled(world):
    browser = as_(world, "registrar")
    one = add_pupil(world, world.classes["4A1"], 8, name="Đỗ An", personal_id="").pupil
    other = add_pupil(world, world.classes["4A2"], 8, name="Do An", personal_id="", born=one.born).pupil
    assert "Đỗ An" in text(browser.get("/nghi-trung/"))
    settle = reverse("schools:duplicate_dismiss", args=[one.id, other.id])
    assert browser.post(settle, {"note": " "}).status_code == 422
    assert browser.post(settle, {"note": "Khác cha mẹ"}).status_code == 302
    assert DuplicateVerdict.objects.get().note == "Khác cha mẹ"
    assert "Đỗ An" not in text(browser.get("/nghi-trung/"))
    assert "Khác cha mẹ" in text(browser.get("/nghi-trung/?xem=da-ket-luan"))


def test_review_is_confirmed_on_the_page_and_seen_by_the_principal(world):
    teacher, page = as_(world, "homeroom:4A1"), address("schools:class_review", world)
    opened = text(teacher.get(page))
    seen = opened.split('name="seen" value="')[1].split('"')[0]
    assert teacher.post(page, {"seen": seen, "note": ""}).status_code == 422
    assert teacher.post(page, {"seen": seen, "note": "Chờ gia đình bổ sung"}).status_code == 302
    assert ClassReview.objects.get().note == "Chờ gia đình bổ sung"
    assert "Đã rà soát 25/05/2026" in text(as_(world, "principal").get("/ra-soat/"))
    assert "Tôi đã rà soát" not in text(as_(world, "principal").get(page))
    assert as_(world, "registrar").post(page, {"seen": "99", "note": "x"}).status_code == 403


def test_slips_hold_one_page_part_a_pupil_and_leave_a_trace(world):
    page = text(as_(world, "homeroom:4A1").get(address("schools:class_slips", world)))
    assert page.count('class="slip"') == 3
    assert "Nguyễn Thị Mẹ" in page
    entry = Entry.objects.get(action="schools.slips.printed")
    assert entry.pupils.count() == 3


def test_no_year_and_no_pupil_teach_what_comes(db):
    world = make_school(classes=(), pupils=0)
    world.year.delete()
    browser = as_(world, "registrar")
    for name in (
        "schools:classes",
        "schools:reviews",
        "schools:personal_ids",
        "schools:duplicates",
        "schools:transfers",
    ):
        assert 'class="empty"' in text(browser.get(reverse(name))), name
    empty = make_school(classes=("4A1",), pupils=0)
    browser = as_(empty, "registrar")
    for name in ("schools:class_pupils", "schools:class_slips"):
        assert 'class="empty"' in text(browser.get(reverse(name, args=[empty.classes["4A1"].id]))), name


@pytest.mark.parametrize("name", [name for name in PAGES if name not in {"schools:admit", "schools:transfer_in"}])
def test_pages_cost_the_same_for_a_full_class(db, name, django_assert_max_num_queries):
    world = make_school(pupils=36)
    browser = as_(world, "registrar")
    browser.get(address(name, world))
    with django_assert_max_num_queries(26):
        browser.get(address(name, world))
