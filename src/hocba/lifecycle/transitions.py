"""Which step leads where: one table, and one place that decides whether a step is legal."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from types import MappingProxyType

from hocba.errors import HocbaError
from hocba.lifecycle.vocabulary import Event, Guard, Role, State


class IllegalTransition(HocbaError):
    """A step that the record's state, the actor's role or an unmet guard forbids."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One step."""

    to: State
    actors: frozenset[Role]
    guards: tuple[Guard, ...]
    """All must hold, whoever acts."""
    source: str
    guards_of: Mapping[Role, tuple[Guard, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Further guards for one actor."""


_SCHOOL = "Decision 32/QĐ-THPĐ"
_SPEC = "Công văn 2088/BGDĐT-GDTH, Phụ lục 1"
_AMENDMENT = "Decision 1789/QĐ-SGDĐT (Thành phố Hồ Chí Minh), art. 21"
_CANCEL = "Convention of the project"

_BEFORE_ISSUE = (State.DRAFT, State.SUBJECTS_SIGNED, State.HOMEROOM_SIGNED, State.PRINCIPAL_SIGNED)

_INITIALISE = Transition(
    State.DRAFT,
    frozenset({Role.REGISTRAR, Role.CLERK}),
    (Guard.YEAR_SUMMARISED, Guard.PERSONAL_ID_VALID, Guard.LINT_WITHOUT_ERROR, Guard.SIGNERS_FIXED),
    f"{_SPEC}, part III",
)
_UNLOCK = Transition(
    State.OPEN_ENTRY,
    frozenset({Role.SCHOOL_ADMIN}),
    (Guard.PRINCIPAL_DECIDED, Guard.REASON_GIVEN),
    f"{_SCHOOL}, art. 6(6)(c) and art. 10",
)
_CANCELLED = Transition(
    State.CANCELLED,
    frozenset({Role.REGISTRAR, Role.CLERK, Role.HOMEROOM_TEACHER}),
    (Guard.REASON_GIVEN, Guard.SECOND_PERSON_AGREED),
    _CANCEL,
)
_REPACKAGE = Transition(State.PACKAGED, frozenset({Role.CLERK}), (Guard.PACKAGE_FITS,), f"{_SPEC}, part II")
_WITHDRAW = Transition(
    State.RECALLED,
    frozenset({Role.CLERK}),
    (Guard.PRINCIPAL_DECIDED, Guard.REASON_GIVEN),
    f"{_SPEC}, part I; {_SCHOOL}, art. 6(10)",
)
_REQUEST_RECALL = Transition(
    State.RECALL_REQUESTED,
    frozenset({Role.CLERK}),
    (Guard.NOT_CLOSED, Guard.PRINCIPAL_DECIDED, Guard.REASON_GIVEN),
    f"{_SPEC}, part III; {_SCHOOL}, chapter I art. 5(6)(a) and art. 6(10)",
)
_FINALISE = Transition(
    State.FINALISED,
    frozenset({Role.AUTHORITY, Role.CALENDAR}),
    (Guard.CLOSING_DUE,),
    f"{_SCHOOL}, chapter I art. 5(3)(d)",
)

TRANSITIONS: Mapping[tuple[State, Event], Transition] = MappingProxyType(
    {
        (State.OPEN_ENTRY, Event.INITIALISE): _INITIALISE,
        (State.DRAFT, Event.SIGN_SUBJECTS): Transition(
            State.SUBJECTS_SIGNED,
            frozenset({Role.SUBJECT_TEACHER, Role.HOMEROOM_TEACHER}),
            (Guard.PARTS_SIGNED,),
            f"{_SCHOOL}, art. 9(1) and art. 6(9)",
        ),
        (State.SUBJECTS_SIGNED, Event.SIGN_HOMEROOM): Transition(
            State.HOMEROOM_SIGNED,
            frozenset({Role.HOMEROOM_TEACHER}),
            (Guard.RULES_AGREE, Guard.SIGNATURES_VALID),
            f"{_SCHOOL}, art. 7(2)-(3)",
        ),
        (State.HOMEROOM_SIGNED, Event.APPROVE): Transition(
            State.PRINCIPAL_SIGNED,
            frozenset({Role.PRINCIPAL, Role.VICE_PRINCIPAL}),
            (Guard.SIGNATURES_VALID,),
            f"{_SCHOOL}, art. 6(9) and art. 6(6)(d)",
            MappingProxyType({Role.VICE_PRINCIPAL: (Guard.DEPUTY_AUTHORISED,)}),
        ),
        (State.PRINCIPAL_SIGNED, Event.ISSUE): Transition(
            State.ISSUED,
            frozenset({Role.CLERK, Role.PRINCIPAL}),
            (Guard.SIGNATURES_VALID, Guard.CERTIFICATE_APPROVED, Guard.SEAL_NOT_EARLY),
            f"{_SPEC}, part III",
        ),
        **{(state, Event.PACKAGE): _REPACKAGE for state in (State.ISSUED, State.PACKAGED, State.REJECTED)},
        (State.PACKAGED, Event.SUBMIT): Transition(
            State.SUBMITTED,
            frozenset({Role.CLERK}),
            (Guard.PACKAGE_SIGNED,),
            f"{_SPEC}, part II; {_SCHOOL}, chapter I art. 5(3)(b)",
        ),
        (State.SUBMITTED, Event.ACCEPT): Transition(
            State.ACCEPTED, frozenset({Role.GATEWAY}), (Guard.SIGNATURES_VALID,), f"{_SPEC}, part II"
        ),
        (State.SUBMITTED, Event.REJECT): Transition(
            State.REJECTED, frozenset({Role.GATEWAY}), (Guard.ERROR_GIVEN,), f"{_SPEC}, part II"
        ),
        **{(state, Event.WITHDRAW): _WITHDRAW for state in (State.ISSUED, State.PACKAGED, State.REJECTED)},
        (State.ACCEPTED, Event.REPORT): Transition(
            State.REPORTED, frozenset({Role.AUTHORITY}), (), f"{_SPEC}, part IV"
        ),
        (State.ACCEPTED, Event.REQUEST_RECALL): _REQUEST_RECALL,
        (State.REPORTED, Event.REQUEST_RECALL): _REQUEST_RECALL,
        (State.RECALL_REQUESTED, Event.AGREE_RECALL): Transition(
            State.RECALLED, frozenset({Role.AUTHORITY}), (Guard.MINISTRY_AGREED,), f"{_SPEC}, part IV"
        ),
        (State.RECALL_REQUESTED, Event.REFUSE_RECALL): Transition(
            State.ACCEPTED, frozenset({Role.AUTHORITY}), (Guard.REASON_GIVEN,), f"{_SPEC}, part IV"
        ),
        (State.ACCEPTED, Event.FINALISE): _FINALISE,
        (State.REPORTED, Event.FINALISE): _FINALISE,
        (State.FINALISED, Event.REPORT): Transition(
            State.FINALISED, frozenset({Role.AUTHORITY}), (), f"{_SPEC}, part IV"
        ),
        (State.FINALISED, Event.SUPERSEDE): Transition(
            State.SUPERSEDED,
            frozenset({Role.AUTHORITY}),
            (Guard.AMENDMENT_ALLOWED, Guard.REASON_GIVEN, Guard.EVIDENCE_GIVEN, Guard.REPLACEMENT_ACCEPTED),
            _AMENDMENT,
        ),
        **{(state, Event.UNLOCK): _UNLOCK for state in _BEFORE_ISSUE},
        **{(state, Event.CANCEL): _CANCELLED for state in _BEFORE_ISSUE},
    }
)
"""Every legal step. After a refused recall a record that had been reported is reported again by its own event; that it
had been is a date of its own. MINISTRY_AGREED holds where nothing was reported. A signed package that was never sent is
made anew without leaving PACKAGED; what was sent and not answered is neither packed again nor withdrawn, for it may
have been accepted."""


def required_guards(transition: Transition, role: Role) -> tuple[Guard, ...]:
    """Everything that must hold if `role` takes this step."""
    return (*transition.guards, *transition.guards_of.get(role, ()))


def next_state(state: State, event: Event, role: Role, facts: AbstractSet[Guard]) -> State:
    """The state after `event`.

    Args:
        state: where the record stands.
        event: what is to happen.
        role: in which role somebody acts.
        facts: the guards that hold now, found out by the caller.

    Raises:
        IllegalTransition: TRANSITION_UNKNOWN, no such step from there; TRANSITION_ROLE, another role's step;
            TRANSITION_GUARD, something it needs does not hold (`params["guards"]` lists all).
    """
    transition = TRANSITIONS.get((state, event))
    where, words = state.value, {"state": state.label(), "event": event.label(), "role": role.label()}
    if transition is None:
        raise IllegalTransition("TRANSITION_UNKNOWN", where=where, **words)
    if role not in transition.actors:
        actors = ", ".join(actor.label() for actor in Role if actor in transition.actors)
        raise IllegalTransition("TRANSITION_ROLE", where=where, source=transition.source, actors=actors, **words)
    unmet = tuple(guard for guard in required_guards(transition, role) if guard not in facts)
    if unmet:
        names = "; ".join(guard.label() for guard in unmet)
        raise IllegalTransition(
            "TRANSITION_GUARD", where=where, source=transition.source, guards=unmet, names=names, **words
        )
    return transition.to


def steps_from(state: State, role: Role) -> tuple[Event, ...]:
    """Events that `role` could bring about in `state`, if their guards hold."""
    return tuple(event for event in Event if (step := TRANSITIONS.get((state, event))) and role in step.actors)
