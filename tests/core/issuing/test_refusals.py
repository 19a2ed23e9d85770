"""Every reason for which a pupil gets no record; each test breaks one thing of the sample."""

from __future__ import annotations

import dataclasses

import pytest

from hocba.issuing.assemble import assemble
from hocba.issuing.refusal import Problem, Refusal
from hocba.issuing.signers import teacher_parts
from hocba.messages import catalogue
from hocba.model import Moment, MomentResults, OverallResult, PupilStatus, Subject, SubjectEntry, YearRecord
from hocba.regulation import rules_for
from hocba.workbooks.school import RejectedRow
from support.assembling import (
    BY_DECISION,
    LEFT,
    NOT_ASSESSED,
    PASSED,
    PUPIL,
    broken,
    changed,
    error,
    plan,
    record,
    said,
    without,
)
from support.sample_school import codes, sample

# -- refusals ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mapping", "code", "where"),
    [
        ("year_end", "YEAR_END_MISSING", "KetQua-4-cn.xlsx"),
        ("summaries", "YEAR_SUMMARY_MISSING", "TongKet-4.xlsx"),
        ("health", "HEALTH_MISSING", "SucKhoe-hk2.xlsx"),
        ("history", "HISTORY_MISSING", "QuaTrinhHocTap.xlsx"),
    ],
)
def test_what_no_file_says_refuses_with_the_file(mapping, code, where) -> None:
    refusal = broken(**{mapping: without(getattr(sample(), mapping))})
    assert [(one.code, one.where) for one in refusal.problems] == [(code, where)]


def test_status_alone_does_not_decide() -> None:
    """Year-end rows do: who has one gets a record, whatever the status says; who has none and studies is missing."""
    assert record(data=dataclasses.replace(sample(), **changed("pupils", status=PupilStatus.MOVED_SUMMER)))
    assert "YEAR_END_MISSING" in said(broken(LEFT, **changed("pupils", LEFT, status=PupilStatus.STUDYING)))


def test_a_rejected_row_refuses_with_its_own_code_and_cell() -> None:
    finding = error("LEVEL_INVALID", "KetQua-4-cn.xlsx!Sheet1!F5", PUPIL)
    refusal = broken(year_end=without(sample().year_end), errors={PUPIL: (finding,)})
    assert [(one.code, one.where) for one in refusal.problems] == [("LEVEL_INVALID", "KetQua-4-cn.xlsx!Sheet1!F5")]


def test_a_rejected_year_end_row_of_one_who_left_is_no_leaving() -> None:
    finding = error("LEVEL_INVALID", "KetQua-1-cn.xlsx!Sheet1!F5", LEFT)
    assert said(broken(LEFT, errors={LEFT: (finding,)}))[0] == "LEVEL_INVALID"


def test_all_problems_of_a_pupil_are_said() -> None:
    refusal = broken(health={}, history={}, staff={})
    assert {"HEALTH_MISSING", "HISTORY_MISSING", "HOMEROOM_UNKNOWN", "TEACHER_UNKNOWN"} <= set(said(refusal))
    assert refusal.code == refusal.problems[0].code
    assert "HEALTH_MISSING" not in refusal.message()
    assert "cân nặng" in refusal.message()
    assert "weight" in refusal.message("en")


def test_one_bad_pupil_stops_nobody_else() -> None:
    data = dataclasses.replace(sample(), health=without(sample().health))
    found = list(assemble(data, plan(), classes=["4A1"]))
    assert [one.pupil for one in found if isinstance(one, Refusal)] == [PUPIL]
    assert sum(isinstance(one, YearRecord) for one in found) == 34


def test_no_personal_id() -> None:
    identity = dataclasses.replace(sample().pupils[PUPIL].identity, personal_id="")
    assert said(broken(**changed("pupils", identity=identity))) == ["PERSONAL_ID_MISSING"]


def test_not_assessed_needs_evidence() -> None:
    assert said(broken(NOT_ASSESSED, **changed("pupils", NOT_ASSESSED, disability=""))) == ["EVIDENCE_MISSING"]


def test_class_that_is_not_there() -> None:
    assert said(broken(classes={})) == ["CLASS_UNKNOWN"]


