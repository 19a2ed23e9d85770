"""Tasks of the second half of a record's life, by role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from hocba.model import Moment
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, held_by
from hocba_web.assessment.selectors.progress import ClassState
from hocba_web.records.selectors.tallies import tallies
from hocba_web.supervision.selectors.signing.certificates import certificates
from hocba_web.supervision.selectors.signing.own import returned, turns, unfinished
from hocba_web.supervision.selectors.signing.requests import requests
from hocba_web.supervision.selectors.signing.school import to_approve, to_initialise, to_initialise_again, to_seal
from hocba_web.supervision.selectors.signing.sending import copies, sending, to_hand_out
from hocba_web.supervision.selectors.task import Task

_SEES_RECORDS = (
    Action.RECORD_INITIALISE,
    Action.RECORD_SIGN_MANAGER,
    Action.RECORD_SEAL,
    Action.RECORD_UNLOCK_DECIDE,
    Action.RECORD_UNLOCK_EXECUTE,
    Action.SUBMISSION_PREPARE,
    Action.GATEWAY_CONFIGURE,
)


def signing(
    actor: Actor, states: Sequence[ClassState], moment: Moment | None, at: datetime, real_at: datetime
) -> Iterator[Task]:
    """Everything that waits for somebody in their present capacity, from initialisation to the gateway's answer.

    Args:
        actor: whose.
        states: classes they see the entries of, at `moment`.
        moment: the one that the front page shows.
        at: aware, UTC.
        real_at: the machine's time, by which certificates end.
    """
    yield from returned(actor)
    yield from unfinished(actor)
    yield from turns(actor, at)
    records = tallies(actor.school_id) if any(held_by(actor.role, one) for one in _SEES_RECORDS) else ()
    yield from to_approve(actor, records, at)
    yield from requests(actor, records)
    yield from to_initialise_again(actor, records)
    yield from to_initialise(actor, states, moment, records)
    yield from to_seal(actor, records, at)
    yield from sending(actor, records, at, classes=frozenset(one.facts.id for one in states))
    yield from to_hand_out(actor, records)
    yield from copies(actor)
    yield from certificates(actor, at, real_at, signing_near=moment is Moment.YEAR_END or bool(records))
