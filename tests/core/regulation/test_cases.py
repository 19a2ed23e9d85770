"""The cases that a school can read, in `tests/regulation_cases/`, against the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import yaml

from hocba.errors import HocbaError
from hocba.model import (
    ClosingGroup,
    Competency,
    Moment,
    MomentResults,
    OverallResult,
    Quality,
    SchoolYear,
    Subject,
    SubjectLevel,
    TraitLevel,
)
from hocba.regulation import (
    Proof,
    RuleSet,
    SupplementaryEntry,
    after_supplementary,
    award_conditions,
    award_named,
    closing,
    closing_group,
    form_name,
    outcome,
    overall_result,
    rules_for,
    why_outcome,
    why_overall,
)
from support.years import BY_NAME, YEAR, moment_results, year_of

FOLDER = Path(__file__).resolve().parents[2] / "regulation_cases"
EVERY_TRAIT = "mọi phẩm chất, năng lực"


def cases(name: str) -> list[Any]:
    read = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["tên"]) for case in read]


def with_exceptions(end: MomentResults, exceptions: Mapping[str, Any]) -> MomentResults:
    subjects, competencies, qualities = dict(end.subjects), dict(end.competencies), dict(end.qualities)
    for name, value in exceptions.items():
        thing = BY_NAME[name]
        if isinstance(thing, Subject):
            if "mức" in value:
                subjects[thing] = replace(subjects[thing], level=SubjectLevel(value["mức"]))
            if "điểm" in value:
                subjects[thing] = replace(subjects[thing], score=value["điểm"])
        elif isinstance(thing, Competency):
            competencies[thing] = TraitLevel(value)
        else:
            qualities[thing] = TraitLevel(value)
    return MomentResults(MappingProxyType(subjects), MappingProxyType(competencies), MappingProxyType(qualities))


def year_end(case: Mapping[str, Any], rules: RuleSet) -> MomentResults:
    end = moment_results(
        rules,
        level=SubjectLevel(case["mọi môn"]),
        trait=TraitLevel(case[EVERY_TRAIT]),
        score=case["mọi điểm"],
        optional=[BY_NAME[name] for name in case.get("môn tự chọn", [])],
    )
    return with_exceptions(end, case.get("nhưng", {}))


def without(end: MomentResults, missing: list[str]) -> MomentResults:
    subjects, competencies, qualities = dict(end.subjects), dict(end.competencies), dict(end.qualities)
    for name in missing:
        thing = BY_NAME[name.removesuffix(" (điểm)").removesuffix(" (mức)")]
        if isinstance(thing, Subject):
            gap = {"score": None} if name.endswith("(điểm)") else {"level": None}
            subjects[thing] = replace(subjects[thing], **gap)
        elif isinstance(thing, Quality):
            del qualities[thing]
        else:
            del competencies[thing]
    return MomentResults(subjects, competencies, qualities)


@pytest.mark.parametrize("case", cases("ket-qua-giao-duc"))
def test_overall_result(case):
    def judge():
        rules = rules_for(case["lớp"], SchoolYear.parse(case["năm học"]))
        optional = [BY_NAME[name] for name in case.get("môn tự chọn", [])]
        end = without(year_end(case, rules), case.get("thiếu", []))
        year = year_of(case["lớp"], end, optional=optional, not_assessed=case.get("không đánh giá", False))
        return why_overall(replace(year, school_year=rules.school_year), rules)

    if "lỗi" in case:
        with pytest.raises(HocbaError) as refused:
            judge()
        assert refused.value.code == case["lỗi"]
        return
    why = judge()
    assert why.result is OverallResult(case["kết quả"])
    told = " ".join(why.sentences())
    for part in case["vì"]:
        assert part in told
    assert bool(case["vì"]) == bool(why.deciding)


@pytest.mark.parametrize("case", cases("hoan-thanh-chuong-trinh"))
def test_completion(case):
    rules = rules_for(case["lớp"], YEAR)
    overall = OverallResult(case["kết quả"]) if case["kết quả"] else None
    decision = case.get("hiệu trưởng cho lên lớp", False)
    found = outcome(rules, overall, promoted_by_decision=decision)
    assert found.grade_completed is case["hoàn thành lớp"]
    assert found.promoted is case["lên lớp"]
    assert found.primary_completed is case["hoàn thành tiểu học"]
    assert found.text == case["mục 6"]
    told = " ".join(reason.sentence() for reason in why_outcome(rules, overall, promoted_by_decision=decision))
    for part in case["vì"]:
        assert part in told


@pytest.mark.parametrize("case", cases("danh-gia-bo-sung"))
def test_supplementary_assessment(case):
    rules = rules_for(case["lớp"], YEAR)
    before = year_of(case["lớp"], year_end(case["cuối năm"], rules))
    entries = []
    for name, value in case["bổ sung"].items():
        thing = BY_NAME[name]
        if isinstance(thing, Subject):
            entries.append(SupplementaryEntry(thing, SubjectLevel(value["mức"]), value.get("điểm")))
        else:
            entries.append(SupplementaryEntry(thing, TraitLevel(value)))
    after = after_supplementary(before, entries)
    assert overall_result(before, rules) is OverallResult(case["trước"])
    assert overall_result(after, rules) is OverallResult(case["sau"])
    assert closing_group(overall_result(before, rules), rules) is ClosingGroup(case["đợt gửi"])


@pytest.mark.parametrize("case", cases("thoi-han"))
def test_deadlines(case):
    year, group = SchoolYear.parse(case["năm học"]), ClosingGroup(case["đợt gửi"])
    if "lỗi" in case:
        with pytest.raises(HocbaError) as refused:
            closing(year, group)
        assert refused.value.code == case["lỗi"]
        return
    deadline = closing(year, group)
    assert deadline.kept(datetime.fromisoformat(case["lúc"])) is case["đúng hạn"]
    assert f"{deadline.closing_date.day}/{deadline.closing_date.month}" == case["đợt gửi"]


@pytest.mark.parametrize("case", cases("khen-thuong"))
def test_awards(case):
    rules = rules_for(4, YEAR)
    overall = OverallResult(case["kết quả"]) if case["kết quả"] else None
    award = award_named(case["ghi"])
    words = {Proof.PROVEN: "có", Proof.REFUTED: "không", Proof.UNPROVABLE: "?"}
    found = [words[one.proof] for one in award_conditions(award, overall, rules)] if award else []
    assert found == case["điều kiện"]


@pytest.mark.parametrize("case", cases("bai-kiem-tra"))
def test_subjects_and_tests(case):
    rules = rules_for(case["lớp"], YEAR)
    assert len(rules.subjects) == case["số môn"]
    assert len(rules.competencies) == case["năng lực"]
    assert len(rules.qualities) == 5
    assert [form_name(subject) for subject in rules.optional_subjects] == case["tự chọn"]
    for moment in Moment:
        assert {form_name(subject) for subject in rules.tested(moment)} == set(case[moment.value])


def test_every_case_names_its_article():
    files = sorted(FOLDER.glob("*.yaml"))
    assert len(files) == 6
    for file in files:
        for case in yaml.safe_load(file.read_text(encoding="utf-8")):
            assert "/" in case["điều"], case["tên"]
