"""Every cell of the matrix against a table written by hand, and what no cell may ever say."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocba.model import Subject
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import (
    ACTION_LABELS,
    FRESH_FOR,
    MATRIX,
    SCOPE_LABELS,
    Action,
    Scope,
    Target,
    allowed,
    class_limit,
    fresh,
    held_by,
    require,
    scope_of,
    two_people,
)
from hocba_web.accounts.permissions.matrix import Row
from hocba_web.accounts.roles import Role
from hocba_web.base.refusals import Forbidden, FreshFactorNeeded, Missing

COLUMNS = (
    Role.SUBJECT_TEACHER,
    Role.HOMEROOM_TEACHER,
    Role.REGISTRAR,
    Role.CLERK,
    Role.VICE_PRINCIPAL,
    Role.PRINCIPAL,
    Role.SCHOOL_ADMIN,
    Role.INSPECTOR,
)
WORDS = {
    ".": Scope.NOBODY,
    "own": Scope.OWN,
    "subject": Scope.OWN_SUBJECT,
    "taught": Scope.TAUGHT_CLASS,
    "class": Scope.OWN_CLASS,
    "deputy": Scope.IF_AUTHORISED,
    "inspect": Scope.INSPECTION,
    "school": Scope.SCHOOL,
}
LINES = [
    line.split()
    for line in (Path(__file__).parent / "matrix.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]
CELLS = [
    pytest.param(Action(name), role, WORDS[word], id=f"{name}-{role.value}")
    for name, *words in LINES
    for role, word in zip(COLUMNS, words, strict=True)
]
NOON = datetime(2026, 5, 25, 5, 0, tzinfo=UTC)


def somebody(role: Role, **more: object) -> Actor:
    return Actor(user_id=7, name="Lò Thị Mây", role=role, school_id=1, capacity=f"{role.value}:1", **more)


@pytest.mark.parametrize(("action", "role", "scope"), CELLS)
def test_cell(action, role, scope):
    assert scope_of(role, action) is scope
    assert held_by(role, action) is (scope is not Scope.NOBODY)


def test_table_names_every_action_once_and_every_role():
    assert sorted(line[0] for line in LINES) == sorted(action.value for action in Action)
    assert set(COLUMNS) == set(Role)
    assert set(WORDS.values()) == set(Scope)


def test_what_is_not_in_the_matrix_is_refused(monkeypatch):
    monkeypatch.setattr("hocba_web.accounts.permissions.decide.MATRIX", {})
    for role in Role:
        actor = somebody(role, homeroom_of=frozenset({3}), inspects_school=True, signs_for_head=True)
        for action in Action:
            target = Target(school_id=1, class_id=3, subject=Subject.MATHS, user_id=7)
            assert not allowed(actor, action, target)
            with pytest.raises(Forbidden, match="ROLE_MAY_NOT"):
                require(actor, action, target)
            with pytest.raises(Forbidden, match="ROLE_MAY_NOT"):
                class_limit(actor, action)


@given(st.sampled_from(Action), st.sampled_from(Role))
def test_a_scope_without_rule_reaches_nothing(action, role):
    target = Target(school_id=1, class_id=3, subject=Subject.MATHS, user_id=7)
    row = Row("art. 0", {role: "everything"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hocba_web.accounts.permissions.decide.MATRIX", {action: row})
        assert not allowed(somebody(role, homeroom_of=frozenset({3})), action, target)


RESULTS = [action for action in Action if action.value.startswith(("assessment.", "records.", "submission."))]
ADMIN_MAY = {
    Action.WINDOW_VIEW,
    Action.WINDOW_EXECUTE,
    Action.LATE_VIEW,
    Action.LATE_EXECUTE,
    Action.RECORD_UNLOCK_EXECUTE,
    Action.CERTIFICATE_SCHOOL_DECLARE,
    Action.GATEWAY_CONFIGURE,
}


def test_the_admin_never_reads_or_writes_a_result():
    assert {action for action in RESULTS if held_by(Role.SCHOOL_ADMIN, action)} == ADMIN_MAY
    assert not held_by(Role.SCHOOL_ADMIN, Action.PAST_RESULTS_IMPORT)


READING = {"view", "list", "read", "account", "export", "report"}


def test_the_inspector_changes_nothing():
    """The last word of each held action reads, or concerns the inspector's own account, or reports a fault."""
    held = {action for action in Action if held_by(Role.INSPECTOR, action)}
    assert {action.value.replace(".", "_").split("_")[-1] for action in held} <= READING
    assert {action for action in held if action.value.endswith("_account")} == {Action.OWN_ACCOUNT}
    assert {action for action in held if action.value.endswith("_export")} == {Action.OWN_DATA_EXPORT}


