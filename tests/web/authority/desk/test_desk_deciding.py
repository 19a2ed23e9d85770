"""What one officer prepares another decides: in pages, with the second factor just checked."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hocba_web.audit.selectors import Wanted, traces
from hocba_web.desk.messages.services import hand_over
from hocba_web.gateway.models import Access, Certificate, Message
from hocba_web.officers.models import Appointment
from hocba_web.officers.roles import OfficerRole
from hocba_web.register.models import Closing, ClosingPlan, Number, Permit, Prepared, Recall, School
from hocba_web.register.services import states
from support.web.authority_keys import NOW
from support.web.authority_site import AuthoritySite, OfficerClient, enter
from support.web.province import Province
from support.web.registering import YEAR

_HOUR = 3600.0


@pytest.fixture
def decider(province: Province) -> Client:
    """Who decides, logged in."""
    return enter(Client(), province.decider)


@pytest.fixture
def intake(province: Province) -> Client:
    """Who prepared everything, logged in."""
    return enter(Client(), province.intake)


def certificate_case(province: Province) -> Prepared:
    """What was prepared about a certificate."""
    return Prepared.objects.get(kind="certificate", subject=str(province.prepared_certificate.pk))


def certificate_address(province: Province) -> str:
    """Where it is decided."""
    case = certificate_case(province)
    return reverse("desk:certificate_decide", args=[province.prepared_certificate.pk, case.public_id])


def test_a_certificate_is_prepared_by_one_and_approved_by_another(
    province: Province, intake: Client, decider: Client
) -> None:
    """And counts from then on."""
    number = province.certificate.pk
    form = {"approve": "yes", "note": "Khớp giấy đăng ký."}
    assert intake.post(reverse("desk:certificate_prepare", args=[number]), form).status_code == 302
    case = Prepared.objects.get(kind="certificate", subject=str(number))
    address = reverse("desk:certificate_decide", args=[number, case.public_id])
    assert decider.post(address, {"agree": "yes", "answer": ""}).status_code == 302
    found = Certificate.objects.get(pk=number)
    assert found.status == "approved"
    page = decider.get(reverse("desk:certificate", args=[number])).content.decode()
    assert province.intake.name in page
    assert province.decider.name in page


def test_a_decision_needs_the_second_factor_just_now(province: Province) -> None:
    """A session left open decides nothing; the form waits on the page that asks for the code."""
    browser = enter(Client(), province.decider, factor_age=_HOUR)
    answer = browser.post(certificate_address(province), {"agree": "yes", "answer": ""})
    assert answer.status_code == 403
    assert 'name="agree"' in answer.content.decode()
    assert certificate_case(province).state == "waiting"


def test_who_prepared_it_never_decides_it(province: Province) -> None:
    """Not even named to the other role afterwards."""
    Appointment.objects.filter(user_id=province.intake.user_id).update(role=OfficerRole.DECIDER.value)
    browser = enter(Client(), province.intake)
    answer = browser.post(certificate_address(province), {"agree": "yes", "answer": ""})
    assert answer.status_code == 403
    assert "OFFICER_PREPARED_IT" in answer.content.decode()
    assert certificate_case(province).state == "waiting"


def test_an_intake_officer_does_not_decide(province: Province, officer_client: OfficerClient) -> None:
    """Another one neither."""
    answer = officer_client(OfficerRole.INTAKE).post(certificate_address(province), {"agree": "yes", "answer": ""})
    assert answer.status_code == 403
    assert certificate_case(province).state == "waiting"


def test_a_refusal_says_why(province: Province, decider: Client) -> None:
    """Without a reason nothing is decided; with one the school reads it."""
    address = certificate_address(province)
    assert decider.post(address, {"agree": "no", "answer": " "}).status_code == 422
    assert certificate_case(province).state == "waiting"
    assert decider.post(address, {"agree": "no", "answer": "Tên trường không khớp."}).status_code == 302
    found = Certificate.objects.get(pk=province.prepared_certificate.pk)
    assert (found.status, found.reason) == ("refused", "Tên trường không khớp.")


def test_a_decider_reads_what_an_answer_does_whatever_was_proposed(
    province: Province, intake: Client, decider: Client
) -> None:
    """Who agrees with a proposal to refuse must not approve by the word "agree"."""
    number = province.certificate.pk
    intake.post(reverse("desk:certificate_prepare", args=[number]), {"approve": "no", "note": "Thiếu giấy."})
    page = decider.get(reverse("desk:certificate", args=[number])).content.decode()
    choices = re.findall(r'name="agree" value="(\w+)"[^>]*>\s*([^<]+?)\s*<', page)
    assert choices == [("yes", "Phê duyệt"), ("no", "Không phê duyệt")]


def test_a_recall_that_is_agreed_to_makes_the_record_void(province: Province, decider: Client) -> None:
    """And every look at it was traced."""
    recall = province.prepared_recall
    decider.get(reverse("desk:recall", args=[recall.pk]))
    (look,) = traces(school_id=recall.number.school_id, wanted=Wanted(action="desk.recall.viewed")).traces
    assert (look.user_id, look.subject_id) == (province.decider.user_id, str(recall.number_id))
    case = Prepared.objects.get(kind="recall", subject=str(recall.number_id))
    address = reverse("desk:recall_decide", args=[recall.pk, case.public_id])
    assert decider.post(address, {"agree": "yes", "answer": ""}).status_code == 302
    assert Number.objects.get(pk=recall.number_id).state == "recalled"


def test_the_recall_of_a_reported_record_waits_for_the_ministry(
    province: Province, decider: Client, authority_site: AuthoritySite
) -> None:
    """The page says so, and the record counts until then."""
    recall = province.prepared_recall
    states.reported([recall.number_id], at=authority_site.at)
    case = Prepared.objects.get(kind="recall", subject=str(recall.number_id))
    address = reverse("desk:recall_decide", args=[recall.pk, case.public_id])
    page = decider.post(address, {"agree": "yes", "answer": ""}, follow=True).content.decode()
    assert "chờ Bộ" in page
    assert Recall.objects.get(pk=recall.pk).state == "ministry"
    assert Number.objects.get(pk=recall.number_id).state == "current"
    assert recall.number.school.name in decider.get(f"{reverse('desk:recalls')}?muc=ministry").content.decode()


def test_what_one_prepared_one_takes_back_and_nobody_else(
    province: Province, intake: Client, officer_client: OfficerClient
) -> None:
    """Before it is decided."""
    case = certificate_case(province)
    address = reverse("desk:withdraw", args=[case.public_id])
    assert officer_client(OfficerRole.INTAKE).post(address).status_code == 403
    assert intake.post(address).status_code == 302
    assert certificate_case(province).state == "withdrawn"
    assert intake.post(reverse("desk:certificate_prepare", args=[province.prepared_certificate.pk]), {"approve": "yes"})


def test_a_closing_by_the_calendar_is_carried_out_on_its_day(province: Province, decider: Client) -> None:
    """Decided beforehand; nothing is closed until then, and it can be called off."""
    address = reverse("desk:closing_decide", args=[province.closing.public_id])
    assert decider.post(address, {"agree": "yes", "answer": ""}).status_code == 302
    plan = ClosingPlan.objects.get()
    assert (plan.on, plan.done_at) == (date(2026, 6, 15), None)
    assert not Closing.objects.exists()
    page = decider.get(reverse("desk:closing_case", args=[province.closing.public_id])).content.decode()
    assert "Hệ thống tự chốt khi đến ngày." in page
    assert decider.post(reverse("desk:closing_call_off", args=[plan.pk])).status_code == 302
    assert ClosingPlan.objects.get().ended_at is not None


def test_open_recalls_stand_before_a_closing(province: Province, intake: Client, decider: Client) -> None:
    """The page says which schools wait, and nothing is closed."""
    school = province.schools[0]
    form = {"group": "15/6", "scope": f"s:{school.pk}", "on": "", "decision": "300/QĐ-SGDĐT", "note": ""}
    assert intake.post(reverse("desk:closing_prepare"), form).status_code == 302
    case = Prepared.objects.get(kind="closing", school=school)
    address = reverse("desk:closing_decide", args=[case.public_id])
    page = decider.post(address, {"agree": "yes", "answer": ""})
    assert page.status_code == 422
    assert reverse("desk:recalls") in page.content.decode()
    assert not Closing.objects.exists()
    case.refresh_from_db()
    assert case.state == "waiting"


def test_a_closing_waits_for_what_is_still_judged_and_says_so(
    province: Province, intake: Client, decider: Client
) -> None:
    """It is decided all the same, and carried out afterwards by itself."""
    school = province.schools[1]
    Message.objects.create(
        school=school,
        message_id="m-1",
        kind=Message.Kind.SUBMIT,
        digest="0" * 64,
        school_year=YEAR,
        received_at=NOW - timedelta(hours=1),
        judge_after=NOW,
    )
    form = {"group": "15/6", "scope": f"s:{school.pk}", "on": "", "decision": "300/QĐ-SGDĐT", "note": ""}
    intake.post(reverse("desk:closing_prepare"), form)
    case = Prepared.objects.get(kind="closing", school=school)
    page = reverse("desk:closing_case", args=[case.public_id])
    before = decider.get(page).content.decode()
    assert "1 trường còn danh sách chờ xử lý" in before
    assert reverse("desk:progress_school", args=[school.pk]) in before
    decider.post(reverse("desk:closing_decide", args=[case.public_id]), {"agree": "yes", "answer": ""})
    assert not Closing.objects.exists()
    after = decider.get(page).content.decode()
    assert "chờ xử lý" in after
    assert "Hệ thống tự chốt từng trường ngay khi xử lý xong" in after
    assert "khi đến ngày" not in after
    Message.objects.update(state=Message.State.JUDGED)
    assert "chờ xử lý" not in decider.get(page).content.decode()


def test_a_school_without_open_recalls_is_closed_at_once(province: Province, intake: Client, decider: Client) -> None:
    """Its records have effect from then on; the page says so."""
    school = province.schools[1]
    form = {"group": "15/6", "scope": f"s:{school.pk}", "on": "", "decision": "300/QĐ-SGDĐT", "note": ""}
    intake.post(reverse("desk:closing_prepare"), form)
    case = Prepared.objects.get(kind="closing", school=school)
    decider.post(reverse("desk:closing_decide", args=[case.public_id]), {"agree": "yes", "answer": ""})
    assert Closing.objects.get().school_id == school.pk
    assert Number.objects.get(school=school).finalised_at is not None
    page = decider.get(f"{reverse('desk:closing')}?dia-ban=A1").content.decode()
    assert "Đã chốt 25/05/2026" in page


def test_a_permit_is_given_by_two_and_revoked(province: Province, decider: Client) -> None:
    """Dated, and over at once when revoked."""
    address = reverse("desk:permit_decide", args=[province.late.public_id])
    assert decider.post(address, {"agree": "yes", "answer": ""}).status_code == 302
    permit = Permit.objects.get(prepared=province.late)
    assert permit.school_year == YEAR
    assert decider.post(reverse("desk:permit_revoke", args=[permit.pk])).status_code == 302
    permit.refresh_from_db()
    assert permit.revoked_at is not None


def test_an_amendment_of_a_record_that_is_not_closed_is_refused(province: Province, intake: Client) -> None:
    """Recall it instead."""
    form = {
        "uuid": str(province.recall.number_id),
        "decision": "310/QĐ-SGDĐT",
        "valid_from": "2026-05-25",
        "valid_until": "2026-06-25",
        "note": "Cải chính hộ tịch.",
    }
    answer = intake.post(reverse("desk:permit_amendment"), form)
    assert answer.status_code == 422
    assert not Prepared.objects.filter(kind="permit", subject=form["uuid"]).exists()


def test_an_amendment_may_be_another_schools_where_the_pupil_had_moved(
    province: Province, officer_client: OfficerClient
) -> None:
    """Only a school of the list, which holds those of the officer's areas."""
    intake, number = officer_client(OfficerRole.INTAKE), Number.objects.filter(state="current").first()
    assert number is not None
    Number.objects.filter(pk=number.pk).update(finalised_at=number.accepted_at)
    other = next(one for one in province.schools if one.pk != number.school_id)
    form = {
        "uuid": str(number.uuid),
        "decision": "311/QĐ-SGDĐT ngày 18/06/2026",
        "valid_from": "2026-06-18",
        "valid_until": "2026-06-25",
        "note": "Học sinh chuyển đến từ học kì II.",
    }
    assert intake.post(reverse("desk:permit_amendment"), form | {"school": "999999"}).status_code == 422
    answer = intake.post(reverse("desk:permit_amendment"), form | {"school": other.pk})
    assert answer.status_code == 302
    assert Prepared.objects.get(kind="permit", subject=form["uuid"]).details["school"] == other.pk
    assert other.name in intake.get(answer["Location"]).content.decode()


