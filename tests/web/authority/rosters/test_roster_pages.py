"""The sector database's lists on the officers' pages: looked at first, taken over once, by those who may."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hocba.model import SchoolYear
from hocba_web.audit.models import Entry
from hocba_web.desk.rosters import forms
from hocba_web.gateway.models import Access, ComparingChange, Roster, RosterDraft, RosterPupil
from hocba_web.gateway.services.roster.drafts import KEPT_FOR, drop_old
from hocba_web.gateway.services.roster.importing import import_lists
from hocba_web.gateway.services.roster.reading import Workbook
from hocba_web.officers.roles import OfficerRole
from support.web.authority_site import AuthoritySite, OfficerClient, enter
from support.web.province import Province
from support.workbooks.lists import pupil_list, pupils, staff_list, staff_row

YEAR = "2025-2026"
ROWS = [one.row() for one in pupils(4)]


def lists(rows: object = ROWS, *, staff: bool = False, name: str = "hs.xlsx") -> dict[str, object]:
    """What the form sends."""
    files: dict[str, object] = {"school_year": YEAR, "pupils": SimpleUploadedFile(name, pupil_list(rows))}
    if staff:
        files["staff"] = SimpleUploadedFile("cb.xlsx", staff_list([staff_row(1), staff_row(2)]))
    return files


def page_of(province: Province, place: int = 0) -> str:
    """The page of a school."""
    return reverse("desk:roster_school", args=[province.schools[place].pk])


def looked_at(browser: Client, province: Province, **files: object) -> str:
    """Lists uploaded; the address of what they change."""
    answer = browser.post(page_of(province), lists(**files))
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_lists_are_looked_at_and_then_taken_over(province: Province) -> None:
    """Nothing changes before; the second time there is nothing left to take."""
    browser = enter(Client(), province.intake)
    where = looked_at(browser, province, staff=True)
    assert "đây là lần nhập đầu" in browser.get(where).content.decode()
    assert not Roster.objects.exists()
    answer = browser.post(f"{where}nhap/", follow=True)
    assert "Đã nhập 4 học sinh, 2 cán bộ, giáo viên." in answer.content.decode()
    roster = Roster.objects.get()
    assert (roster.school_year, roster.pupils.count(), roster.teachers.count()) == (2025, 4, 2)
    assert roster.imported_by_id == province.intake.user_id
    assert not RosterDraft.objects.exists()
    assert browser.post(f"{where}nhap/").status_code == 404
    assert "4" in browser.get(reverse("desk:rosters")).content.decode()
    traced = Entry.objects.filter(action__startswith="gateway.roster.").values_list("action", flat=True)
    assert set(traced) == {"gateway.roster.prepared", "gateway.roster.previewed", "gateway.roster.imported"}


def test_the_page_says_who_comes_who_goes_and_who_is_described_otherwise(province: Province) -> None:
    """And that signers will not be compared any more where the staff list is left out."""
    browser = enter(Client(), province.intake)
    browser.post(f"{looked_at(browser, province, staff=True)}nhap/")
    moved, gone = ROWS[1], ROWS[3]
    rows = [ROWS[0], [moved[0], "4A2", *moved[2:]], ROWS[2], pupils(5)[4].row()]
    page = browser.get(looked_at(browser, province, rows=rows)).content.decode()
    for title, name in (
        ("Học sinh đổi thông tin", moved[3]),
        ("Học sinh bị bỏ khỏi danh sách", gone[3]),
        ("Học sinh thêm vào", rows[3][3]),
    ):
        assert str(name) in page[page.index(title) :]
    assert "không được đối chiếu nữa" in page
    assert RosterPupil.objects.count() == 4


def test_rows_that_cannot_be_read_are_named(province: Province) -> None:
    """With the list's row, what is wrong and what to do; the others can be taken over."""
    browser = enter(Client(), province.intake)
    broken = [*ROWS[1][:4], "31/02/2016", *ROWS[1][5:]]
    nameless = [*ROWS[2][:8], "", *ROWS[2][9:]]
    where = looked_at(browser, province, rows=[ROWS[0], broken, nameless])
    page = browser.get(where).content.decode()
    assert "31/02/2016" in page
    assert "Không có số định danh cá nhân nên không đối chiếu được" in page
    browser.post(f"{where}nhap/")
    assert Roster.objects.get().pupils_count == 1


def test_lists_that_changed_meanwhile_are_not_overwritten(province: Province, authority_site: AuthoritySite) -> None:
    """What the officer saw compared is no longer what stands."""
    browser = enter(Client(), province.intake)
    where = looked_at(browser, province)
    book = Workbook("hs.xlsx", pupil_list(ROWS[:2]))
    import_lists(
        province.intake,
        province.schools[0],
        school_year=SchoolYear(2025),
        pupils=book,
        staff=None,
        at=authority_site.at,
    )
    answer = browser.post(f"{where}nhap/")
    assert answer.status_code == 409
    assert "đã được nhập lại" in answer.content.decode()
    assert Roster.objects.get().pupils_count == 2


