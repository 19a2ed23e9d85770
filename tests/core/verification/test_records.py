"""Records that pass, in every profile and algorithm, and what is told of those that are unfinished."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from verification_world import NOW, SIGNED_AT, sign, trust_of, world

from hocba.model import (
    Assessment,
    Moment,
    MomentResults,
    OverallResult,
    SubjectEntry,
    SubjectLevel,
    TraitLevel,
    YearRecord,
    YearResults,
)
from hocba.regulation import overall_result, rules_for
from hocba.verification import Indication, Outcome, Policy, SubIndication, verify
from hocba.verification.xml.framed import open_framed
from hocba.verification.xml.opening import open_record
from hocba.verification.xml.whole import _overall
from support.keys import demo_ca, staff_of
from support.records import not_assessed_record, sample_record

KINDS = [
    ("rsa2048", "rsa-sha256"),
    ("rsa2048", "rsa-sha512"),
    ("rsa2048", "rsa-pss-sha256"),
    ("rsa3072", "rsa-pss-sha384"),
    ("p256", "ecdsa-sha256"),
    ("p384", "ecdsa-sha384"),
    ("p521", "ecdsa-sha512"),
]


@pytest.mark.parametrize("profile", ["school-2025", "cv2088-v1"])
@pytest.mark.parametrize(("kind", "how"), KINDS)
def test_every_algorithm_of_every_profile_passes(kind: str, how: str, profile: str) -> None:
    report = world(kind, how, profile).verify()
    assert report.indication is Indication.TOTAL_PASSED, report.findings
    assert report.profile == profile
    assert {check.outcome for check in report.checks} <= {Outcome.PASSED, Outcome.NOT_CHECKED}
    assert report.record is not None
    assert report.record.state == "issued"
    assert report.record.revision == 1


def test_the_record_is_rebuilt_from_what_was_signed() -> None:
    report = world().verify()
    assert report.signed_record == world().record
    assert report.signed_xml == world().xml


def test_a_pupil_who_is_not_assessed() -> None:
    record = not_assessed_record()
    staff = staff_of(record)
    report = verify(sign(record, staff), world().policy)
    assert report.indication is Indication.TOTAL_PASSED, report.findings
    assert [one.slot for one in report.signatures] == ["GVCN", "CBQL", "KY_PHAT_HANH"]
    assert outcome_of(report, "RULES_OF_YEAR") is Outcome.NOT_CHECKED


def outcome_of(report: object, code: str) -> Outcome:
    (found,) = [check.outcome for check in report.checks if check.code == code]  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize(
    ("until", "state", "missing"),
    [
        ("GVBM", "partially_signed", {"GVCN", "CBQL", "KY_PHAT_HANH"}),
        ("GVCN", "partially_signed", {"CBQL", "KY_PHAT_HANH"}),
        ("CBQL", "partially_signed", {"KY_PHAT_HANH"}),
    ],
)
def test_an_unfinished_record_says_what_is_missing(until: str, state: str, missing: set[str]) -> None:
    data = sign(world().record, world().staff, until=until)
    report = verify(data, world().policy)
    assert report.indication is Indication.INDETERMINATE
    assert report.sub_indication is SubIndication.SIG_CONSTRAINTS_FAILURE
    assert {check.where for check in report.findings} == missing
    assert all(one.indication is Indication.TOTAL_PASSED for one in report.signatures)
    assert report.record is not None
    assert report.record.state == state
    steps = dataclasses.replace(world().policy, require_issued=False)
    assert verify(data, steps).indication is Indication.TOTAL_PASSED


def test_a_draft_is_never_passed() -> None:
    from hocba.documents.xml import write_record  # noqa: PLC0415  # only here
    from hocba.signature_profile import profile  # noqa: PLC0415  # only here

    report = verify(write_record(world().record, profile()), world().policy)
    assert report.indication is Indication.INDETERMINATE
    assert [check.code for check in report.findings] == ["NOT_SIGNED"]
    assert report.record is not None
    assert report.record.state == "draft"


def test_cv2088_of_other_software_passes_in_another_form() -> None:
    """White space between elements and line breaks in base64 change nothing that is signed there."""
    own = world(profile_name="cv2088-v1")
    data = own.xml.replace(b"</GVCN>", b"</GVCN>\n  ").replace(b"</ds:KeyInfo>", b"</ds:KeyInfo>\n")
    at = data.index(b"<ds:X509Certificate>") + 80
    data = data[:at] + b"\n" + data[at:]
    data = data.replace(b'<?xml version="1.0" encoding="UTF-8"?>', b"<?xml version='1.0'?>")
    assert data != own.xml
    assert own.verify(data).indication is Indication.TOTAL_PASSED
    changed = data.replace(b"<DAN_TOC>Kinh", b"<DAN_TOC>Dao.")
    assert own.verify(changed).indication is Indication.TOTAL_FAILED


def test_the_text_reader_and_the_tree_reader_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is signed, by slices of the text, is what libxml2 canonicalises from the tree."""
    for kind, how in KINDS:
        data = world(kind, how).xml
        framed = open_framed(data)
        assert framed is not None
        monkeypatch.setattr("hocba.verification.xml.opening.open_framed", lambda _data: None)
        by_tree, checks = open_record(data)
        monkeypatch.undo()
        assert [check.params.get("rule") for check in checks if check.outcome is Outcome.FAILED] == ["FRAME"]
        assert by_tree.record == framed[0].record
        for text, tree in zip(framed[0].places, by_tree.places, strict=True):
            for field in ("slot", "person", "signed_at", "signer_id", "named", "content", "signature_id", "canonical"):
                assert getattr(text, field) == getattr(tree, field), field
            assert text.read() == tree.read()