def test_a_login_of_a_school_is_told_once_and_ends_the_old_one(
    province: Province, officer_client: OfficerClient
) -> None:
    """On a page that no browser keeps."""
    school = province.schools[0]
    before = Access.objects.get(school=school).token
    browser = officer_client(OfficerRole.ADMIN)
    answer = browser.post(reverse("desk:school_login", args=[school.pk]), {"user_name": "vanthu"})
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert Access.objects.get(school=school).token != before
    (told,) = (one for one in hand_over(school, at=NOW) if "tài khoản cũ hết hiệu lực" in one.text)
    assert answer.context["given"].token not in told.text
    assert browser.post(reverse("desk:school_login_end", args=[school.pk])).status_code == 302
    assert not Access.objects.get(school=school).active


def test_moving_a_school_to_another_area_asks_for_the_second_factor_and_leaves_both_areas(
    province: Province, officer_client: OfficerClient
) -> None:
    """Its pupils come under other officers' eyes."""
    school = province.schools[0]
    address, before = reverse("desk:school_edit", args=[school.pk]), school.area_code
    form = {"name": school.name, "area_code": "C3", "area_name": "Xã Thử Ba", "active": "on"}
    officer_client(OfficerRole.ADMIN, factor_age=3600.0).post(address, form)
    assert School.objects.get(pk=school.pk).area_code == before
    assert officer_client(OfficerRole.ADMIN).post(address, form).status_code == 302
    (entry,) = traces(school_id=school.pk, wanted=Wanted(action="desk.school.changed")).traces
    assert (entry.details["area_before"], entry.details["area"]) == (before, "C3")


