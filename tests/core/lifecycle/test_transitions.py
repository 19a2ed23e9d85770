"""The table of states, over every pair of state and event, every role and every guard."""

from __future__ import annotations

from itertools import product

import pytest

from hocba.lifecycle import (
    TRANSITIONS,
    Event,
    Guard,
    IllegalTransition,
    Lock,
    Role,
    State,
    next_state,
    required_guards,
    steps_from,
)
from hocba.messages import catalogue

EVERYTHING = frozenset(Guard)
TERMINAL = {State.RECALLED, State.SUPERSEDED, State.CANCELLED}


@pytest.mark.parametrize(("state", "event"), list(product(State, Event)), ids=lambda one: one.value)
def test_every_pair_is_either_in_the_table_or_refused(state, event):
    transition = TRANSITIONS.get((state, event))
    for role in Role:
        if transition is None:
            with pytest.raises(IllegalTransition) as refused:
                next_state(state, event, role, EVERYTHING)
            assert refused.value.code == "TRANSITION_UNKNOWN"
            assert refused.value.where == state.value
        elif role not in transition.actors:
            with pytest.raises(IllegalTransition) as refused:
                next_state(state, event, role, EVERYTHING)
            assert refused.value.code == "TRANSITION_ROLE"
            assert event not in steps_from(state, role)
        else:
            assert next_state(state, event, role, EVERYTHING) is transition.to
            assert event in steps_from(state, role)


STEPS = [(state, event, role) for (state, event), step in TRANSITIONS.items() for role in Role if role in step.actors]


@pytest.mark.parametrize(("state", "event", "role"), STEPS, ids=lambda one: one.value)
def test_each_guard_alone_stops_its_step(state, event, role):
    guards = required_guards(TRANSITIONS[state, event], role)
    for guard in guards:
        with pytest.raises(IllegalTransition) as refused:
            next_state(state, event, role, EVERYTHING - {guard})
        assert refused.value.code == "TRANSITION_GUARD"
        assert refused.value.params["guards"] == (guard,)
    assert next_state(state, event, role, frozenset(guards)) is TRANSITIONS[state, event].to


def test_all_unmet_guards_are_named_at_once():
    with pytest.raises(IllegalTransition) as refused:
        next_state(State.PRINCIPAL_SIGNED, Event.ISSUE, Role.CLERK, frozenset())
    assert refused.value.params["guards"] == (
        Guard.SIGNATURES_VALID,
        Guard.CERTIFICATE_APPROVED,
        Guard.SEAL_NOT_EARLY,
    )
    assert "chứng thư số của trường đã được phê duyệt" in str(refused.value.params["names"])


def test_a_vice_principal_signs_only_when_authorised():
    facts = {Guard.SIGNATURES_VALID}
    assert next_state(State.HOMEROOM_SIGNED, Event.APPROVE, Role.PRINCIPAL, facts) is State.PRINCIPAL_SIGNED
    with pytest.raises(IllegalTransition):
        next_state(State.HOMEROOM_SIGNED, Event.APPROVE, Role.VICE_PRINCIPAL, facts)


def test_the_life_of_a_record_from_entry_to_effect():
    state = State.OPEN_ENTRY
    for event, role in (
        (Event.INITIALISE, Role.REGISTRAR),
        (Event.SIGN_SUBJECTS, Role.SUBJECT_TEACHER),
        (Event.SIGN_HOMEROOM, Role.HOMEROOM_TEACHER),
        (Event.APPROVE, Role.PRINCIPAL),
        (Event.ISSUE, Role.CLERK),
        (Event.PACKAGE, Role.CLERK),
        (Event.SUBMIT, Role.CLERK),
        (Event.REJECT, Role.GATEWAY),
        (Event.PACKAGE, Role.CLERK),
        (Event.SUBMIT, Role.CLERK),
        (Event.ACCEPT, Role.GATEWAY),
        (Event.REQUEST_RECALL, Role.CLERK),
        (Event.REFUSE_RECALL, Role.AUTHORITY),
        (Event.REPORT, Role.AUTHORITY),
        (Event.FINALISE, Role.CALENDAR),
        (Event.REPORT, Role.AUTHORITY),
    ):
        state = next_state(state, event, role, EVERYTHING)
    assert state is State.FINALISED


def test_every_state_is_reached_and_only_the_void_ones_are_ends():
    reached, frontier = set(), {State.OPEN_ENTRY}
    while frontier:
        reached |= frontier
        frontier = {step.to for (state, _), step in TRANSITIONS.items() if state in frontier} - reached
    assert reached == set(State)
    assert {state for state in State if not any(key[0] is state for key in TRANSITIONS)} == TERMINAL


def test_every_event_role_and_guard_is_used():
    assert {event for _, event in TRANSITIONS} == set(Event)
    actors = {role for step in TRANSITIONS.values() for role in step.actors}
    assert actors == set(Role)
    used = {guard for step in TRANSITIONS.values() for role in Role for guard in required_guards(step, role)}
    assert used == set(Guard)


def test_an_issued_record_is_never_unlocked_or_cancelled():
    before = {State.DRAFT, State.SUBJECTS_SIGNED, State.HOMEROOM_SIGNED, State.PRINCIPAL_SIGNED}
    for event in (Event.UNLOCK, Event.CANCEL):
        assert {state for state, one in TRANSITIONS if one is event} == before


def test_only_what_the_authority_cannot_hold_is_withdrawn_or_packed():
    outside = {State.ISSUED, State.PACKAGED, State.REJECTED}
    assert {state for state, one in TRANSITIONS if one is Event.WITHDRAW} == outside
    assert {state for state, one in TRANSITIONS if one is Event.PACKAGE} == outside
    decided = {Guard.PRINCIPAL_DECIDED, Guard.REASON_GIVEN}
    assert next_state(State.ISSUED, Event.WITHDRAW, Role.CLERK, decided) is State.RECALLED
    with pytest.raises(IllegalTransition, match="TRANSITION_UNKNOWN"):
        next_state(State.SUBMITTED, Event.WITHDRAW, Role.CLERK, EVERYTHING)


def test_nothing_but_a_replacement_follows_the_closing():
    after = {step.to for (state, _), step in TRANSITIONS.items() if state is State.FINALISED}
    assert after == {State.FINALISED, State.SUPERSEDED}


def test_the_school_admin_only_unlocks():
    assert {event for (_, event), step in TRANSITIONS.items() if Role.SCHOOL_ADMIN in step.actors} == {Event.UNLOCK}


@pytest.mark.parametrize(
    "word", [*State, *Event, *Role, *Guard, *Lock], ids=lambda one: f"{type(one).__name__}.{one.name}"
)
def test_every_word_has_its_names(word):
    code = f"{type(word).__name__.upper()}_{word.name}"
    assert catalogue()[code].vi == word.label()
    assert catalogue()[code].en == word.label("en")
    assert word.label() != code


def test_every_step_has_its_source():
    assert all(step.source for step in TRANSITIONS.values())
    assert State.DRAFT.label() == "Dự thảo (đã khởi tạo)"
