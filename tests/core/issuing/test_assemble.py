"""From the data of the sample school to records."""

from __future__ import annotations

import dataclasses
from collections import Counter
from datetime import date

import pytest

from hocba.issuing.assemble import assemble, awards, place_of_issue
from hocba.issuing.overall import overall_counts
from hocba.issuing.refusal import Refusal
from hocba.model import Assessment, Awards, ClosingGroup, NotAssessed, OverallResult, Subject, YearRecord
from support.assembling import BY_DECISION, DAY, KEPT_DOWN, NOT_ASSESSED, PASSED, PUPIL, changed, plan, record
from support.sample_school import codes, expected, sample

# -- the sample ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def outcomes():
    return list(assemble(sample(), plan()))


def test_818_records_and_exactly_the_five_who_left(outcomes) -> None:
    records = [one for one in outcomes if isinstance(one, YearRecord)]
    refusals = [one for one in outcomes if isinstance(one, Refusal)]
    assert len(outcomes) == expected()["pupils_total_rows"]
    assert len(records) == expected()["pupils_at_year_end"]
    assert [one.code for one in refusals] == ["PUPIL_LEFT"] * 5
    assert {one.pupil for one in refusals} == {code for code, pupil in sample().pupils.items() if pupil.status.has_left}
    assert refusals[0].where == "C1-HocSinh.xlsx!Sheet1!103"
    assert "01/12/2025" in refusals[0].message()


def test_both_states_are_counted_as_expected() -> None:
    for final, key in ((False, "overall"), (True, "overall_final")):
        found = overall_counts(sample(), final=final).as_json()
        assert found["total"] == expected()[f"{key}_total"]
        assert found["classes"] == {name: one[key] for name, one in expected()["classes"].items()}


def test_records_carry_the_final_state(outcomes) -> None:
    records = [one for one in outcomes if isinstance(one, YearRecord)]
    found = Counter(
        one.assessment.overall.value if isinstance(one.assessment, Assessment) else "not assessed" for one in records
    )
    assert found == {**expected()["overall_final_total"], "not assessed": 3}
    assert Counter(one.group for one in records) == {ClosingGroup.JUNE: 806, ClosingGroup.AUGUST: 12}
    promoted = {one.pupil.ministry_id: one.outcome.promoted for one in records if one.group is ClosingGroup.AUGUST}
    assert promoted == {code: one["promoted"] for code, one in expected()["supplementary"].items()}


def test_uuids_are_given_once_each_and_only_to_records(outcomes) -> None:
    uuids = [one.lookup_uuid for one in outcomes if isinstance(one, YearRecord)]
    assert len(set(uuids)) == len(uuids)
    assert all(one.version == 4 for one in uuids)


def test_one_class_alone() -> None:
    found = list(assemble(sample(), plan(), classes=["5A1"]))
    assert {one.class_name for one in found if isinstance(one, YearRecord)} == {"5A1"}
    assert len(found) == 33
    counts = overall_counts(sample(), final=True, classes=["5A1"])
    assert list(counts.classes) == ["5A1"]
    assert counts.total == {
        OverallResult(key): count for key, count in expected()["classes"]["5A1"]["overall_final"].items()
    }


# -- one record ----------------------------------------------------------------------------------------------------


def test_a_record_in_full() -> None:
    one = record()
    assert (one.class_name, one.grade, one.pupil.name) == ("4A1", 4, "Lê Thế Anh")
    assert one.record_identifier == f"{one.pupil.personal_id}-02-2025-2026"
    assert one.revision == 1
    assert one.place_of_issue == "Quảng Ninh"
    assert one.school.district == "–"
    assert (one.group, one.closing_date) == (ClosingGroup.JUNE, date(2026, 6, 15))
    assert (one.created_on, one.planned_issue_on) == (DAY, DAY)
    assert one.homeroom_teacher.name == "Đỗ Thị Minh Nguyệt"
    assert one.outcome.text == "Hoàn thành chương trình lớp 4. Được lên lớp 5."
    assert one.history[-1].class_name == "4A1"


