"""Both sides of the boundaries that the checks draw, and names of pupils inside texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocba.lint import LintContext, Roster, RosterPupil, lint_record, rules
from hocba.lint.places import name_of
from hocba.messages import catalogue
from hocba.model import (
    Absences,
    Assessment,
    ClosingGroup,
    Health,
    Moment,
    OverallResult,
    PersonalIdOverride,
    SchoolYear,
    Subject,
    SubjectResult,
    TeacherPart,
)
from hocba.regulation import form_name, outcome, overall_result, rules_for
from support.linted import (
    TODAY,
    assessment_of,
    clean_context,
    clean_record,
    fields,
    in_part,
    in_subject,
    other_pupil,
    roster_pupil,
    year_of_record,
)
from support.years import YEAR, complete_years

RECORD = clean_record()


def codes(record, **context):
    return {one.code for one in lint_record(record, clean_context(RECORD, **context))}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (in_part("pupil", name="Y Ja Niê"), "PUPIL_NAME_LETTERS"),
        (in_part("pupil", name="H'Hen Niê"), "PUPIL_NAME_CHARACTERS"),
        (in_part("pupil", name="Anne-Marie Nguyễn", nationality="Pháp"), "PUPIL_NAME_CHARACTERS"),
        (in_part("pupil", name="José Núñez", nationality="Mexico"), "PUPIL_NAME_LETTERS"),
        (in_part("pupil", name="Đặng Ẩn Vỹ"), "PUPIL_NAME_LETTERS"),
        (in_part("pupil", name="Lê " * 49 + "Anh"), "PUPIL_NAME_LONG"),
        (in_part("pupil", ministry_id="1" * 20), "MINISTRY_ID_FORMAT"),
        (in_part("pupil", born=date(2017, 1, 1)), "BIRTH_DATE_AGE"),
        (in_part("pupil", born=date(2013, 1, 1)), "BIRTH_DATE_AGE"),
        (in_part("comments", homeroom="Em chăm ngoan."), "COMMENT_SHORT"),
        (in_part("comments", homeroom="a" * 800), "TEXT_LONG"),
        (in_part("comments", homeroom="Em nói tiếng Anh tốt, tự tin."), "COMMENT_OTHER_PUPIL"),
        (in_part("comments", homeroom="Em cố gắng hơn năm trước."), "COMMENT_COMPARES"),
        (in_part("comments", homeroom="Em cao 134 cm, nặng 29 kg."), "COMMENT_PERSONAL_NUMBER"),
        (in_part("comments", homeroom="Em hỏi: vì sao? Em rất ham học."), "TEXT_LOST_LETTER"),
        (in_part("comments", homeroom="Em đạt ½ số bài ở mức tốt."), "TEXT_OLD_ENCODING"),
        (in_subject(Subject.MATHS, score=10), "LEVEL_AGAINST_SCORE"),
        (in_subject(Subject.MATHS, score=7), "LEVEL_AGAINST_SCORE"),
        (fields(health=Health(Decimal(12), Decimal(185))), "HEALTH_UNUSUAL"),
        (fields(absences=Absences(22, 22)), "ABSENCES_MANY"),
        (fields(created_on=date(2025, 6, 1)), "CREATED_UNNATURAL"),
        (fields(place_of_issue="Thành phố Hồ Chí Minh"), "PLACE_OF_ISSUE_RANK"),
        (in_part("outcome", text="Hoàn thành chương trình lớp 4; Được lên lớp 5"), "OUTCOME_TEXT_UNUSUAL"),
        (in_part("awards", year_end="Đạt danh hiệu Học sinh Xuất sắc."), "AWARD_UNKNOWN_TITLE"),
    ],
)
def test_just_inside_a_boundary_nothing_is_said(change, code):
    assert code not in codes(change(RECORD))


@pytest.mark.parametrize(("today", "missed"), [(date(2026, 6, 14), False), (date(2026, 6, 15), True)])
def test_the_deadline_is_missed_from_the_day_it_names(today, missed):
    assert ("DEADLINE_MISSED" in codes(RECORD, today=today)) is missed


def test_an_override_with_evidence_lets_the_number_stand():
    record = in_part("pupil", born=date(2015, 3, 4))(RECORD)
    override = PersonalIdOverride(record.pupil.personal_id, "Quyết định 12/QĐ-UBND ngày 02/3/2024")
    assert "PUPIL_ID_YEAR_MISMATCH" in codes(record)
    assert "PUPIL_ID_YEAR_MISMATCH" not in codes(record, id_override=override)
    other = PersonalIdOverride("022216900124", "Quyết định 12/QĐ-UBND ngày 02/3/2024")
    assert "PUPIL_ID_YEAR_MISMATCH" in codes(record, id_override=other)


def test_a_record_of_a_profile_without_groups_has_no_group_to_judge():
    record = replace(RECORD, group=None, closing_date=None)
    assert not {one for one in codes(record, today=date(2027, 1, 1)) if one.startswith(("CLOSING", "DEADLINE"))}


def test_the_history_may_name_two_schools_in_one_year_and_a_repeated_grade():
    moved = replace(RECORD.history[3], school_name="Trường Tiểu học Bình Khê", class_name="4B")
    record = replace(RECORD, history=(*RECORD.history[:3], moved, RECORD.history[3]))
    assert not codes(record)
    repeated = replace(RECORD.history[0], school_year=SchoolYear(2021), entered_on=date(2021, 9, 6))
    assert not codes(replace(RECORD, history=(repeated, *RECORD.history)))


def test_a_class_name_of_another_school_tells_no_grade():
    strange = replace(RECORD.history[0], class_name="Lớp Một")
    assert not codes(replace(RECORD, history=(strange, *RECORD.history[1:])))


def test_a_grade_five_record_that_completes_primary_school():
    rules_of_five = rules_for(5, YEAR)
    record = replace(
        RECORD,
        grade=5,
        class_name="5A1",
        pupil=replace(RECORD.pupil, born=date(2015, 3, 4), personal_id="022215900123"),
        record_identifier="022215900123-02-2025-2026",
        outcome=outcome(rules_of_five, OverallResult.EXCELLENT),
        history=(*RECORD.history[:3], replace(RECORD.history[3], class_name="5A1")),
    )
    found = {one.code for one in lint_record(record, LintContext(today=TODAY))}
    assert found == {"HISTORY_GRADE_JUMP"}
    silent = replace(record, outcome=replace(record.outcome, promoted=False))
    assert "PROMOTION_AGAINST_COMPLETION" not in {one.code for one in lint_record(silent, LintContext(today=TODAY))}
    wrong = replace(record, outcome=replace(record.outcome, primary_completed=None))
    assert "PRIMARY_COMPLETION_WRONG" in {one.code for one in lint_record(wrong, LintContext(today=TODAY))}


def test_after_supplementary_assessment_the_record_belongs_to_august():
    record = replace(RECORD, group=ClosingGroup.AUGUST, closing_date=date(2026, 8, 15))
    found = codes(record, overall_before=OverallResult.NOT_COMPLETED)
    assert found == {"SUPPLEMENTARY_NOT_HELD"}


def test_a_register_without_the_first_term_has_no_level_to_fall_from():
    end = year_of_record(RECORD).at(Moment.YEAR_END)
    found = codes(RECORD, year=year_of_record(RECORD, moments={Moment.YEAR_END: end}))
    assert found == {"EARLIER_MOMENT_EMPTY"}


def test_a_level_missing_in_the_register_is_no_fall():
    year = year_of_record(RECORD)
    end = year.at(Moment.YEAR_END)
    gap = replace(end, subjects={**end.subjects, Subject.MATHS: replace(end.subjects[Subject.MATHS], level=None)})
    assert "LEVEL_FELL" not in codes(RECORD, year=replace(year, moments={**year.moments, Moment.YEAR_END: gap}))


# --- other pupils' names


def roster_of(*names: str) -> Roster:
    return Roster(
        RosterPupil(f"22990000{index:02}", f"0222169000{index:02}", name, date(2016, 1, 1), "4A1")
        for index, name in enumerate(names)
    )


@pytest.mark.parametrize(
    ("names", "text", "found"),
    [
        (["Trần Minh Anh"], "Em giúp Trần Minh Anh học.", ["Trần Minh Anh"]),
        (["Trần Minh Anh"], "Em giúp trần minh anh học.", []),
        (["Trần Minh Anh"], "Em giúp Minh Anh học.", []),
        (["Trần Minh Anh"], "Trần Minh Anhh tiến bộ.", []),
        (["Anh"], "Em học tiếng Anh tốt.", []),
        (["Trần Minh", "Trần Minh Anh"], "(Trần Minh Anh) và Trần Minh.", ["Trần Minh Anh", "Trần Minh"]),
        (["Nguyễn An"], "Lê Nguyễn An chăm học.", []),
        (["Nguyễn An"], "Nguyễn An và Lê Nguyễn An chăm học.", ["Nguyễn An"]),
        (["Lê Nguyễn An"], "Lê Nguyễn An chăm học.", []),
        (["Trần Bình"], "", []),
        (["Trần Bình"], "Em giúp bạn Trần. Bình minh lên, em đi học.", []),
        (["Trần Bình"], "Em giúp 'Trần Bình', bạn cùng bàn.", ["Trần Bình"]),
        (["Trần Bình"], "Em giúp Trần\u00a0Bình - bạn cùng bàn.", ["Trần Bình"]),
        (["H'Hen Niê"], "Em và H'Hen Niê học tốt.", ["H'Hen Niê"]),
    ],
)
def test_other_pupils_are_found_by_full_name_word_by_word(names, text, found):
    assert list(roster_of(*names).names_in(text, "Lê Nguyễn An")) == found


def test_without_an_own_name_nothing_is_exempt():
    assert list(roster_of("Trần Bình").names_in("Trần Bình ngoan", "")) == ["Trần Bình"]


def test_the_same_row_twice_in_a_roster_is_a_duplicate_but_no_twin():
    context = LintContext(today=TODAY, roster=Roster((roster_pupil(RECORD), roster_pupil(RECORD), other_pupil(RECORD))))
    assert {one.code for one in lint_record(RECORD, context)} == {"MINISTRY_ID_DUPLICATE"}


# --- the checks agree with the rules


@given(complete_years())
def test_a_record_made_by_the_rules_has_no_error_of_result_or_outcome(year):
    rules_of = rules_for(year.grade, YEAR)
    end = year.at(Moment.YEAR_END)
    overall = overall_result(year, rules_of)
    teacher = assessment_of(RECORD).parts[0].teacher
    language = {Subject.FOREIGN_LANG_1: "Tiếng Anh"}
    results = tuple(
        SubjectResult(subject, form_name(subject, language.get(subject, "")), entry.level, entry.score, "")
        for subject, entry in end.subjects.items()
        if entry.level is not None
    )
    record = replace(
        RECORD,
        grade=year.grade,
        class_name=f"{year.grade}A1",
        assessment=Assessment(
            (TeacherPart(teacher, results),),
            tuple(end.competencies.items()),
            tuple(end.qualities.items()),
            overall,
        ),
        outcome=outcome(rules_of, overall),
    )
    context = LintContext(today=TODAY, year=year)
    areas = {"results", "traits", "outcome"}
    found = lint_record(record, context)
    assert not [one for one in found if one.is_error and rules()[one.code].area in areas]
    assert found == lint_record(record, context)
    for other in set(OverallResult) - {overall}:
        wrong = replace(record, assessment=replace(record.assessment, overall=other))
        assert "OVERALL_NOT_AS_COMPUTED" in {one.code for one in lint_record(wrong, context)}


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_breaks_a_check(name, comment):
    record = in_part("comments", homeroom=comment)(in_part("pupil", name=name)(RECORD))
    for one in lint_record(record, clean_context(RECORD)):
        assert one.what()
        assert one.place()


# --- table and messages


def test_a_code_in_two_areas_of_the_table_is_refused(tmp_path, monkeypatch):
    (tmp_path / "registry.toml").write_text('[a]\nX_Y = ["error", "s"]\n[b]\nX_Y = ["error", "s"]\n', encoding="utf-8")
    monkeypatch.setattr("hocba.lint.finding.files", lambda _package: tmp_path)
    with pytest.raises(ValueError, match="X_Y stands in two areas"):
        rules.__wrapped__()


def test_a_place_nobody_has_named_stands_as_it_is():
    assert name_of("strange/place") == "strange/place"
    assert name_of("pupil/strange") == "Học sinh"
    assert name_of("history/2/class_name", "en") == "Study history"


def test_every_check_has_its_sentences_and_a_next_step_in_both_languages():
    for code in rules():
        sentence = catalogue()[code]
        assert sentence.vi
        assert sentence.en
        assert sentence.next_vi
        assert sentence.next_en


def test_vietnamese_names_of_articles_and_places():
    one = next(one for one in lint_record(in_part("pupil", name="")(RECORD), LintContext(today=TODAY)))
    assert one.place() == "Họ và tên học sinh"
    assert one.place("en") == "Pupil's name"
    assert one.citation() == "Công văn 2088/BGDĐT-GDTH, Phụ lục 1, HO_VA_TEN"
    scored = lint_record(in_subject(Subject.MUSIC, score=3)(RECORD), LintContext(today=TODAY))
    assert scored[0].place() == "Nghệ thuật (Âm nhạc)"