@pytest.mark.parametrize(
    ("days", "seconds", "passes"), [(0, 0, True), (0, -300, True), (0, -301, False), (-8, 0, False)]
)
def test_clocks_may_differ_by_five_minutes(days: int, seconds: int, passes: bool) -> None:  # noqa: FBT001
    """The last signature is made six minutes after the first."""
    last = SIGNED_AT + timedelta(minutes=6)
    moment = last + timedelta(days=days, seconds=seconds)
    report = verify(world().xml, Policy(validation_time=moment, trust=world().trust))
    assert (report.indication is Indication.TOTAL_PASSED) is passes
    if not passes:
        assert "SIGNED_IN_FUTURE" in {check.code for check in report.findings}


def test_a_proof_from_before_the_signature_contradicts_it() -> None:
    policy = Policy(validation_time=NOW, trust=world().trust, proof_of_existence=SIGNED_AT - timedelta(days=1))
    assert "SIGNED_IN_FUTURE" in {check.code for check in verify(world().xml, policy).findings}


def test_the_seal_may_come_on_the_day_of_issue_and_not_before() -> None:
    record = sample_record(planned_issue_on=date(2026, 5, 25))
    assert verify(sign(record, world().staff), world().policy).indication is Indication.TOTAL_PASSED


class Books:
    """What a school knows of its appointments."""

    def __init__(self, answer: bool | None) -> None:  # noqa: FBT001
        self.answer = answer
        self.asked: list[tuple[str, str, str, date]] = []

    def holds(self, *, personal_id: str, role: str, school_code: str, on: date) -> bool | None:
        self.asked.append((personal_id, role, school_code, on))
        return self.answer if role == "manager" else True


@pytest.mark.parametrize(
    ("answer", "outcome", "indication"),
    [
        (True, Outcome.PASSED, Indication.TOTAL_PASSED),
        (None, Outcome.NOT_CHECKED, Indication.TOTAL_PASSED),
        (False, Outcome.FAILED, Indication.TOTAL_FAILED),
    ],
)
def test_appointments_are_checked_as_far_as_they_are_known(
    answer: bool | None,  # noqa: FBT001  # a case
    outcome: Outcome,
    indication: Indication,
) -> None:
    books = Books(answer)
    report = verify(world().xml, dataclasses.replace(world().policy, appointments=books))
    assert report.indication is indication
    assert ("031171903311", "manager", "22990401", date(2026, 5, 25)) in books.asked
    of_head = [c for c in report.checks if c.where == "CBQL" and c.code in {"APPOINTMENT", "SIGNER_NOT_APPOINTED"}]
    assert [check.outcome for check in of_head] == [outcome]


def with_overall(overall: OverallResult) -> YearRecord:
    record = world().record
    assert isinstance(record.assessment, Assessment)
    return dataclasses.replace(record, assessment=dataclasses.replace(record.assessment, overall=overall))


