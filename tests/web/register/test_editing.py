"""Who may change personal data, when, and what must go with it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hocba_web.accounts.roles import Role
from hocba_web.audit.models import Entry
from hocba_web.base.refusals import Forbidden, Missing, Refused
from hocba_web.schools.models import Guardian, PupilChange
from hocba_web.schools.ports import Ports, ports
from hocba_web.schools.services.pupils import (
    Conflict,
    DataRefused,
    civil_status_change,
    disability_change,
    pupil_edit,
)
from support.web import actor_for, make_school
from support.web.school import NOW

BEFORE_YEAR = NOW.replace(year=2025, month=8, day=22)


def edit(world, pupil, key="homeroom:4A1", *, at=NOW, version=None, role=None, **values):
    actor = actor_for(world, key, role=role, at=at)
    return pupil_edit(actor=actor, pupil_id=pupil.id, version=version or pupil.version, values=values, at=at)


def codes(refused) -> dict[str, str]:
    return {problem.name: problem.code for problem in refused.value.problems}


@pytest.mark.parametrize(
    ("key", "role", "code"),
    [
        ("homeroom:4A2", Role.HOMEROOM_TEACHER, "OUT_OF_SCOPE"),
        ("homeroom:4A1", Role.SUBJECT_TEACHER, "ROLE_MAY_NOT"),
        ("english", Role.SUBJECT_TEACHER, "ROLE_MAY_NOT"),
        ("clerk", Role.CLERK, "ROLE_MAY_NOT"),
        ("vice_principal", Role.VICE_PRINCIPAL, "ROLE_MAY_NOT"),
        ("principal", Role.PRINCIPAL, "ROLE_MAY_NOT"),
        ("school_admin", Role.SCHOOL_ADMIN, "ROLE_MAY_NOT"),
    ],
)
@pytest.mark.usefixtures("register")
def test_nobody_else_edits(world, pupil, key, role, code):
    with pytest.raises(Forbidden) as refused:
        edit(world, pupil, key, role=role, residence="Khu 5")
    assert refused.value.code == code
    assert PupilChange.objects.count() == 0


@pytest.mark.parametrize("key", ["homeroom:4A1", "registrar"])
def test_homeroom_teacher_of_the_class_and_registrar_edit(world, pupil, register, key):
    edit(world, pupil, key, residence="Khu 5, Phường Yên Tử")
    pupil.refresh_from_db()
    assert pupil.residence == "Khu 5, Phường Yên Tử"


def test_another_schools_pupil_is_not_there(world, register):
    other = make_school(name="Trường khác").enrolments["4A1"][0].pupil
    with pytest.raises(Missing) as refused:
        edit(world, other, "registrar", residence="Khu 5")
    assert refused.value.code == "NOT_FOUND_HERE"


def test_closed_register_refuses_and_names_the_next_opening(world, pupil, register):
    register.open = False
    with pytest.raises(Refused) as refused:
        edit(world, pupil, residence="Khu 5")
    assert refused.value.code == "REGISTER_CLOSED"
    register.next_opening = NOW + timedelta(days=1)
    with pytest.raises(Refused) as refused:
        edit(world, pupil, "registrar", residence="Khu 5")
    assert refused.value.code == "REGISTER_OPENS_LATER"
    assert refused.value.params["opens"] == "08:00 26/05/2026"


def test_nothing_is_open_before_windows_are_installed(world, pupil, monkeypatch):
    monkeypatch.setattr(ports, "register_open", Ports().register_open)
    with pytest.raises(Refused) as refused:
        edit(world, pupil, residence="Khu 5")
    assert refused.value.code == "REGISTER_CLOSED"


def test_an_edit_is_cleaned_kept_in_history_and_traced_without_names(world, pupil, register):
    edit(world, pupil, residence="  Ðông  Triều\u200b ", mother_phone="0912 000 111", home_place=pupil.home_place)
    pupil.refresh_from_db()
    assert (pupil.residence, pupil.version) == ("Đông Triều", 2)
    change = PupilChange.objects.get()
    assert change.before == {"residence": "Phường Yên Tử, Tỉnh Quảng Ninh", "mother_phone": ""}
    assert change.after == {"residence": "Đông Triều", "mother_phone": "0912 000 111"}
    assert (change.kind, change.version, change.at) == ("edited", 2, NOW)
    entry = Entry.objects.get(action="schools.pupil.edited")
    assert entry.details == {"fields": ["mother_phone", "residence"], "version": 2}
    assert [one.pupil_id for one in entry.pupils.all()] == [pupil.id]


def test_an_edit_that_changes_nothing_leaves_no_history(world, pupil, register):
    edit(world, pupil, residence=pupil.residence)
    assert PupilChange.objects.count() == 0
    assert Entry.objects.count() == 0


def test_second_of_two_editors_is_told_and_loses_nothing(world, pupil, register):
    edit(world, pupil, "registrar", version=1, residence="Khu 1", ethnicity="Tày")
    with pytest.raises(Conflict) as refused:
        edit(world, pupil, version=1, residence="Khu 2", mother_phone="0912000111")
    told = refused.value
    assert told.by == world.person("registrar").name
    assert (told.version, told.current["residence"]) == (2, "Khu 1")
    assert told.base == {"residence": "Phường Yên Tử, Tỉnh Quảng Ninh", "ethnicity": "Kinh"}
    pupil.refresh_from_db()
    assert pupil.residence == "Khu 1"
    assert not Guardian.objects.filter(phone="0912000111").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [("name", "Nguyễn Bảo Anh"), ("born", date(2016, 4, 2)), ("sex", "Nam"), ("personal_id", "022316000099")],
)
def test_civil_status_after_the_year_began_needs_its_paper(world, pupil, register, name, value):
    with pytest.raises(DataRefused) as refused:
        edit(world, pupil, **{name: value})
    assert codes(refused) == {name: "CIVIL_STATUS_NEEDS_EVIDENCE"}


def test_civil_status_before_the_year_began_is_a_plain_correction(world, pupil, register):
    edit(world, pupil, at=BEFORE_YEAR, name="Nguyễn Bảo Anh", personal_id="022316000099")
    pupil.refresh_from_db()
    assert (pupil.name, pupil.name_folded) == ("Nguyễn Bảo Anh", "nguyen bao anh")


def test_a_missing_personal_id_may_be_added_during_the_year(world, pupil, register):
    pupil.personal_id = ""
    pupil.save()
    edit(world, pupil, personal_id="022 316 000099")
    pupil.refresh_from_db()
    assert pupil.personal_id == "022316000099"


@pytest.mark.parametrize(
    ("values", "name", "code"),
    [
        ({"personal_id": "02231600"}, "personal_id", "PUPIL_ID_FORMAT"),
        ({"personal_id": "022216000099"}, "personal_id", "PUPIL_ID_SEX_MISMATCH"),
        ({"personal_id": "022315000099"}, "personal_id", "PUPIL_ID_YEAR_MISMATCH"),
        ({"name": "Nguyễn Bảo An 2"}, "name", "PUPIL_NAME_CHARACTERS"),
        ({"name": "N" * 151}, "name", "PUPIL_FIELD_TOO_LONG"),
        ({"name": " "}, "name", "PUPIL_FIELD_MISSING"),
        ({"born": date(1980, 1, 1)}, "born", "BIRTH_DATE_UNNATURAL"),
        ({"ethnicity": ""}, "ethnicity", "PUPIL_FIELD_MISSING"),
        ({"mother_email": "khong-phai"}, "mother_email", "FAMILY_EMAIL_INVALID"),
        ({"father_born_year": 2020}, "father_born_year", "FAMILY_BORN_YEAR_INVALID"),
        ({"guardian_phone": "0912000111"}, "guardian_name", "FAMILY_WITHOUT_NAME"),
    ],
)
@pytest.mark.usefixtures("register")
def test_the_core_judges_what_changes(world, pupil, values, name, code):
    pupil.personal_id = ""
    pupil.save()
    with pytest.raises(DataRefused) as refused:
        edit(world, pupil, at=BEFORE_YEAR, **values)
    assert codes(refused).get(name) == code


def test_what_is_only_odd_is_stored_and_told_on_the_page(world, pupil, register):
    edit(world, pupil, residence="Tæ d©n phè 5")
    pupil.refresh_from_db()
    assert pupil.residence == "Tæ d©n phè 5"


def test_an_old_fault_elsewhere_does_not_stop_an_edit(world, pupil, register):
    pupil.personal_id = "022200000000"
    pupil.save()
    edit(world, pupil, residence="Khu 5")
    pupil.refresh_from_db()
    assert pupil.residence == "Khu 5"


def test_a_number_of_another_pupil_is_refused(world, pupil, register):
    other = world.enrolments["4A2"][0].pupil
    other.personal_id = "022316000099"
    other.save()
    with pytest.raises(DataRefused) as refused:
        edit(world, pupil, at=BEFORE_YEAR, personal_id="022316000099")
    assert codes(refused) == {"personal_id": "PUPIL_ID_DUPLICATE"}


def change_status(world, pupil, *, evidence, id_basis="", on=date(2026, 5, 4), **values):
    return civil_status_change(
        actor=actor_for(world, "homeroom:4A1"),
        pupil_id=pupil.id,
        version=pupil.version,
        values=values,
        on=on,
        reason="Trích lục số 12/TL-HT, UBND phường Yên Tử",
        id_basis=id_basis,
        evidence=evidence,
        at=NOW,
    )


def test_civil_status_change_keeps_paper_day_and_both_names(world, pupil, register, paper):
    pupil.personal_id = "022316000099"
    pupil.save()
    change_status(world, pupil, evidence=paper, name="Trần Gia Bính")
    change = PupilChange.objects.get()
    assert (change.before, change.after) == ({"name": "Trần Gia Bình"}, {"name": "Trần Gia Bính"})
    assert change.kind == "civil_status"
    assert change.effective_on == date(2026, 5, 4)
    assert change.evidence is not None
    assert change.evidence.media_type == "application/pdf"
    pupil.refresh_from_db()
    assert pupil.name == "Trần Gia Bính"


def test_civil_status_change_without_paper_is_refused(world, pupil, register):
    with pytest.raises(DataRefused) as refused:
        change_status(world, pupil, evidence=None, name="Nguyễn Bảo Ân")
    assert codes(refused) == {"evidence": "PUPIL_EVIDENCE_MISSING"}


def test_an_id_against_the_birth_year_stands_only_by_a_decision(world, pupil, register, paper):
    with pytest.raises(DataRefused) as refused:
        change_status(world, pupil, evidence=paper, personal_id="022315000099")
    assert codes(refused) == {"personal_id": "PUPIL_ID_YEAR_MISMATCH"}
    change_status(world, pupil, evidence=paper, personal_id="022315000099", id_basis="QĐ 5/2026 UBND phường Yên Tử")
    pupil.refresh_from_db()
    assert pupil.id_override().personal_id == "022315000099"
    assert pupil.id_evidence is not None


def test_a_paper_dated_tomorrow_is_refused(world, pupil, register, paper):
    with pytest.raises(DataRefused) as refused:
        change_status(world, pupil, evidence=paper, on=date(2026, 5, 26), name="Nguyễn Bảo Ân")
    assert codes(refused) == {"on": "PUPIL_DAY_IN_FUTURE"}


def set_disability(world, pupil, evidence=None, **values):
    given = {"disability": "Khuyết tật trí tuệ", "not_assessed": True, "individual_plan": False} | values
    return disability_change(
        actor=actor_for(world, "homeroom:4A1"),
        pupil_id=pupil.id,
        version=pupil.version,
        on=date(2026, 5, 4),
        reason="Giấy xác nhận số 3/GXN",
        evidence=evidence,
        at=NOW,
        **given,
    )


def test_not_assessed_needs_evidence(world, pupil, register, paper):
    with pytest.raises(DataRefused) as refused:
        set_disability(world, pupil)
    assert codes(refused) == {"evidence": "PUPIL_EVIDENCE_MISSING"}
    set_disability(world, pupil, paper)
    pupil.refresh_from_db()
    assert (pupil.not_assessed, pupil.disability_evidence.name) == (True, "Quyết định hộ tịch.pdf")


def test_evidence_on_file_serves_again(world, pupil, register, paper):
    set_disability(world, pupil, paper, not_assessed=False)
    pupil.refresh_from_db()
    set_disability(world, pupil)
    pupil.refresh_from_db()
    assert pupil.not_assessed


def test_a_plan_without_a_disability_is_refused(world, pupil, register):
    with pytest.raises(DataRefused) as refused:
        set_disability(world, pupil, disability=" ", not_assessed=False, individual_plan=True)
    assert codes(refused) == {"disability": "DISABILITY_MISSING"}