def test_homeroom_teacher_unknown_or_without_personal_id() -> None:
    homeroom = sample().classes["4A1"].homeroom
    unknown = broken(**changed("classes", "4A1", homeroom="0"))
    assert (unknown.code, unknown.where) == ("HOMEROOM_UNKNOWN", sample().classes["4A1"].where)
    nameless = broken(**changed("staff", homeroom, personal_id=""))
    assert set(said(nameless)) == {"TEACHER_ID_MISSING"}
    assert nameless.where == sample().staff[homeroom].where


def _assignments(change):
    return {"assignments": {**sample().assignments, "4A1": tuple(change(sample().assignments["4A1"]))}}


def test_teachers_of_the_second_term() -> None:
    def no_music(ones):
        return (one for one in ones if one.subject is not Subject.MUSIC or one.term == 1)

    def somebody_else(ones):
        return (dataclasses.replace(one, teacher="0") if one.subject is Subject.MUSIC else one for one in ones)

    def two(ones):
        other = sample().classes["4A1"].homeroom
        return (*ones, *(dataclasses.replace(one, teacher=other) for one in ones if one.subject is Subject.MUSIC))

    missing = broken(**_assignments(no_music))
    assert (missing.code, missing.where) == ("TEACHER_MISSING", "PhanCong.xlsx")
    assert missing.problems[0].params["subject"] == "Nghệ thuật (Âm nhạc)"
    assert said(broken(**_assignments(somebody_else))) == ["TEACHER_UNKNOWN"]
    assert said(broken(**_assignments(two))) == ["TEACHER_AMBIGUOUS"]


def _year_end_entry(code: str, subject: Subject, **fields):
    year = sample().results[code]
    end = year.at(Moment.YEAR_END)
    entry = dataclasses.replace(end.subjects[subject], **fields)
    moment = dataclasses.replace(end, subjects={**end.subjects, subject: entry})
    return changed("results", code, moments={**year.moments, Moment.YEAR_END: moment})


@pytest.mark.parametrize(
    ("subject", "fields", "name"),
    [(Subject.MUSIC, {"level": None}, "Âm nhạc"), (Subject.MATHS, {"score": None}, "Toán")],
)
def test_an_incomplete_year_names_what_is_missing(subject, fields, name) -> None:
    refusal = broken(**_year_end_entry(PUPIL, subject, **fields))
    assert said(refusal) == ["YEAR_INCOMPLETE"]
    assert name in refusal.message()
    assert refusal.where == sample().year_end[PUPIL].where


def test_a_missing_comment_refuses_nothing_here() -> None:
    data = dataclasses.replace(sample(), **_year_end_entry(PUPIL, Subject.MUSIC, comment=""))
    assert record(data=data)


def test_overall_result_missing_or_in_two_voices() -> None:
    assert said(broken(**changed("results", decided=None))) == ["OVERALL_MISSING"]
    assert said(broken(**changed("year_end", overall=OverallResult.EXCELLENT))) == ["OVERALL_DISAGREES"]
    silent = dataclasses.replace(sample(), **changed("year_end", overall=None))
    assert record(data=silent)


def test_flags_of_two_files_must_agree() -> None:
    assert said(broken(**changed("year_end", promoted=False))) == ["FLAGS_DISAGREE"]
    assert record(data=dataclasses.replace(sample(), **changed("year_end", promoted=None, grade_completed=None)))


@pytest.mark.parametrize(
    ("code", "field", "value"),
    [(PUPIL, "grade_completed", False), (PUPIL, "promoted", False), (BY_DECISION, "grade_completed", True)],
)
def test_flags_must_follow_from_the_overall_result(code, field, value) -> None:
    if code in sample().supplementary:
        refusal = broken(code, **changed("supplementary", code, **{field: value}))
    else:
        fields = changed("summaries", code, **{field: value}) | changed("year_end", code, **{field: value})
        refusal = broken(code, **fields)
    assert said(refusal) == ["OUTCOME_CONFLICT"]


def test_primary_completion_only_concerns_the_last_grade() -> None:
    last = codes(sample(), "5A1")[0]
    assert said(broken(last, **changed("summaries", last, primary_completed=False))) == ["OUTCOME_CONFLICT"]
    assert record(data=dataclasses.replace(sample(), **changed("summaries", primary_completed=True)))