@pytest.mark.parametrize(
    ("asking", "deciding"),
    [
        (Action.ACCOUNT_REQUEST, Action.ACCOUNT_APPROVE),
        (Action.ASSIGNMENT_PROPOSE, Action.ASSIGNMENT_APPROVE),
        (Action.APPOINTMENT_PREPARE, Action.APPOINTMENT_APPROVE),
        (Action.LATE_REQUEST, Action.LATE_DECIDE),
        (Action.WINDOW_DECIDE, Action.WINDOW_EXECUTE),
        (Action.LATE_DECIDE, Action.LATE_EXECUTE),
        (Action.ROLLOVER_PREPARE, Action.ROLLOVER_CONFIRM),
        (Action.SUBMISSION_PREPARE, Action.SUBMISSION_APPROVE),
        (Action.RECALL_REQUEST, Action.RECALL_APPROVE),
        (Action.RECORD_UNLOCK_REQUEST, Action.RECORD_UNLOCK_DECIDE),
        (Action.RECORD_UNLOCK_DECIDE, Action.RECORD_UNLOCK_EXECUTE),
        (Action.RECORD_CANCEL_REQUEST, Action.RECORD_CANCEL_APPROVE),
        (Action.AMENDMENT_REQUEST, Action.AMENDMENT_APPROVE),
        (Action.CHANGE_REQUEST_PROPOSE, Action.CHANGE_REQUEST_APPROVE),
        (Action.PUPIL_TRANSFER_OUT, Action.PUPIL_TRANSFER_APPROVE),
    ],
    ids=lambda action: action.name,
)
def test_no_role_both_asks_and_decides(asking, deciding):
    assert not [role for role in Role if held_by(role, asking) and held_by(role, deciding)]


def test_every_action_has_words_and_an_article():
    for action in Action:
        assert str(ACTION_LABELS[action])
        assert re.search(r"art\. \d", MATRIX[action].source), action
    assert set(SCOPE_LABELS) == set(Scope)


MATHS_3 = Target(school_id=1, class_id=3, subject=Subject.MATHS)
TEACHER = somebody(Role.SUBJECT_TEACHER, teaches=frozenset({(3, Subject.MATHS)}))
HOMEROOM = somebody(Role.HOMEROOM_TEACHER, homeroom_of=frozenset({3}), teaches=frozenset({(3, Subject.MATHS)}))


