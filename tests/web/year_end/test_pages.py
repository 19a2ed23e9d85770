"""Pages of the end of the year: who sees what, and what a form does."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from hocba_web.assessment.models import Period, PromotionDecision, SupplementaryCase, YearEnd
from hocba_web.assessment.services.supplementary import decide_after, enter_supplementary, plan_help, report_behind
from support.web import actor_for, logged_in, make_school
from support.web.school import NOW
from support.web.year_end import assessed_school, behind_pupil


@pytest.fixture
def world(db, at):
    """One failed pupil, windows of the year's end and of the summer open."""
    world = assessed_school()
    world.open_window(Period.YEAR_END)
    world.open_window(Period.SUPPLEMENTARY)
    return world


def addresses(world):
    school_class, pupil = world.classes["4A1"], behind_pupil(world)
    return {
        "overview": reverse("assessment:year_end"),
        "groups": reverse("assessment:year_end_groups"),
        "class": reverse("assessment:year_end_class", args=[school_class.id]),
        "pupil": reverse("assessment:year_end_pupil", args=[school_class.id, pupil.id]),
        "cases": reverse("assessment:supplementary"),
        "case": reverse("assessment:supplementary_case", args=[pupil.id]),
        "summaries": reverse("assessment:summaries"),
        "summary": reverse("assessment:summary", args=[school_class.id, "cn"]),
        "file": reverse("assessment:summary_file", args=[school_class.id, "cn"]),
    }


ALL = {"overview", "groups", "class", "pupil", "cases", "case", "summaries", "summary", "file"}
SEES = {
    "principal": ALL,
    "vice_principal": ALL,
    "registrar": ALL,
    "clerk": ALL,
    "homeroom:4A1": ALL - {"groups"},
    "homeroom:4A2": {"overview", "cases", "summaries"},
    "english": {"overview", "cases"},
    "school_admin": set(),
}


@pytest.mark.parametrize("who", SEES)
def test_each_sees_what_the_matrix_gives(world, client, who):
    browser = logged_in(client, world, who)
    seen = {name for name, url in addresses(world).items() if browser.get(url).status_code == 200}
    assert seen == SEES[who]


def test_another_school_gets_nothing(world, client):
    browser = logged_in(client, make_school(), "principal")
    for name, url in addresses(world).items():
        if name in {"overview", "groups", "cases", "summaries"}:
            continue
        assert browser.get(url).status_code == 404, name


def test_the_proposal_is_explained_with_place_and_article(world, client):
    page = logged_in(client, world, "homeroom:4A1").get(addresses(world)["pupil"]).content.decode()
    assert "Toán: 3" in page
    assert "Điều 9" in page or "điều 9" in page
    assert "Chờ đánh giá bổ sung" in page


def test_the_homeroom_teacher_decides_and_awards(world, client):
    browser, pupil = logged_in(client, world, "homeroom:4A1"), world.enrolments["4A1"][1]
    url = reverse("assessment:year_end_pupil", args=[world.classes["4A1"].id, pupil.id])
    answer = browser.post(url, {"overall": "HTT", "award_year_end": "", "award_ad_hoc": "Giải chạy cấp phường"})
    assert answer.status_code == 302
    row = YearEnd.objects.get(enrolment=pupil)
    assert (row.overall, row.award_ad_hoc) == ("HTT", "Giải chạy cấp phường")


def test_outside_the_window_nothing_is_decided(world, client):
    world.year.windows.filter(period=Period.YEAR_END).delete()
    browser, pupil = logged_in(client, world, "homeroom:4A1"), world.enrolments["4A1"][1]
    url = reverse("assessment:year_end_pupil", args=[world.classes["4A1"].id, pupil.id])
    answer = browser.post(url, {"overall": "HTT", "award_year_end": "", "award_ad_hoc": ""})
    assert answer.status_code == 422
    assert YearEnd.objects.get(enrolment=pupil).overall == "HT"


def test_a_case_from_plan_to_decision(world):
    home, head = logged_in(Client(), world, "homeroom:4A1"), logged_in(Client(), world, "principal")
    url, pupil = addresses(world)["case"], behind_pupil(world)
    assert home.post(url, {"act": "plan", "plan": ""}).status_code == 422
    assert home.post(url, {"act": "plan", "plan": "Ôn tập hè"}).status_code == 302
    entry = {"act": "entry", "kind": "subject", "target": "MATHS", "level": "C", "score": "4", "comment": ""}
    assert home.post(url, entry | {"assessed_on": "2026-05-30"}).status_code == 422
    assert home.post(url, entry | {"assessed_on": "2026-05-24"}).status_code == 302
    assert home.post(url, {"act": "decide", "overall": "CHT"}).status_code == 302
    report = {"report": "Em còn yếu phép chia.", "pupils": [str(pupil.id)]}
    assert home.post(reverse("assessment:supplementary_report"), report).status_code == 302
    promote = {"act": "promote", "promoted": "yes", "reason": "Có tiến bộ", "number": "", "dated": ""}
    assert home.post(url, promote).status_code == 403
    assert head.post(url, promote).status_code == 302
    assert PromotionDecision.objects.get().promoted
    assert "Được lên lớp 5" in head.get(url).content.decode()


def test_markup_in_texts_is_shown_as_text(world, client):
    evil = "<script>alert(1)</script>=2+2"
    plan_help(actor=actor_for(world, "homeroom:4A1"), enrolment_id=behind_pupil(world).id, plan=evil, at=NOW)
    page = logged_in(client, world, "principal").get(addresses(world)["case"]).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_unknown_acts_are_not_found(world, client):
    assert logged_in(client, world, "principal").post(addresses(world)["case"], {"act": "drop"}).status_code == 404


def test_a_year_of_another_school_is_not_shown(world, client):
    other = make_school()
    browser = logged_in(client, world, "principal")
    assert browser.get(reverse("assessment:year_end"), {"nam": other.year.id}).status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_pages_are_clean_on_desk_and_phone(world, desk, phone, tmp_path):
    pupil = behind_pupil(world)
    home = actor_for(world, "homeroom:4A1")
    plan_help(actor=home, enrolment_id=pupil.id, plan="Phụ đạo Toán mỗi sáng thứ Ba.", at=NOW)
    enter_supplementary(
        actor=home,
        enrolment_id=pupil.id,
        kind="subject",
        target="MATHS",
        level="C",
        score=4,
        comment="Còn nhầm phép chia.",
        assessed_on=NOW.date(),
        at=NOW,
    )
    found = addresses(world)
    for who, names in (("homeroom:4A1", ["pupil", "case", "class"]), ("principal", sorted(ALL - {"file"}))):
        for window in (desk, phone):
            window.sign_in(world, who)
            for name in names:
                window.go(found[name])
                window.check()
                window.picture(
                    tmp_path / f"{who.partition(':')[0]}-{name}-{window.page.viewport_size['width']}.png", full=True
                )
    decide_after(actor=home, enrolment_id=pupil.id, overall="CHT", at=NOW)
    desk.sign_in(world, "homeroom:4A1")
    desk.go(found["cases"])
    desk.check()
    report_behind(actor=home, enrolment_ids=[pupil.id], report="Cần hiệu trưởng xét.", at=NOW)
    desk.sign_in(world, "principal")
    desk.go(found["case"])
    desk.check()
    desk.picture(tmp_path / "principal-decides.png", full=True)
    assert SupplementaryCase.objects.get().reported_at == NOW