def test_not_completed_waits_for_the_supplementary_assessment() -> None:
    refusal = broken(PASSED, supplementary=without(sample().supplementary, PASSED))
    assert said(refusal) == ["SUPPLEMENTARY_MISSING"]


def test_supplementary_assessment_where_none_is_due() -> None:
    extra = sample().supplementary[PASSED]
    assert said(broken(supplementary={PUPIL: extra})) == ["SUPPLEMENTARY_NOT_DUE"]
    assert said(broken(NOT_ASSESSED, supplementary={NOT_ASSESSED: extra})) == ["SUPPLEMENTARY_UNEXPECTED"]


def test_supplementary_assessment_that_cannot_be_applied() -> None:
    entries = sample().supplementary[PASSED].entries
    refusal = broken(PASSED, **changed("supplementary", PASSED, entries=(*entries, entries[0])))
    assert said(refusal) == ["SUPPLEMENTARY_TWICE"]
    assert refusal.where == sample().supplementary[PASSED].where


@pytest.mark.parametrize(
    ("year_end", "ad_hoc", "text"), [(True, False, ""), (False, True, ""), (True, True, "chỉ một phần")]
)
def test_a_marked_award_has_words(year_end, ad_hoc, text) -> None:
    fields = changed("summaries", award_year_end=year_end, award_ad_hoc=ad_hoc, award_text=text)
    assert said(broken(**fields)) == ["AWARD_TEXT_MISSING"]


def test_rejected_rows_and_unknown_pupils_are_refused_too() -> None:
    finding = error("DATE_INVALID", "C1-HocSinh.xlsx!Sheet1!E9", "123")
    nameless = error("REQUIRED_MISSING", "C1-HocSinh.xlsx!Sheet1!C10", "")
    rows = (
        RejectedRow("C1-HocSinh.xlsx!Sheet1!9", "5A1", "123", "A", (finding,)),
        RejectedRow("C1-HocSinh.xlsx!Sheet1!10", "", "", "Lê Thị B", (nameless,)),
    )
    unknown = tuple(
        error("PUPIL_UNKNOWN", f"{file}!Sheet1!C4", code)
        for file, code in (("KetQua-5-cn.xlsx", "777"), ("TongKet-5.xlsx", "777"), ("SucKhoe-hk2.xlsx", "888"))
    )
    data = dataclasses.replace(sample(), pupils={}, rejected_rows=rows, findings=unknown)
    everything = [(one.pupil, one.code) for one in assemble(data, plan()) if isinstance(one, Refusal)]
    assert everything == [("123", "DATE_INVALID"), ("Lê Thị B", "REQUIRED_MISSING"), ("777", "PUPIL_UNKNOWN")]
    one_class = [one.pupil for one in assemble(data, plan(), classes=["4A1"]) if isinstance(one, Refusal)]
    assert one_class == ["Lê Thị B"]


def test_a_refusal_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="reason"):
        Refusal("1", ())


def test_a_refusal_as_json_has_the_fixed_keys() -> None:
    refusal = Refusal("1", (Problem("EVIDENCE_MISSING", "a!b!3", "x"), Problem("EVIDENCE_MISSING", "a!b!3", "x")))
    assert refusal.as_json() == {
        "where": "a!b!3",
        "pupil": "1",
        "code": "EVIDENCE_MISSING",
        "message": refusal.problems[0].sentence(),
    }
    assert refusal.problems[0].code in catalogue()


def test_an_empty_moment_is_an_incomplete_year() -> None:
    fields = changed("results", moments={Moment.YEAR_END: MomentResults()})
    assert said(broken(**fields)) == ["YEAR_INCOMPLETE"]


def test_parts_need_complete_results() -> None:
    year = sample().results[PUPIL]
    blank = dataclasses.replace(year, moments={Moment.YEAR_END: MomentResults({Subject.MATHS: SubjectEntry()})})
    rules = dataclasses.replace(rules_for(4, sample().school_year), subjects=(Subject.MATHS,))
    with pytest.raises(ValueError, match="no level"):
        teacher_parts(sample(), sample().classes["4A1"], rules, blank)