class TestScopes:
    def test_own_subject_of_a_class_one_teaches(self):
        assert allowed(TEACHER, Action.RESULTS_ENTER_SUBJECT, MATHS_3)

    @pytest.mark.parametrize(
        "target",
        [
            Target(school_id=1, class_id=4, subject=Subject.MATHS),
            Target(school_id=1, class_id=3, subject=Subject.MUSIC),
            Target(school_id=1, class_id=3),
            Target(school_id=1, subject=Subject.MATHS),
            Target(school_id=1),
        ],
        ids=["another class", "another subject", "no subject", "no class", "neither"],
    )
    def test_nothing_else(self, target):
        for action in (Action.RESULTS_ENTER_SUBJECT, Action.RESULTS_VIEW, Action.RECORD_SIGN_SUBJECT):
            assert not allowed(TEACHER, action, target)
            with pytest.raises(Forbidden, match="OUT_OF_SCOPE"):
                require(TEACHER, action, target)

    def test_another_school_is_not_there(self):
        target = Target(school_id=2, class_id=3, subject=Subject.MATHS, user_id=7)
        everybody = [
            somebody(
                role, homeroom_of=frozenset({3}), teaches=TEACHER.teaches, inspects_school=True, signs_for_head=True
            )
            for role in Role
        ]
        for actor in everybody:
            for action in Action:
                assert not allowed(actor, action, target)
                with pytest.raises(Missing, match="NOT_FOUND_HERE"):
                    require(actor, action, target)

    def test_homeroom_class_and_own_subjects_in_it(self):
        assert allowed(HOMEROOM, Action.RESULTS_ENTER_SUBJECT, MATHS_3)
        assert allowed(HOMEROOM, Action.OVERALL_DECIDE, MATHS_3)
        assert allowed(HOMEROOM, Action.RESULTS_VIEW, Target(school_id=1, class_id=3, subject=Subject.MUSIC))
        assert not allowed(
            HOMEROOM, Action.RESULTS_ENTER_SUBJECT, Target(school_id=1, class_id=3, subject=Subject.MUSIC)
        )
        assert not allowed(HOMEROOM, Action.OVERALL_DECIDE, Target(school_id=1, class_id=4))
        assert not allowed(HOMEROOM, Action.PUPIL_EDIT, Target(school_id=1))

    def test_list_of_pupils_only_of_classes_one_teaches(self):
        assert allowed(TEACHER, Action.PUPIL_LIST, Target(school_id=1, class_id=3))
        assert not allowed(TEACHER, Action.PUPIL_LIST, Target(school_id=1, class_id=4))
        assert not allowed(TEACHER, Action.PUPIL_VIEW, Target(school_id=1, class_id=3))

    def test_own_things(self):
        assert allowed(TEACHER, Action.OWN_DATA_EXPORT, Target(school_id=1, user_id=7))
        assert not allowed(TEACHER, Action.OWN_DATA_EXPORT, Target(school_id=1, user_id=8))
        assert not allowed(TEACHER, Action.OWN_DATA_EXPORT, Target(school_id=1))

    def test_a_deputy_signs_while_authorised(self):
        target = Target(school_id=1, class_id=3)
        assert not allowed(somebody(Role.VICE_PRINCIPAL), Action.RECORD_SIGN_MANAGER, target)
        assert allowed(somebody(Role.VICE_PRINCIPAL, signs_for_head=True), Action.RECORD_SIGN_MANAGER, target)
        assert not allowed(somebody(Role.CLERK, signs_for_head=True), Action.RECORD_SIGN_MANAGER, target)

    def test_an_inspector_reads_what_the_inspection_names(self):
        some = somebody(Role.INSPECTOR, inspects=frozenset({3}), inspection_id=5)
        whole = somebody(Role.INSPECTOR, inspects_school=True, inspection_id=5)
        assert allowed(some, Action.RESULTS_VIEW, MATHS_3)
        assert not allowed(some, Action.RESULTS_VIEW, Target(school_id=1, class_id=4))
        assert not allowed(some, Action.RESULTS_VIEW, Target(school_id=1))
        assert allowed(whole, Action.RESULTS_VIEW, Target(school_id=1))
        assert not allowed(somebody(Role.INSPECTOR), Action.RESULTS_VIEW, MATHS_3)

    def test_lists_are_limited_to_the_same_classes(self):
        assert class_limit(TEACHER, Action.RESULTS_VIEW) == {3}
        assert class_limit(TEACHER, Action.PUPIL_LIST) == {3}
        assert class_limit(HOMEROOM, Action.PUPIL_VIEW) == {3}
        assert class_limit(somebody(Role.PRINCIPAL), Action.PUPIL_VIEW) is None
        assert class_limit(somebody(Role.INSPECTOR, inspects=frozenset({4})), Action.PUPIL_VIEW) == {4}
        assert class_limit(somebody(Role.INSPECTOR, inspects_school=True), Action.PUPIL_VIEW) is None
        assert class_limit(somebody(Role.VICE_PRINCIPAL), Action.RECORD_SIGN_MANAGER) == frozenset()
        assert class_limit(TEACHER, Action.LATE_VIEW) == frozenset()
        with pytest.raises(Forbidden, match="ROLE_MAY_NOT"):
            class_limit(somebody(Role.SCHOOL_ADMIN), Action.RESULTS_VIEW)


@given(
    role=st.sampled_from(Role),
    action=st.sampled_from(Action),
    class_id=st.integers(1, 6),
    subject=st.sampled_from(Subject),
    led=st.frozensets(st.integers(1, 6)),
    taught=st.frozensets(st.tuples(st.integers(1, 6), st.sampled_from(Subject))),
)
def test_lists_never_reach_further_than_single_questions(  # noqa: PLR0917  # hypothesis names them
    role, action, class_id, subject, led, taught
):
    """A class left out of a list is a class whose objects are refused, and the other way round."""
    actor = somebody(role, homeroom_of=led, teaches=taught, inspects=led)
    any_subject = [Target(school_id=1, class_id=class_id, subject=one) for one in (subject, *Subject)]
    if scope_of(role, action) in {Scope.NOBODY, Scope.OWN}:
        assert not any(allowed(actor, action, target) for target in any_subject)
        return
    limit = class_limit(actor, action)
    reachable = limit is None or class_id in limit
    assert reachable == any(allowed(actor, action, target) for target in any_subject)


class TestFresh:
    @pytest.mark.parametrize("age", [timedelta(seconds=-1), timedelta(0), timedelta(minutes=3), FRESH_FOR])
    def test_within_ten_minutes(self, age):
        fresh(somebody(Role.PRINCIPAL, factor_checked_at=NOON - age), at=NOON)

    @pytest.mark.parametrize("age", [FRESH_FOR + timedelta(seconds=1), timedelta(days=1), timedelta(seconds=-61)])
    def test_later_or_from_the_future(self, age):
        with pytest.raises(FreshFactorNeeded, match="FRESH_FACTOR_NEEDED"):
            fresh(somebody(Role.PRINCIPAL, factor_checked_at=NOON - age), at=NOON)

    def test_never_checked(self):
        with pytest.raises(FreshFactorNeeded):
            fresh(somebody(Role.PRINCIPAL), at=NOON)


def test_who_asks_does_not_decide_in_any_capacity():
    with pytest.raises(Forbidden, match="SAME_PERSON"):
        two_people(7, somebody(Role.PRINCIPAL))
    two_people(8, somebody(Role.PRINCIPAL))