def test_a_new_school_stands_in_the_list_and_its_code_once(province: Province, officer_client: OfficerClient) -> None:
    """The second time the form says so."""
    browser = officer_client(OfficerRole.ADMIN)
    form = {"code": "22999001", "name": "Trường Tiểu học Thử Mới", "area_code": "C3", "area_name": "Xã Thử Ba"}
    assert browser.post(reverse("desk:school_new"), form).status_code == 302
    assert form["name"] in browser.get(f"{reverse('desk:schools')}?q=22999").content.decode()
    again = browser.post(reverse("desk:school_new"), form)
    assert again.status_code == 422
    assert "22999001" in again.content.decode()


def test_an_admin_names_an_officer_in_the_page(province: Province, officer_client: OfficerClient) -> None:
    """The password is shown once; the appointment ends later on the same page."""
    browser = officer_client(OfficerRole.ADMIN)
    form = {
        "full_name": "Lý Thử Bình",
        "username": "binh.lt",
        "email": "",
        "role": "intake",
        "areas": ["B2"],
        "school_code": "",
        "decision": "20/QĐ-SGDĐT ngày 20/05/2026",
        "starts_on": "2026-05-01",
        "ends_on": "",
    }
    answer = browser.post(reverse("desk:officer_new"), form)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    row = Appointment.objects.get(user__username="binh.lt")
    assert (row.role, row.areas) == ("intake", ["B2"])
    assert "Xã Thử Hai" in browser.get(reverse("desk:officers")).content.decode()
    address = reverse("desk:officer_end", args=[row.user.public_id, row.pk])
    assert browser.post(address, {"last_day": "2026-05-24"}).status_code == 302
    row.refresh_from_db()
    assert row.ends_on == date(2026, 5, 24)