def test_another_overall_result_is_told_and_not_held_against_the_teacher() -> None:
    """Right for a pupil with a disability on an individual plan, which no record says."""
    report = verify(sign(with_overall(OverallResult.COMPLETED), world().staff), world().policy)
    assert report.indication is Indication.TOTAL_PASSED
    (told,) = [check for check in report.checks if check.code == "OVERALL_RESULT_DIFFERS"]
    assert told.outcome is Outcome.NOT_CHECKED
    assert dict(told.params) == {"computed": "HTXS", "found": "HT"}
    assert outcome_of(world().verify(), "RULES_OF_YEAR") is Outcome.PASSED
    off = dataclasses.replace(world().policy, check_rules=False)
    assert outcome_of(verify(world().xml, off), "RULES_OF_YEAR") is Outcome.NOT_CHECKED


def test_a_year_without_rules_or_with_gaps_is_not_computed() -> None:
    record = world().record
    assert isinstance(record.assessment, Assessment)
    first = record.assessment.parts[0]
    fewer = dataclasses.replace(first, results=first.results[1:])
    assessment = dataclasses.replace(record.assessment, parts=(fewer, *record.assessment.parts[1:]))
    report = verify(sign(dataclasses.replace(record, assessment=assessment), world().staff), world().policy)
    (told,) = [check for check in report.checks if check.code == "RULES_OF_YEAR"]
    assert (told.outcome, told.params["reason"]) == (Outcome.NOT_CHECKED, "YEAR_INCOMPLETE")
    old = dataclasses.replace(record, school_year=type(record.school_year)(2015))
    (told,) = [c for c in verify(sign(old, world().staff), world().policy).checks if c.code == "RULES_OF_YEAR"]
    assert told.outcome is Outcome.NOT_CHECKED
    assert told.params["reason"] in {"GRADE_NOT_YET_COVERED", "RULE_NOT_IN_FORCE"}


@given(st.data())
def test_the_fast_overall_result_is_that_of_the_regulation(data: st.DataObject) -> None:
    record = sample_record()
    assert isinstance(record.assessment, Assessment)
    rules = rules_for(record.grade, record.school_year)
    good = data.draw(st.sampled_from([[SubjectLevel.COMPLETED_WELL], list(SubjectLevel)]))
    traits = data.draw(st.sampled_from([[TraitLevel.GOOD], list(TraitLevel)]))
    scores = data.draw(st.sampled_from([[9, 10], [7, 9], [5, 8], list(range(11))]))
    parts = tuple(
        dataclasses.replace(
            part,
            results=tuple(
                dataclasses.replace(
                    one,
                    level=data.draw(st.sampled_from(good)),
                    score=None if one.score is None else data.draw(st.sampled_from(scores)),
                )
                for one in part.results
            ),
        )
        for part in record.assessment.parts
    )
    assessment = dataclasses.replace(
        record.assessment,
        parts=parts,
        competencies=tuple((one, data.draw(st.sampled_from(traits))) for one in rules.competencies),
        qualities=tuple((one, data.draw(st.sampled_from(traits))) for one in rules.qualities),
    )
    end = MomentResults(
        {one.subject: SubjectEntry(one.level, one.score) for one in assessment.results()},
        dict(assessment.competencies),
        dict(assessment.qualities),
    )
    year = YearResults(record.school_year, record.grade, {Moment.YEAR_END: end})
    assert _overall(assessment, rules) is overall_result(year, rules)


def test_signers_of_two_trees_in_one_record() -> None:
    """Public schools: managers and seal by the government's authority, teachers by a public one."""
    government, public = demo_ca("Government"), demo_ca("Public")
    record = world().record
    teachers, office = staff_of(record, ca=public), staff_of(record, ca=government)
    people = {**teachers.people, record.manager.personal_id: office.people[record.manager.personal_id]}
    both = dataclasses.replace(teachers, people=people, seal=office.seal)
    data = sign(record, both)
    one, other = trust_of(government), trust_of(public)
    trust = type(one)(one.anchors + other.anchors, one.crls + other.crls)
    assert verify(data, Policy(validation_time=NOW, trust=trust)).indication is Indication.TOTAL_PASSED
    alone = verify(data, Policy(validation_time=NOW, trust=one))
    assert alone.indication is Indication.INDETERMINATE
    by_slot = {signature.slot: signature.indication for signature in alone.signatures}
    assert by_slot["CBQL"] is Indication.TOTAL_PASSED
    assert by_slot["GVCN"] is Indication.INDETERMINATE
