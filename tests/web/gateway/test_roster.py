"""The sector database's lists: imported by an officer, compared with what schools send."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from hocba.model import SchoolYear, Sex
from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.gateway.models import Access, Item, Roster, RosterPupil, RosterTeacher
from hocba_web.gateway.services.roster.drafts import prepare_draft, take_over
from hocba_web.gateway.services.roster.importing import import_lists, set_comparing
from hocba_web.gateway.services.roster.reading import Workbook
from hocba_web.officers.roles import OfficerRole
from hocba_web.register.models import Record
from support.odd_workbooks import AN, CAPTIONS, xls
from support.raw_workbook import Sheet, workbook
from support.web.authority import NOW, YEAR, Sender, officer, record_of, seal, sealed
from support.web.authority_site import make_officer
from support.workbooks.lists import PUPIL_CAPTIONS, pupil_list, pupils, staff_list, staff_row

pytestmark = pytest.mark.django_db
Comparing = Access.Comparing
PUPILS = [one.row() for one in pupils(3)]
STAFF = [staff_row(1), staff_row(2)]


def xlsx(rows):
    return workbook(
        Sheet([[one.replace("\0", "_x0000_") if isinstance(one, str) else one for one in row] for row in rows])
    )


@pytest.mark.parametrize("make", [xls, xlsx])
@pytest.mark.parametrize("column", range(1, len(CAPTIONS)))
def test_no_letter_of_a_list_ends_the_import(school: Sender, make, column):
    """A NUL stands in an .xls as it is, in an .xlsx as "_x0000_"; no database takes it."""
    odd = [f"{one}\0" if place == column else one for place, one in enumerate(AN)]
    good = [2, "4A1", "2299000002", "Trần Thị Bình", "16/03/2016", "Nữ", "022316900002"]
    book = Workbook("hs.xlsx", make([CAPTIONS, odd, good]))
    intake = officer(OfficerRole.INTAKE)
    draft = prepare_draft(intake, school.school, school_year=YEAR, pupils=book, staff=None, at=NOW)
    draft.refresh_from_db()
    assert "\0" not in f"{draft.pupils}{draft.faults}"
    take_over(intake, draft.public_id, at=NOW)
    assert RosterPupil.objects.filter(personal_id="022316900002").exists()


def listed(school: Sender, *numbers: int, staff: bool = False, **changes: object) -> Roster:
    """The roster of the school as the records of these pupils say it, but for `changes`."""
    roster = Roster.objects.create(
        school=school.school,
        school_year=YEAR.first,
        imported_at=NOW,
        imported_by_id=officer(OfficerRole.INTAKE).user_id,
        pupils_count=len(numbers),
        teachers_count=int(staff),
    )
    for number in numbers:
        record = record_of(number)
        known = {
            "personal_id": record.pupil.personal_id,
            "name": record.pupil.name,
            "born": record.pupil.born,
            "sex": record.pupil.sex.value,
            "class_name": record.class_name,
        }
        RosterPupil.objects.create(roster=roster, **(known | changes))
    return roster


def compare(school: Sender, comparing: Comparing) -> None:
    set_comparing(officer(OfficerRole.INTAKE), school.school, comparing, reason="Thử", at=NOW)


def errors(answer) -> list[str]:
    return [row.error for row in answer.rows]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"personal_id": "022216000099"}, "GATEWAY_PUPIL_UNKNOWN"),
        ({"name": "Nguyễn Thử Khác"}, "GATEWAY_PUPIL_NAME"),
        ({"born": "2016-01-31"}, "GATEWAY_PUPIL_BORN"),
        ({"class_name": "4A9"}, "GATEWAY_PUPIL_CLASS"),
    ],
)
def test_a_record_that_disagrees_is_refused_where_the_roster_is_enforced(school: Sender, changes, code):
    listed(school, 1, **changes)
    compare(school, Comparing.ENFORCE)
    assert errors(school.judged(sealed(1))) == [code]
    assert not Record.objects.exists()


def test_a_sex_that_differs_is_found_and_an_unknown_one_is_not_compared(school: Sender):
    other = Sex.FEMALE if record_of(1).pupil.sex is Sex.MALE else Sex.MALE
    roster = listed(school, 1, sex=other.value)
    compare(school, Comparing.ENFORCE)
    assert errors(school.judged(sealed(1))) == ["GATEWAY_PUPIL_SEX"]
    roster.pupils.update(sex="", class_name="")
    assert errors(school.judged(sealed(1))) == [""]


def test_where_it_only_warns_the_record_is_accepted_and_the_warning_kept(school: Sender):
    listed(school, 1, name="Nguyễn Thử Khác", class_name="4A9")
    compare(school, Comparing.WARN)
    assert errors(school.judged(sealed(1))) == [""]
    assert Item.objects.get().warnings == ["GATEWAY_PUPIL_NAME", "GATEWAY_PUPIL_CLASS"]
    assert Record.objects.get().evidence["warnings"] == ["GATEWAY_PUPIL_NAME", "GATEWAY_PUPIL_CLASS"]


def test_a_record_that_agrees_is_accepted_whatever_the_case_of_the_name(school: Sender):
    listed(school, 1, name=record_of(1).pupil.name.upper())
    compare(school, Comparing.ENFORCE)
    assert errors(school.judged(sealed(1))) == [""]
    assert Item.objects.get().warnings == []


def test_what_was_accepted_stays_accepted_when_the_roster_changes(school: Sender):
    school.judged(sealed(1))
    listed(school, 2)
    compare(school, Comparing.ENFORCE)
    assert errors(school.judged(sealed(1))) == [""]


def test_lists_that_never_came_refuse_nobody(school: Sender):
    compare(school, Comparing.ENFORCE)
    assert errors(school.judged(sealed(1))) == [""]
    assert Item.objects.get().warnings == ["GATEWAY_ROSTER_MISSING"]


def test_signers_are_compared_where_a_list_of_staff_came(school: Sender):
    roster = listed(school, 1, 2, staff=True)
    compare(school, Comparing.ENFORCE)
    assert errors(school.judged(sealed(1))) == ["GATEWAY_TEACHER_UNKNOWN"]
    record = record_of(1)
    people = {part.teacher.personal_id for part in record.assessment.parts}
    people |= {record.homeroom_teacher.personal_id, record.manager.personal_id}
    for personal_id in people:
        RosterTeacher.objects.create(roster=roster, personal_id=personal_id, name="Giáo Viên Thử")
    assert errors(school.judged(sealed(1), sealed(2))) == ["", ""]


def test_a_pupil_of_another_school_is_unknown_here(school: Sender):
    listed(school, 2)
    compare(school, Comparing.ENFORCE)
    changed = seal(record_of(1, lookup_uuid=UUID(int=70, version=4)))
    assert errors(school.judged(changed, sealed(2))) == ["GATEWAY_PUPIL_UNKNOWN", ""]


def test_an_officer_imports_lists_and_they_replace_the_earlier_ones(school: Sender):
    intake = officer(OfficerRole.INTAKE)
    book = Workbook("C1-HocSinh.xlsx", pupil_list(PUPILS))
    first = import_lists(intake, school.school, school_year=YEAR, pupils=book, staff=None, at=NOW)
    assert (first.pupils, first.teachers) == (3, 0)
    again = import_lists(
        intake,
        school.school,
        school_year=YEAR,
        pupils=Workbook("C1-HocSinh.xlsx", pupil_list(PUPILS[:2])),
        staff=Workbook("GiaoVien.xlsx", staff_list(STAFF)),
        at=NOW,
    )
    assert (again.pupils, again.teachers) == (2, len(STAFF))
    assert RosterPupil.objects.count() == 2
    other_year = SchoolYear(2024)
    import_lists(intake, school.school, school_year=other_year, pupils=book, staff=None, at=NOW)
    assert Roster.objects.count() == 2


def test_a_file_of_another_kind_changes_nothing(school: Sender):
    intake = officer(OfficerRole.INTAKE)
    good = Workbook("C1-HocSinh.xlsx", pupil_list(PUPILS))
    import_lists(intake, school.school, school_year=YEAR, pupils=good, staff=None, at=NOW)
    staff = Workbook("GiaoVien.xlsx", staff_list(STAFF))
    with pytest.raises(Refused, match="ROSTER_WRONG_KIND"):
        import_lists(intake, school.school, school_year=YEAR, pupils=staff, staff=None, at=NOW)
    with pytest.raises(Refused, match="ROSTER_WRONG_KIND"):
        import_lists(intake, school.school, school_year=YEAR, pupils=good, staff=good, at=NOW)
    empty = Workbook("C1-HocSinh.xlsx", pupil_list([["Không đọc được"] * len(PUPIL_CAPTIONS)]))
    with pytest.raises(Refused, match="ROSTER_"):
        import_lists(intake, school.school, school_year=YEAR, pupils=empty, staff=None, at=NOW)
    assert RosterPupil.objects.count() == 3


def test_only_an_intake_officer_of_the_area_imports(school: Sender):
    book = Workbook("C1-HocSinh.xlsx", pupil_list(PUPILS))
    for role in (OfficerRole.DECIDER, OfficerRole.ADMIN, OfficerRole.AUDITOR):
        with pytest.raises(Forbidden):
            import_lists(make_officer(role), school.school, school_year=YEAR, pupils=book, staff=None, at=NOW)
        with pytest.raises(Forbidden):
            set_comparing(make_officer(role), school.school, Comparing.WARN, reason="Thử", at=NOW)
    elsewhere = replace(officer(OfficerRole.INTAKE), areas=frozenset({"Z9"}))
    with pytest.raises(Missing):
        import_lists(elsewhere, school.school, school_year=YEAR, pupils=book, staff=None, at=NOW)


def test_lists_are_imported_at_the_machine_in_an_officers_name(school: Sender, tmp_path, capsys):
    file = tmp_path / "C1-HocSinh.xlsx"
    file.write_bytes(pupil_list(PUPILS))
    intake, code = make_officer(OfficerRole.INTAKE), school.school.code
    name = get_user_model().objects.get(pk=intake.user_id).username
    call_command("roster", "import", code, "2025-2026", str(file), "--by", name)
    assert "3 học sinh" in capsys.readouterr().out
    call_command("roster", "compare", code, "enforce", "--by", name, "--reason", "Đã báo trường")
    assert errors(school.judged(sealed(1))) == ["GATEWAY_PUPIL_UNKNOWN"]
    assert Roster.objects.get().imported_by_id == intake.user_id
    other = make_officer(OfficerRole.AUDITOR)
    auditor = get_user_model().objects.get(pk=other.user_id).username
    for wrong in (
        ["compare", code, "off", "--by", auditor, "--reason", "Thử"],
        ["compare", code, "off", "--by", "ai-do", "--reason", "Thử"],
        ["compare", "00", "off", "--by", name, "--reason", "Thử"],
        ["compare", code, "off", "--by", name, "--reason", " "],
        ["import", code, "2025-2026", str(tmp_path / "nowhere.xlsx"), "--by", name],
    ):
        with pytest.raises(CommandError):
            call_command("roster", *wrong)
