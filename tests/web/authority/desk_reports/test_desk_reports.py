"""Progress, refusals, records, statistics, traces: who sees what, what it costs, what it leaves behind."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hocba_web.audit.selectors import Wanted, traces_of_chains
from hocba_web.gateway.models import Item, Message
from hocba_web.officers.roles import OfficerRole
from support.web.registering import AT, YEAR, held, make_school, uuid_of

PAGES = ("/so/tien-do/", "/so/tu-choi/", "/so/thong-ke/", "/so/nhat-ky-he-thong/", "/so/hoc-ba/")


def refused(school, number, code="GATEWAY_RECORD_SIGNATURE"):
    message = Message.objects.create(
        school=school, message_id=f"r-{number}", kind=Message.Kind.SUBMIT, digest="0" * 64, school_year=YEAR,
        received_at=AT, judge_after=AT, state=Message.State.JUDGED,
    )  # fmt: skip
    return Item.objects.create(
        message=message, position=1, uuid=uuid_of(900 + number), state=Item.State.REFUSED, error=code
    )


def traced(action):
    return list(traces_of_chains(chains=None, wanted=Wanted(action=action)).traces)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("role", list(OfficerRole))
def test_pages_open_for_those_whose_work_it_is(officer_client, province, role, path):
    del province
    closed = {
        OfficerRole.INTAKE: {"/so/nhat-ky-he-thong/"},
        OfficerRole.DECIDER: set(),
        OfficerRole.ADMIN: {"/so/thong-ke/", "/so/nhat-ky-he-thong/", "/so/hoc-ba/"},
        OfficerRole.AUDITOR: set(),
        OfficerRole.SCHOOL_MANAGER: set(PAGES),
    }[role]
    assert officer_client(role).get(path).status_code == (403 if path in closed else 200)


def test_progress_counts_what_is_held_and_what_was_refused(officer_client, province):
    refused(province.schools[2], 1)
    page = officer_client(OfficerRole.INTAKE).get("/so/tien-do/")
    totals = page.context["totals"]
    assert (totals["schools"], totals["refused"]) == (3, 1)
    kinds = {line.school.pk: line.kind for area in page.context["areas"] for line in area.lines}
    assert kinds[province.schools[2].pk] == "error"


def test_what_was_refused_and_taken_later_is_no_refusal_any_more(officer_client, province):
    item = refused(province.schools[2], 1)
    Item.objects.create(message=item.message, position=2, uuid=item.uuid, state=Item.State.ACCEPTED)
    assert officer_client(OfficerRole.INTAKE).get("/so/tien-do/").context["totals"]["refused"] == 0


def test_progress_costs_the_same_for_many_schools(officer_client, province):
    client = officer_client(OfficerRole.INTAKE)
    client.get("/so/tien-do/")
    with CaptureQueriesContext(connection) as few:
        client.get("/so/tien-do/")
    for number in range(40):
        held(make_school(area_code=f"C{number % 7}"), 500 + number)
    with CaptureQueriesContext(connection) as many:
        assert client.get("/so/tien-do/").status_code == 200
    assert len(many) == len(few) <= 20


def test_an_officer_of_one_area_sees_nothing_of_another(officer_client, province):
    client = officer_client(OfficerRole.DECIDER, areas=["B2"])
    record = held(province.schools[0], 77)
    refused(province.schools[0], 5)
    assert province.schools[0].name not in client.get("/so/tien-do/").content.decode()
    assert client.get(f"/so/tien-do/{province.schools[0].pk}/").status_code == 404
    assert "GATEWAY_RECORD_SIGNATURE" not in client.get("/so/tu-choi/").content.decode()
    assert client.get(f"/so/hoc-ba/{record.uuid}/").status_code == 404
    found = client.post("/so/hoc-ba/", {"personal_id": record.personal_id})
    assert found.context["page"].rows == ()
    assert province.schools[0].name not in client.get("/so/thong-ke/").content.decode()


def test_signatures_of_a_record_are_told_in_words(officer_client, province):
    one = {"slot": "GVCN", "signed_at": "2026-05-25T08:30:30+07:00", "serial": "7C1D", "status": "good"}
    record = held(province.schools[0], 79, evidence={"policy": "p", "signatures": [one, {"slot": "CBQL"}]})
    page = officer_client(OfficerRole.INTAKE).get(f"/so/hoc-ba/{record.uuid}/").content.decode()
    for words in ("Giáo viên chủ nhiệm", "08:30 25/05/2026", "Còn hiệu lực", "Không kiểm tra được trạng thái"):
        assert words in page
    assert "GVCN" not in page


def test_every_look_leaves_a_trace_with_the_record(officer_client, province):
    client = officer_client(OfficerRole.INTAKE)
    record = held(province.schools[0], 78)
    assert client.post("/so/hoc-ba/", {"personal_id": record.personal_id}).context["page"].rows
    assert client.get(f"/so/hoc-ba/{record.uuid}/").status_code == 200
    assert client.post(f"/so/hoc-ba/{record.uuid}/tai/xml/").status_code == 200
    (searched,) = traced("desk.records.searched")
    assert searched.details["uuids"] == [str(record.uuid)]
    assert [one.subject_id for one in traced("desk.record.opened")] == [str(record.uuid)]
    assert [one.details for one in traced("desk.record.downloaded")] == [{"kind": "xml"}]


def test_a_search_for_everybody_is_refused(officer_client, province):
    del province
    answer = officer_client(OfficerRole.INTAKE).post("/so/hoc-ba/", {"name": ""})
    assert answer.status_code == 422


def test_no_search_stands_in_an_address(officer_client, province):
    record = held(province.schools[0], 79)
    page = officer_client(OfficerRole.INTAKE).get(f"/so/hoc-ba/?personal_id={record.personal_id}")
    assert page.context["page"] is None


def test_files_are_not_fetched_by_links(officer_client, province):
    record = held(province.schools[0], 80)
    assert officer_client(OfficerRole.INTAKE).get(f"/so/hoc-ba/{record.uuid}/tai/xml/").status_code == 405


def test_small_numbers_and_formulas_do_not_leave_in_the_file(officer_client, province):
    province.schools[0].name = "=1+1"
    province.schools[0].save()
    answer = officer_client(OfficerRole.DECIDER).post("/so/thong-ke/tai/")
    text = answer.content.decode()
    assert text.startswith("\ufeff")
    assert "'=1+1" in text
    assert "< 5" in text
    assert len(traced("desk.statistics.exported")) == 1


def test_refusals_name_the_reason_and_the_week(officer_client, province):
    refused(province.schools[0], 1)
    refused(province.schools[1], 2)
    page = officer_client(OfficerRole.AUDITOR).get("/so/tu-choi/")
    (reason,) = page.context["reasons"]
    assert (reason.count, reason.schools) == (2, 2)
    assert page.context["weeks"][-1][1] == 2


def test_traces_can_be_read_by_person_and_page(officer_client, province):
    del province
    auditor = officer_client(OfficerRole.AUDITOR)
    for _ in range(60):
        auditor.get("/so/nhat-ky-he-thong/")
    page = auditor.get("/so/nhat-ky-he-thong/?loai=view")
    assert page.context["older"] is not None
    older = auditor.get(f"/so/nhat-ky-he-thong/?loai=view&truoc={page.context['older']}")
    assert older.status_code == 200


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_pages_are_clean_on_a_laptop_and_a_phone(officer_desk, officer_phone, province):
    from support.web.authority_site import enter_window, make_officer  # noqa: PLC0415  # only here

    refused(province.schools[0], 1)
    record = held(province.schools[0], 81)
    officer = make_officer(OfficerRole.DECIDER)
    for window in (officer_desk, officer_phone):
        enter_window(window, officer)
        for path in (*PAGES, f"/so/tien-do/{province.schools[0].pk}/", f"/so/hoc-ba/{record.uuid}/"):
            window.go(path)
            window.check()
