"""Rule sets, names, citations, signing order, expectations: what the cases do not reach."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from hocba.errors import InvalidValue, UnknownRule
from hocba.messages import catalogue
from hocba.model import (
    COMPETENCIES,
    QUALITIES,
    SUBJECTS,
    ClosingGroup,
    Competency,
    Moment,
    OverallResult,
    Quality,
    SchoolYear,
    Subject,
    SubjectLevel,
    TraitLevel,
)
from hocba.regulation import (
    ConditionKind,
    Parameter,
    SignedContent,
    SigningRole,
    SupplementaryEntry,
    Value,
    YearEndAward,
    after_supplementary,
    award_conditions,
    award_due,
    award_named,
    award_title,
    citation,
    closing,
    competency_conflicts,
    competency_info,
    expected_levels,
    form_name,
    last_day,
    level_name,
    linked_subjects,
    local_time,
    manager_titles,
    moment_name,
    no_information,
    outcome_text,
    place_name,
    quality_info,
    rules_for,
    signing_order,
    subject_info,
    why_overall,
)
from hocba.regulation.school_regulation import deadlines
from hocba.regulation.school_regulation.plausibility import (
    first_supplementary_day,
    level_code,
    longest,
    span,
    span_of_year,
    usual_ages,
)
from support.years import GRADES, YEAR, moment_results, year_of

DAY = last_day(YEAR)


@pytest.mark.parametrize(("grade", "first"), [(1, 2020), (2, 2021), (3, 2022), (4, 2023), (5, 2024)], ids=str)
def test_each_grade_is_covered_from_its_school_year_on(grade, first):
    assert rules_for(grade, SchoolYear(first)).grade == grade
    with pytest.raises(UnknownRule):
        rules_for(grade, SchoolYear(first - 1))


def test_subjects_stand_in_the_order_of_the_form():
    for grade in GRADES:
        rules = rules_for(grade, YEAR)
        everything = rules.studied(frozenset(rules.optional_subjects))
        assert list(everything) == sorted(everything, key=SUBJECTS.index)
        assert set(everything) == {*rules.subjects, *rules.optional_subjects}
        assert rules.studied(frozenset()) == rules.subjects


def test_an_optional_subject_of_another_grade_is_not_studied():
    assert Subject.HISTORY_GEO not in rules_for(1, YEAR).studied(frozenset({Subject.HISTORY_GEO}))


def test_only_grade_five_ends_primary_school():
    assert [rules_for(grade, YEAR).is_last_grade for grade in GRADES] == [False, False, False, False, True]


def test_every_subject_has_every_name():
    for subject in SUBJECTS:
        info = subject_info(subject)
        assert info.form_name
        assert info.csdl_caption in info.captions
        assert len(info.captions) == len(set(info.captions))
        assert len(info.ministry_code) == 2
        assert info.vnedu_captions
    assert subject_info(Subject.IT).ministry_code == subject_info(Subject.TECHNOLOGY).ministry_code == "87"
    assert subject_info(Subject.VIETNAMESE).csdl_caption == "Tiếng việt"
    assert form_name(Subject.FOREIGN_LANG_1) == "Ngoại ngữ 1"
    assert form_name(Subject.FOREIGN_LANG_1, "Tiếng Anh") == "Ngoại ngữ 1 (Tiếng Anh)"


def test_no_two_subjects_share_a_caption():
    seen: dict[str, Subject] = {}
    for subject in SUBJECTS:
        for caption in subject_info(subject).captions:
            assert seen.setdefault(caption.casefold(), subject) is subject


def test_traits_levels_and_moments_have_names():
    assert [competency_info(one).caption for one in COMPETENCIES][:2] == ["Tự chủ và tự học", "Giao tiếp và hợp tác"]
    assert [quality_info(one).caption for one in QUALITIES] == [
        "Yêu nước",
        "Nhân ái",
        "Chăm chỉ",
        "Trung thực",
        "Trách nhiệm",
    ]
    assert [level_name(level) for level in SubjectLevel] == ["Hoàn thành tốt", "Hoàn thành", "Chưa hoàn thành"]
    assert [level_name(level) for level in TraitLevel] == ["Tốt", "Đạt", "Cần cố gắng"]
    assert level_name(OverallResult.EXCELLENT) == "Hoàn thành xuất sắc"
    assert moment_name(Moment.MID2) == "giữa học kỳ II"


@pytest.mark.parametrize(
    ("where", "name"),
    [
        ("subjects/MUSIC/level", "Nghệ thuật (Âm nhạc)"),
        ("competencies/IT", "Năng lực Tin học"),
        ("qualities/HONESTY", "Phẩm chất Trung thực"),
        ("pupil/name", "pupil/name"),
    ],
)
def test_places_have_names(where, name):
    assert place_name(where) == name


@pytest.mark.parametrize(
    ("source", "vietnamese"),
    [
        ("Circular 27/2020/TT-BGDĐT, art. 9(2)(a)", "Thông tư 27/2020/TT-BGDĐT, Điều 9 khoản 2 điểm a"),
        ("Decision 32/QĐ-THPĐ, art. 9(1)", "Quyết định 32/QĐ-THPĐ, Điều 9 khoản 1"),
        ("Circular 27/2020/TT-BGDĐT, art. 7(1)-(2)", "Thông tư 27/2020/TT-BGDĐT, Điều 7 khoản 1-2"),
        (
            "Decision 32/QĐ-THPĐ, chapter I art. 5(3)(b) and art. 6(9)",
            "Quyết định 32/QĐ-THPĐ, Chương I Điều 5 khoản 3 điểm b và Điều 6 khoản 9",
        ),
        ("Circular 27/2020/TT-BGDĐT, art. 2-3", "Thông tư 27/2020/TT-BGDĐT, Điều 2-3"),
        ("Công văn 2088/BGDĐT-GDTH, Phụ lục 1, part III", "Công văn 2088/BGDĐT-GDTH, Phụ lục 1, phần III"),
    ],
)
def test_citations_for_readers(source, vietnamese):
    assert citation(source) == vietnamese
    assert citation(source, "en") == source


def test_every_condition_has_its_two_sentences():
    for kind in ConditionKind:
        assert {f"CONDITION_{kind.name}_MET", f"CONDITION_{kind.name}_UNMET"} <= set(catalogue())


def test_reasons_are_told_in_both_languages():
    rules = rules_for(4, YEAR)
    good = why_overall(year_of(4, moment_results(rules, score=7)), rules)
    assert good.sentences()[0].startswith("Đánh giá kết quả giáo dục: Hoàn thành tốt (Thông tư 27/2020/TT-BGDĐT")
    assert good.sentences("en")[1].startswith("Every year-end test must have at least 9 points")
    best = why_overall(year_of(4, moment_results(rules)), rules)
    assert best.sentences() == (
        (
            "Đánh giá kết quả giáo dục: Hoàn thành xuất sắc, vì mọi điều kiện đều đạt "
            "(Thông tư 27/2020/TT-BGDĐT, Điều 9 khoản 2 điểm a)."
        ),
    )
    met = best.checks[2].conditions[0]
    assert met.sentence() == "Tất cả môn học, hoạt động giáo dục đạt mức Hoàn thành tốt hoặc Hoàn thành."
    assert met.sentence("en").endswith("Hoàn thành tốt or Hoàn thành.")


def test_rules_of_another_grade_or_year_are_refused():
    year = year_of(4, moment_results(rules_for(4, YEAR)))
    for rules in (rules_for(5, YEAR), rules_for(4, SchoolYear(2026))):
        with pytest.raises(InvalidValue) as refused:
            why_overall(year, rules)
        assert refused.value.code == "RULES_OF_ANOTHER_YEAR"


ENTRY = SupplementaryEntry(Subject.MATHS, SubjectLevel.COMPLETED, 5)


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ([ENTRY, ENTRY], "SUPPLEMENTARY_TWICE"),
        ([SupplementaryEntry(Subject.MINORITY_LANG, SubjectLevel.COMPLETED)], "SUPPLEMENTARY_WITHOUT_FIRST"),
        ([SupplementaryEntry(Competency.IT, TraitLevel.GOOD)], "SUPPLEMENTARY_WITHOUT_FIRST"),
        ([SupplementaryEntry(Subject.MATHS, TraitLevel.GOOD)], "SUPPLEMENTARY_LEVEL"),
        ([SupplementaryEntry(Quality.HONESTY, SubjectLevel.COMPLETED)], "SUPPLEMENTARY_LEVEL"),
    ],
)
def test_supplementary_entries_that_fit_nothing_are_refused(entries, code):
    year = year_of(1, moment_results(rules_for(1, YEAR)))
    with pytest.raises(InvalidValue) as refused:
        after_supplementary(year, entries)
    assert refused.value.code == code


def test_supplementary_assessment_keeps_what_it_does_not_say_and_drops_the_old_decision():
    rules = rules_for(1, YEAR)
    year = replace(year_of(1, moment_results(rules, score=3)), decided=OverallResult.NOT_COMPLETED)
    after = after_supplementary(year, [SupplementaryEntry(Subject.MATHS, SubjectLevel.COMPLETED)])
    assert after.at(Moment.YEAR_END).subjects[Subject.MATHS].score == 3
    assert after.at(Moment.YEAR_END).subjects[Subject.VIETNAMESE].level is SubjectLevel.COMPLETED_WELL
    assert after.decided is None
    assert after_supplementary(year, [], decided=OverallResult.COMPLETED).decided is OverallResult.COMPLETED


def test_completion_confirmed_for_a_pupil_who_is_not_assessed_is_said():
    rules = rules_for(2, YEAR)
    text = outcome_text(rules, grade_completed=True, promoted=True, primary_completed=None, assessed=False)
    assert text == "Hoàn thành chương trình lớp 2. Được lên lớp 3."


def test_titles_are_recognised_whatever_their_capitals_and_form():
    for award in YearEndAward:
        assert award_named(award_title(award).upper()) is award
        assert award_named(f"Đạt danh hiệu {award_title(award)}; Giải Nhì") is award
    assert award_named("") is None


def test_only_an_excellent_result_alone_entitles_to_a_title():
    rules = rules_for(4, YEAR)
    assert award_due(OverallResult.EXCELLENT, rules) is YearEndAward.EXCELLENT
    for overall in (OverallResult.GOOD, OverallResult.COMPLETED, OverallResult.NOT_COMPLETED, None):
        assert award_due(overall, rules) is None
    told = [one.sentence() for one in award_conditions(YearEndAward.EXEMPLARY, OverallResult.GOOD, rules)]
    assert told[2] == "Được tập thể lớp công nhận (Thông tư 27/2020/TT-BGDĐT, Điều 13 khoản 1 điểm a)."


def test_the_order_of_signing():
    duties = signing_order(DAY)
    assert [duty.role for duty in duties] == [
        SigningRole.SUBJECT_TEACHER,
        SigningRole.HOMEROOM_TEACHER,
        SigningRole.MANAGER,
        SigningRole.SCHOOL_SEAL,
    ]
    assert [duty.signs for duty in duties] == [SignedContent.OWN_SUBJECTS, *[SignedContent.RECORD] * 3]
    assert manager_titles(DAY) == ("Hiệu trưởng", "Phó hiệu trưởng")
    with pytest.raises(UnknownRule):
        signing_order(date(2025, 10, 23))


def test_the_deadline_is_the_first_moment_that_is_too_late():
    deadline = closing(YEAR, ClosingGroup.JUNE)
    assert deadline.ends_at == datetime(2026, 6, 14, 17, tzinfo=UTC)
    assert deadline.closing_date == date(2026, 6, 15)
    assert deadline.kept(deadline.ends_at - timedelta(microseconds=1))
    assert not deadline.kept(deadline.ends_at)
    assert local_time(DAY).utcoffset(None) == timedelta(hours=7)


def test_a_clause_that_includes_the_day_would_end_a_day_later(monkeypatch):
    included = Parameter("deadline.day_included", "", "", DAY, (Value(DAY, value=True, source=""),))
    real = deadlines.school
    monkeypatch.setattr(deadlines, "school", lambda name: included if name == included.name else real(name))
    deadline = closing.__wrapped__(YEAR, ClosingGroup.JUNE)
    assert deadline.ends_at == datetime(2026, 6, 15, 17, tzinfo=UTC)
    assert deadline.closing_date == date(2026, 6, 15)


@pytest.mark.parametrize(
    ("score", "levels"), [(0, "C"), (4, "C"), (5, "H"), (6, "H"), (7, "TH"), (8, "TH"), (9, "T"), (10, "T")]
)
def test_levels_that_usually_go_with_a_score(score, levels):
    assert "".join(level.value for level in expected_levels(score, DAY)) == levels


def test_competencies_far_from_their_subjects():
    maths = {Subject.MATHS: SubjectLevel.NOT_COMPLETED}
    assert linked_subjects(Competency.SELF_STUDY, DAY) == ()
    assert competency_conflicts(Competency.SELF_STUDY, TraitLevel.GOOD, maths, DAY) == ()
    assert competency_conflicts(Competency.CALCULATION, TraitLevel.GOOD, maths, DAY) == (Subject.MATHS,)
    assert competency_conflicts(Competency.CALCULATION, TraitLevel.ACHIEVED, maths, DAY) == ()
    assert competency_conflicts(Competency.CALCULATION, TraitLevel.GOOD, {}, DAY) == ()
    arts = {Subject.MUSIC: SubjectLevel.NOT_COMPLETED, Subject.FINE_ARTS: SubjectLevel.COMPLETED}
    assert competency_conflicts(Competency.AESTHETICS, TraitLevel.GOOD, arts, DAY) == ()


def test_bounds_of_what_is_usual():
    assert usual_ages(1, DAY) == (5, 9)
    assert usual_ages(5, DAY) == (9, 13)
    assert span("age.possible", DAY) == (4, 25)
    assert span_of_year(YEAR, DAY) == (date(2025, 6, 1), date(2026, 8, 31))
    assert first_supplementary_day(YEAR, DAY) == date(2026, 5, 1)
    assert (longest("name"), longest("ministry_id"), level_code()) == (150, 20, "02")
    assert no_information(DAY) == "Không có thông tin"