def test_pages_take_as_many_queries_for_many_schools_as_for_few(
    province: Province, decider: Client, django_assert_max_num_queries, officer_client: OfficerClient
) -> None:
    """With 300 schools."""
    from hocba_web.register.models import School  # noqa: PLC0415  # beside its only use

    School.objects.bulk_create(
        School(code=f"33{n:06}", name=f"Trường Thử {n}", area_code=f"Z{n % 20}", area_name=f"Phường Z{n % 20}")
        for n in range(300)
    )
    admin = officer_client(OfficerRole.ADMIN)
    for browser, name in (
        (decider, "home"),
        (decider, "certificates"),
        (decider, "recalls"),
        (decider, "closing"),
        (decider, "permits"),
        (decider, "messages"),
        (decider, "message_new"),
        (admin, "schools"),
        (admin, "officers"),
    ):
        with django_assert_max_num_queries(20):
            assert browser.get(reverse(f"desk:{name}")).status_code == 200


def test_the_home_page_counts_what_waits_for_the_role(province: Province, intake: Client, decider: Client) -> None:
    """What somebody prepared is no work of theirs."""
    page = decider.get(reverse("desk:home"))
    assert {task.icon: task.count for task in page.context["tasks"]} == {
        "shield-check": 1,
        "undo-2": 1,
        "lock": 1,
        "gavel": 1,
        "contact": 0,
    }
    assert [task.count for task in intake.get(reverse("desk:home")).context["tasks"]] == [1, 1, 0, 0]
    days = [one.left.days for one in page.context["groups"]]
    assert days == [20, 81]
