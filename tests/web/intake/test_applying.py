"""Differences, applying exactly what was seen, undoing without losing anybody's work."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from openpyxl import load_workbook

from hocba.model import Moment
from hocba_web.assessment.models import EditAct, EntryWindow, SubjectResult
from hocba_web.audit.models import Entry
from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.intake.exporting import Wanted
from hocba_web.intake.kinds import FileKind
from hocba_web.intake.models import ImportRun
from hocba_web.intake.selectors.runs import run_here
from hocba_web.intake.services.applying import apply_run, compare_anew
from hocba_web.intake.services.exports import export
from hocba_web.intake.services.reading import read_run
from hocba_web.intake.services.undoing import standing_against, undo_run
from hocba_web.intake.services.uploads import drop, take_in
from hocba_web.intake.tasks import pick_up
from hocba_web.schools.models import Enrolment, Guardian, Pupil, PupilChange
from hocba_web.schools.services.attachments import Upload
from support.web import actor_for, make_school
from support.web.school import NOW
from support.web.workbooks import open_everything

HEAD = (
    "STT",
    "Mã lớp",
    "Mã học sinh",
    "Họ tên",
    "Ngày sinh",
    "Giới tính",
    "Dân tộc",
    "Chỗ ở hiện nay",
    "Họ tên mẹ",
    "Số điện thoại mẹ",
)
FORMULA = '=HYPERLINK("http://xau.example";"Bấm")'


def book(head, *rows):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False}) as out:
        sheet = out.add_worksheet("Sheet1")
        for number, row in enumerate((head, *rows)):
            sheet.write_row(number, 0, row)
    return target.getvalue()


def pupil_row(enrolment, **other):
    pupil = enrolment.pupil
    row = [
        1,
        enrolment.school_class.name,
        pupil.ministry_id,
        pupil.name,
        f"{pupil.born:%d/%m/%Y}",
        pupil.sex,
        pupil.ethnicity,
        pupil.residence,
        "Nguyễn Thị Mẹ",
        "",
    ]
    for place, value in other.items():
        row[HEAD.index(place.replace("_", " "))] = value
    return row


def pupils_file(*rows):
    return Upload("C1-HocSinh.xlsx", book(HEAD, *rows))


def results_file(world, levels, name="KetQua-4-cn.xlsx"):
    rows = [
        (number, "4A1", one.pupil.ministry_id, one.pupil.name, f"{one.pupil.born:%d/%m/%Y}", maths, english)
        for number, (one, (maths, english)) in enumerate(zip(world.enrolments["4A1"], levels, strict=False), start=1)
    ]
    head = ("STT", "Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh", "Toán (ĐG)", "Ngoại ngữ (ĐG)")
    return Upload(name, book(head, *rows))


def apply(run, actor, at=NOW):
    return apply_run(actor=actor, uuid=str(run.uuid), digest=run.preview["digest"], at=at)


def states(run):
    return {key: count for key, count in run.preview["counts"].items() if count}


@pytest.fixture
def school(world):
    open_everything(world)
    return world


def test_nothing_is_written_before_it_is_applied(school, one):
    pupil = school.enrolments["4A1"][0]
    before = list(Pupil.objects.values())
    run = one(
        school,
        pupils_file(
            pupil_row(pupil, Chỗ_ở_hiện_nay="Tổ 9"),
            (2, "4A1", "2299777777", "Lê Mới", "01/02/2016", "Nam", "Kinh", "", "", ""),
        ),
    )
    assert list(Pupil.objects.values()) == before
    assert states(run) == {"new": 1, "changed": 1, "missing": 2}
    changed = next(item for item in run.preview["items"] if item["state"] == "changed")
    assert changed["cells"] == [["residence", pupil.pupil.residence, "Tổ 9", None]]


def test_applying_writes_rows_history_and_trace_once(school, one):
    registrar = actor_for(school, "registrar")
    enrolment = school.enrolments["4A1"][0]
    run = one(
        school,
        pupils_file(
            pupil_row(enrolment, Chỗ_ở_hiện_nay="Tổ 9", Số_điện_thoại_mẹ="0901"),
            (2, "4A1", "2299777777", "Lê Mới", "01/02/2016", "Nam", "Kinh", "", "Trần Thị Hai", ""),
        ),
    )
    apply(run, registrar)
    pupil = Pupil.objects.get(id=enrolment.pupil_id)
    assert (pupil.residence, pupil.version) == ("Tổ 9", 2)
    assert Guardian.objects.get(pupil=pupil, kind="mother").phone == "0901"
    new = Pupil.objects.get(ministry_id="2299777777")
    assert Enrolment.objects.get(pupil=new).number == 4
    change = PupilChange.objects.get(pupil=pupil)
    assert (change.kind, change.import_run, change.before["residence"]) == (
        "imported",
        run.uuid,
        enrolment.pupil.residence,
    )
    entry = Entry.objects.get(action="intake.run.applied")
    assert set(entry.pupils.values_list("pupil_id", flat=True)) == {pupil.id, new.id}
    apply(run, registrar)  # the same form sent twice
    assert PupilChange.objects.filter(pupil=pupil).count() == 1
    assert Entry.objects.filter(action="intake.run.applied").count() == 1


def test_two_people_apply_the_same_file(school, one):
    run = one(school, pupils_file(pupil_row(school.enrolments["4A1"][0], Chỗ_ở_hiện_nay="Tổ 9")))
    apply(run, actor_for(school, "registrar"))
    with pytest.raises(Refused, match="INTAKE_APPLIED_BY") as refusal:
        apply(run, actor_for(school, "school_admin"))
    assert refusal.value.params["by"] == school.staff["registrar"].name


def test_what_changed_since_the_preview_stops_everything(school, one):
    registrar, enrolment = actor_for(school, "registrar"), school.enrolments["4A1"][0]
    run = one(school, pupils_file(pupil_row(enrolment, Chỗ_ở_hiện_nay="Tổ 9")))
    Pupil.objects.filter(id=enrolment.pupil_id).update(residence="Tổ 5")
    with pytest.raises(Refused, match="INTAKE_PREVIEW_STALE"):
        apply(run, registrar)
    assert Pupil.objects.get(id=enrolment.pupil_id).residence == "Tổ 5"
    run.refresh_from_db()
    assert run.preview["items"][0]["cells"] == [["residence", "Tổ 5", "Tổ 9", None]]
    apply(run, registrar)
    assert Pupil.objects.get(id=enrolment.pupil_id).residence == "Tổ 9"


def test_civil_status_class_and_leaving_are_not_taken_from_a_file(school, one):
    enrolment = school.enrolments["4A1"][0]
    head = (*HEAD, "Trạng thái HS")
    row = (*pupil_row(enrolment, Họ_tên="Tên Khác Hẳn", Mã_lớp="4A2"), "Chuyển đi kỳ 2")
    run = one(school, Upload("hs.xlsx", book(head, row)))
    reasons = {cell[0]: cell[3][0] for cell in run.preview["items"][0]["cells"]}
    assert reasons == {"name": "INTAKE_CIVIL_STATUS", "class": "INTAKE_CLASS_MOVE", "status": "INTAKE_LEAVING"}
    with pytest.raises(Refused, match="INTAKE_NOTHING_TO_APPLY"):
        apply(run, actor_for(school, "registrar"))


def test_the_register_is_closed_unless_its_window_is_open(world, one):
    run = one(world, pupils_file(pupil_row(world.enrolments["4A1"][0], Chỗ_ở_hiện_nay="Tổ 9")))
    assert run.preview["items"][0]["cells"][0][3][0] == "REGISTER_CLOSED"


def test_twins_and_doubles_are_told(school, one):
    other = school.enrolments["4A1"][0].pupil
    other.personal_id = "022316000011"
    other.save()
    head = (*HEAD, "Số định danh cá nhân")
    twin = (1, "4A2", "2299777771", other.name, f"{other.born:%d/%m/%Y}", "Nữ", "Kinh", "", "", "", "")
    double = (2, "4A2", "2299777772", "Lê Khác", f"{other.born:%d/%m/%Y}", "Nữ", "Kinh", "", "", "", other.personal_id)
    run = one(school, Upload("hs.xlsx", book(head, twin, double)))
    items = {item["key"]: item for item in run.preview["items"]}
    assert items["2299777771"]["notes"][0][0] == "INTAKE_MAYBE_ON_FILE"
    assert items["2299777771"]["state"] == "new"
    assert {cell[3][0] for cell in items["2299777772"]["cells"]} == {"INTAKE_PERSONAL_ID_TAKEN"}


def test_a_temporary_code_gives_way_to_the_real_one_and_back(school, one):
    registrar = actor_for(school, "registrar")
    pupil = school.enrolments["4A1"][0].pupil
    Pupil.objects.filter(id=pupil.id).update(ministry_id="TAM-022316000011", personal_id="022316000011")
    head = (*HEAD, "Số định danh cá nhân")
    row = (*pupil_row(school.enrolments["4A1"][0], Mã_học_sinh="2299123123", Chỗ_ở_hiện_nay="Tổ 1"), "022316000011")
    run = one(school, Upload("hs.xlsx", book(head, row)))
    apply(run, registrar)
    assert Pupil.objects.get(id=pupil.id).ministry_id == "2299123123"
    undo_run(actor=registrar, uuid=str(run.uuid), rest=False, at=NOW)
    assert Pupil.objects.get(id=pupil.id).ministry_id == "TAM-022316000011"


def test_undo_puts_back_exactly_what_was_there(school, one):
    registrar = actor_for(school, "registrar")
    tables = (Pupil.objects.exclude(version=0), Guardian.objects.all(), Enrolment.objects.all())
    before = [
        sorted(map(str, (sorted((k, v) for k, v in row.items() if k != "version") for row in rows.values())))
        for rows in tables
    ]
    run = one(
        school,
        pupils_file(
            pupil_row(school.enrolments["4A1"][0], Chỗ_ở_hiện_nay="Tổ 9", Số_điện_thoại_mẹ="0901"),
            (2, "4A1", "2299777777", "Lê Mới", "01/02/2016", "Nam", "Kinh", "", "Trần Thị Hai", ""),
        ),
    )
    apply(run, registrar)
    undo_run(actor=registrar, uuid=str(run.uuid), rest=False, at=NOW)
    after = [
        sorted(map(str, (sorted((k, v) for k, v in row.items() if k != "version") for row in rows.values())))
        for rows in tables
    ]
    assert after == before
    run.refresh_from_db()
    assert run.state == ImportRun.State.UNDONE
    assert PupilChange.objects.filter(kind="import_undone").count() == 1


def test_undo_after_later_edits_keeps_them(school, one):
    registrar = actor_for(school, "registrar")
    first, second = school.enrolments["4A1"][:2]
    run = one(school, pupils_file(pupil_row(first, Chỗ_ở_hiện_nay="Tổ 9"), pupil_row(second, Chỗ_ở_hiện_nay="Tổ 9")))
    apply(run, registrar)
    Pupil.objects.filter(id=first.pupil_id).update(residence="Tổ 5")
    PupilChange.objects.create(
        pupil=first.pupil,
        kind="edited",
        before={"residence": "Tổ 9"},
        after={"residence": "Tổ 5"},
        by=school.staff["homeroom:4A1"].user,
        at=NOW,
    )
    with pytest.raises(Refused, match="INTAKE_UNDO_CONFLICTS"):
        undo_run(actor=registrar, uuid=str(run.uuid), rest=False, at=NOW)
    assert Pupil.objects.get(id=second.pupil_id).residence == "Tổ 9"
    [against] = standing_against(actor=registrar, uuid=str(run.uuid), at=NOW)
    assert (against.key, against.field, against.now) == (first.pupil.ministry_id, "residence", "Tổ 5")
    assert against.by == school.staff["homeroom:4A1"].user.get_full_name()
    undo_run(actor=registrar, uuid=str(run.uuid), rest=True, at=NOW)
    assert Pupil.objects.get(id=first.pupil_id).residence == "Tổ 5"
    assert Pupil.objects.get(id=second.pupil_id).residence == second.pupil.residence


def test_a_new_pupil_with_results_is_not_undone(school, one):
    registrar = actor_for(school, "registrar")
    run = one(school, pupils_file((2, "4A1", "2299777777", "Lê Mới", "01/02/2016", "Nam", "Kinh", "", "", "")))
    apply(run, registrar)
    place = Enrolment.objects.get(pupil__ministry_id="2299777777")
    SubjectResult.objects.create(enrolment=place, moment="cn", subject="MATHS", level="T", updated_at=NOW)
    with pytest.raises(Refused, match="INTAKE_UNDO_CONFLICTS"):
        undo_run(actor=registrar, uuid=str(run.uuid), rest=False, at=NOW)
    assert Pupil.objects.filter(ministry_id="2299777777").exists()


def test_teachers_import_their_own_part_only(school, one):
    run = one(school, results_file(school, [("T", "H"), ("H", "T")]), "english")
    taken = {cell[0]: cell[3] for item in run.preview["items"] for cell in item["cells"]}
    assert taken["FOREIGN_LANG_1.level"] is None
    assert taken["MATHS.level"][0] == "INTAKE_PART_NOT_YOURS"
    english = actor_for(school, "english")
    apply(run, english)
    assert set(SubjectResult.objects.values_list("subject", "level")) == {
        ("FOREIGN_LANG_1", "H"),
        ("FOREIGN_LANG_1", "T"),
    }
    act = EditAct.objects.get()
    assert (act.kind, act.part, act.by_id) == ("import", "FOREIGN_LANG_1", english.user_id)
    undo_run(actor=english, uuid=str(run.uuid), rest=False, at=NOW)
    assert set(SubjectResult.objects.values_list("level", flat=True)) == {""}


def test_results_wait_for_an_open_window(school, one):
    registrar = actor_for(school, "registrar")
    run = one(school, results_file(school, [("T", "H")]))
    EntryWindow.objects.filter(period="cn").update(ended_at=NOW)
    with pytest.raises(Refused, match="WINDOW_ENDED"):
        apply(run, registrar)
    assert not SubjectResult.objects.exists()
    again = one(school, results_file(school, [("T", "H")]))
    assert again.outcome["refusal"][0] == "WINDOW_ENDED"


def test_an_empty_cell_never_empties_what_was_entered(school, one):
    place = school.enrolments["4A1"][0]
    SubjectResult.objects.create(enrolment=place, moment="cn", subject="MATHS", level="T", updated_at=NOW)
    run = one(school, results_file(school, [("", "H")]))
    assert [cell[0] for item in run.preview["items"] for cell in item["cells"]] == ["FOREIGN_LANG_1.level"]


def test_the_admin_neither_imports_nor_sees_results(school, one):
    run = one(school, results_file(school, [("T", "H")]), "school_admin")
    assert run.state == ImportRun.State.REFUSED
    assert run.outcome["refusal"][0] == "INTAKE_RESULTS_NOT_YOURS"
    assert "rejected" not in run.outcome
    assert run.preview == {}
    theirs = one(school, results_file(school, [("T", "H")], name="KetQua-4-cn-b.xlsx"))
    admin = actor_for(school, "school_admin")
    with pytest.raises(Missing):
        run_here(admin, theirs.uuid)
    with pytest.raises(Missing):
        apply(theirs, admin)


def test_teachers_bring_no_register_and_clerks_nothing(school, one):
    run = one(school, pupils_file(pupil_row(school.enrolments["4A1"][0], Chỗ_ở_hiện_nay="Tổ 9")), "english")
    assert run.outcome["refusal"][0] == "INTAKE_REGISTER_NOT_YOURS"
    with pytest.raises(Forbidden, match="INTAKE_NOT_ALLOWED"):
        take_in(actor=actor_for(school, "clerk"), year_id=school.year.id, files=[pupils_file()], at=NOW)


def test_another_school_sees_nothing(school, one):
    run = one(school, pupils_file(pupil_row(school.enrolments["4A1"][0], Chỗ_ở_hiện_nay="Tổ 9")))
    stranger = actor_for(make_school(), "registrar")
    for act in (
        lambda: run_here(stranger, run.uuid),
        lambda: apply(run, stranger),
        lambda: undo_run(actor=stranger, uuid=str(run.uuid), rest=True, at=NOW),
        lambda: drop(actor=stranger, uuid=str(run.uuid), at=NOW),
        lambda: take_in(actor=stranger, year_id=school.year.id, files=[pupils_file()], at=NOW),
    ):
        with pytest.raises(Missing, match="NOT_FOUND_HERE"):
            act()


def test_another_person_sees_the_differences_for_themselves(school, one):
    run = one(school, results_file(school, [("T", "H")]), "english")
    registrar = actor_for(school, "registrar")
    seen = compare_anew(actor=registrar, uuid=str(run.uuid), at=NOW)
    assert {cell[0] for item in seen.preview["items"] for cell in item["cells"] if cell[3] is None} == {
        "MATHS.level",
        "FOREIGN_LANG_1.level",
    }


def test_a_reader_that_ends_in_the_middle_is_begun_again(school, one):
    run = one(school, pupils_file(pupil_row(school.enrolments["4A1"][0], Chỗ_ở_hiện_nay="Tổ 9")))
    ImportRun.objects.filter(id=run.id).update(state=ImportRun.State.READING)
    run.batch.at = NOW.replace(year=2025)
    run.batch.save()
    assert pick_up(NOW) == 1
    run.refresh_from_db()
    assert run.state == ImportRun.State.READ
    assert not read_run(run.id, at=NOW), "a job that comes twice reads once"
    ImportRun.objects.filter(id=run.id).update(state=ImportRun.State.READING, attempts=3)
    assert not read_run(run.id, at=NOW)
    run.refresh_from_db()
    assert (run.state, run.outcome["refusal"][0]) == (ImportRun.State.REFUSED, "INTAKE_GIVEN_UP")


def test_what_is_no_workbook_is_named_and_not_kept(school, bring):
    batch = bring(school, [Upload("anh.xlsx", b"\x89PNG\r\n\x1a\n"), Upload("trong.xlsx", b"")])
    assert batch.runs.count() == 0
    assert [(name, code) for name, code, _ in batch.turned_away] == [
        ("anh.xlsx", "FILE_UNREADABLE"),
        ("trong.xlsx", "FILE_UNREADABLE"),
    ]


def test_formulas_in_comments_stay_text_both_ways(school, one):
    place = school.enrolments["4A1"][0]
    head = ("Mã học sinh", "Mức đạt được", "Nội dung nhận xét")
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False}) as out:
        sheet = out.add_worksheet("Toán")
        sheet.write_row(0, 0, head)
        sheet.write_row(1, 0, (place.pupil.ministry_id, "T", FORMULA))
    homeroom = actor_for(school, "homeroom:4A1")
    run = one(school, Upload("NhanXet-4A1-cn.xlsx", target.getvalue()), "homeroom:4A1")
    apply(run, homeroom)
    assert SubjectResult.objects.get().comment == FORMULA
    wanted = Wanted(FileKind.COMMENTS, class_name="4A1", moment=Moment.YEAR_END)
    exported = export(actor=homeroom, year_id=school.year.id, wanted=wanted, at=NOW)
    cells = [cell for row in load_workbook(io.BytesIO(exported.content))["Toán"].iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == FORMULA] == ["s"]
    assert not [cell for cell in cells if cell.data_type == "f"]