def test_one_part_a_teacher_of_the_second_term_in_the_order_of_the_form() -> None:
    assessment = record().assessment
    assert isinstance(assessment, Assessment)
    assert [(part.teacher.name, [result.subject for result in part.results]) for part in assessment.parts] == [
        (
            "Đỗ Thị Minh Nguyệt",
            [
                Subject.VIETNAMESE,
                Subject.MATHS,
                Subject.HISTORY_GEO,
                Subject.SCIENCE,
                Subject.ETHICS,
                Subject.EXPERIENTIAL,
            ],
        ),
        ("Nguyễn Thị Ngọc", [Subject.FOREIGN_LANG_1]),
        ("Bùi Thị Kim Oanh", [Subject.IT, Subject.TECHNOLOGY]),
        ("Bùi Thị Nga", [Subject.PE]),
        ("Cao Thị Ngọc", [Subject.MUSIC]),
        ("Ngô Tiến Dũng", [Subject.FINE_ARTS]),
    ]
    results = list(assessment.results())
    assert [result.subject for result in results] == sorted((r.subject for r in results), key=list(Subject).index)
    by_subject = {result.subject: result for result in results}
    assert by_subject[Subject.FOREIGN_LANG_1].name == "Ngoại ngữ 1 (Tiếng Anh)"
    assert by_subject[Subject.MATHS].score == 9
    assert by_subject[Subject.MUSIC].score is None
    assert by_subject[Subject.MUSIC].comment


def test_homeroom_teacher_is_that_of_the_end_of_the_year() -> None:
    assert record(codes(sample(), "2A3")[0]).homeroom_teacher.name == "Hoàng Quang Hải"


def test_optional_english_is_in_the_record_where_it_is_taken() -> None:
    def subjects(class_name: str) -> set[Subject]:
        assessment = record(codes(sample(), class_name)[0]).assessment
        assert isinstance(assessment, Assessment)
        return {result.subject for result in assessment.results()}

    assert Subject.FOREIGN_LANG_1 in subjects("2A1")
    assert Subject.FOREIGN_LANG_1 not in subjects("2A3")


def test_supplementary_assessment_is_in_the_record() -> None:
    one = record(PASSED)
    assert isinstance(one.assessment, Assessment)
    vietnamese = next(result for result in one.assessment.results() if result.subject is Subject.VIETNAMESE)
    assert vietnamese.score == 6
    assert one.assessment.overall is OverallResult.COMPLETED
    assert (one.group, one.closing_date) == (ClosingGroup.AUGUST, date(2026, 8, 15))
    assert one.outcome.text == "Hoàn thành chương trình lớp 4. Được lên lớp 5."


def test_promotion_by_decision_and_keeping_down() -> None:
    by_decision, kept = record(BY_DECISION), record(KEPT_DOWN)
    assert (by_decision.outcome.grade_completed, by_decision.outcome.promoted) == (False, True)
    assert (kept.outcome.grade_completed, kept.outcome.promoted, kept.outcome.primary_completed) == (
        False,
        False,
        False,
    )
    assert by_decision.group is kept.group is ClosingGroup.AUGUST


def test_a_pupil_not_assessed() -> None:
    one = record(NOT_ASSESSED)
    assert one.assessment == NotAssessed(evidence="Khuyết tật thần kinh tâm thần")
    assert (one.outcome.grade_completed, one.outcome.promoted) == (False, True)
    assert one.outcome.text == "Được lên lớp 5."
    assert one.group is ClosingGroup.JUNE


def test_mother_not_on_file_but_a_guardian() -> None:
    for code in expected()["without_mother"]:
        assert sample().pupils[code].identity.family.mother == ""
        assert record(code).pupil.family.mother == "Không có thông tin"
        assert record(code).pupil.family.guardian


def test_nothing_is_written_for_a_mother_if_nobody_is_on_file() -> None:
    pupil = sample().pupils[PUPIL]
    nobody = dataclasses.replace(pupil.identity.family, mother="", guardian="")
    identity = dataclasses.replace(pupil.identity, family=nobody)
    data = dataclasses.replace(sample(), **changed("pupils", identity=identity))
    assert record(data=data).pupil.family.mother == ""


@pytest.mark.parametrize(
    ("province", "place"),
    [
        ("Tỉnh Quảng Ninh", "Quảng Ninh"),
        ("tỉnh Quảng Ninh", "Quảng Ninh"),
        ("Thành phố Hải Phòng", "Hải Phòng"),
        ("Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("Quảng Ninh", "Quảng Ninh"),
    ],
)
def test_place_of_issue_has_no_rank(province, place) -> None:
    assert place_of_issue(province) == place


@pytest.mark.parametrize(
    ("year_end", "ad_hoc", "text", "found"),
    [
        (True, False, "A; B", Awards("A; B", "")),
        (False, True, "A; B", Awards("", "A; B")),
        (True, True, "A; B; C", Awards("A", "B; C")),
        (False, False, "A", Awards("", "")),
    ],
)
def test_flags_say_of_which_kind_an_award_is(year_end, ad_hoc, text, found) -> None:
    summary = dataclasses.replace(
        sample().summaries[PUPIL], award_year_end=year_end, award_ad_hoc=ad_hoc, award_text=text
    )
    assert awards(summary) == found