@pytest.mark.parametrize("act", ["", "nhap/", "bo/"])
def test_a_draft_is_its_officers_own(province: Province, officer_client: OfficerClient, act: str) -> None:
    """Nobody else of the intake opens, takes or drops it."""
    where = looked_at(enter(Client(), province.intake), province)
    other = officer_client(OfficerRole.INTAKE)
    answer = other.post(f"{where}{act}") if act else other.get(where)
    assert answer.status_code == 404
    assert RosterDraft.objects.count() == 1


def test_a_draft_that_nobody_takes_over_is_deleted(province: Province, authority_site: AuthoritySite) -> None:
    """By its officer at once, by the clock after a day."""
    browser = enter(Client(), province.intake)
    where = looked_at(browser, province)
    assert drop_old(authority_site.at + KEPT_FOR - timedelta(minutes=1)) == 0
    assert drop_old(authority_site.at + KEPT_FOR) == 1
    assert browser.get(where).status_code == 404
    assert browser.post(f"{looked_at(browser, province)}bo/").status_code == 302
    assert not RosterDraft.objects.exists()
    assert not Roster.objects.exists()


@pytest.mark.parametrize("role", [OfficerRole.DECIDER, OfficerRole.ADMIN, OfficerRole.AUDITOR])
def test_other_roles_do_not_come_in(province: Province, officer_client: OfficerClient, role: OfficerRole) -> None:
    """Neither to look nor to change."""
    browser = officer_client(role)
    assert browser.get(reverse("desk:rosters")).status_code == 403
    assert browser.get(page_of(province)).status_code == 403
    assert browser.post(page_of(province), lists()).status_code == 403
    assert browser.post(f"{page_of(province)}doi-chieu/", {"comparing": "warn", "reason": "Thử"}).status_code == 403
    assert not RosterDraft.objects.exists()


def test_an_officer_of_another_area_does_not_find_the_school(province: Province, officer_client: OfficerClient) -> None:
    """Not in the list, not by its number."""
    browser = officer_client(OfficerRole.INTAKE, ["B2"])
    listed = browser.get(reverse("desk:rosters")).content.decode()
    assert province.schools[2].name in listed
    assert province.schools[0].name not in listed
    assert browser.get(page_of(province)).status_code == 404
    assert browser.post(page_of(province), lists()).status_code == 404
    assert browser.post(f"{page_of(province)}doi-chieu/", {"comparing": "warn", "reason": "Thử"}).status_code == 404


def test_what_takes_effect_needs_the_second_factor_just_now(province: Province) -> None:
    """Looking does not."""
    browser = enter(Client(), province.intake, factor_age=None)
    where = looked_at(browser, province)
    browser.post(f"{where}nhap/")
    browser.post(f"{page_of(province)}doi-chieu/", {"comparing": "enforce", "reason": "Thử"})
    assert not Roster.objects.exists()
    assert not ComparingChange.objects.exists()


def test_a_file_of_another_kind_too_large_or_broken_is_refused_beside_its_field(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what to do; nothing is kept."""
    browser = enter(Client(), province.intake)
    swapped = {"school_year": YEAR, "pupils": SimpleUploadedFile("cb.xlsx", staff_list([staff_row(1)]))}
    answer = browser.post(page_of(province), swapped)
    assert answer.status_code == 422
    assert answer.context["lists_form"].errors.keys() == {"pupils"}
    broken = {"school_year": YEAR, "pupils": SimpleUploadedFile("hs.xlsx", b"PK\x03\x04 no workbook")}
    assert browser.post(page_of(province), broken).status_code == 422
    assert browser.post(page_of(province), {"school_year": "1999-2000"}).status_code == 422
    monkeypatch.setattr(forms, "_MEGABYTE", 100)
    answer = browser.post(page_of(province), lists())
    assert "lớn hơn 5 MB" in answer.content.decode()
    assert not RosterDraft.objects.exists()


def test_how_strictly_is_set_with_a_reason_that_stays(province: Province) -> None:
    """Who, when, from what to what."""
    browser = enter(Client(), province.intake)
    where = f"{page_of(province)}doi-chieu/"
    assert browser.post(where, {"comparing": "enforce", "reason": " "}).status_code == 422
    assert browser.post(where, {"comparing": "sometimes", "reason": "Thử"}).status_code == 422
    assert browser.post(where, {"comparing": "enforce", "reason": "Đã báo trường <b>"}).status_code == 302
    assert Access.objects.get(school=province.schools[0]).comparing == "enforce"
    change = ComparingChange.objects.get()
    assert (change.before, change.after, change.changed_by_id) == ("off", "enforce", province.intake.user_id)
    assert "Đã báo trường &lt;b&gt;" in browser.get(page_of(province)).content.decode()
    assert Entry.objects.filter(action="gateway.comparing.set").count() == 1


def test_a_school_without_a_login_is_told_to_wait_for_one(province: Province) -> None:
    """Its lists can come before."""
    browser = enter(Client(), province.intake)
    assert "chưa có tài khoản kết nối" in browser.get(page_of(province, 2)).content.decode()
    where = f"{page_of(province, 2)}doi-chieu/"
    assert browser.post(where, {"comparing": "warn", "reason": "Thử"}).status_code == 404
    assert browser.get(reverse("desk:roster_draft", args=[uuid4()])).status_code == 404
