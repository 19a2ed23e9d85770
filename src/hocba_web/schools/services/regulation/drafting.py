"""Writing the next version; it changes nothing until it is published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean
from hocba_web.schools.models import RegulationVersion
from hocba_web.schools.regulation_text import SECTION_KEYS, SectionText, first_text
from hocba_web.schools.regulation_values import DEFAULTS, SOURCE, RegulationValues
from hocba_web.schools.selectors.regulation import version_in_force
from hocba_web.schools.services.dates import day_of

_LONGEST_TITLE = 150
_LONGEST_TEXT = 20_000


@transaction.atomic
def begin_draft(*, actor: Actor, at: datetime) -> RegulationVersion:
    """Begin the next version from the one in force, the first from the project's text and defaults.

    Raises:
        Refused: REGULATION_DRAFT_EXISTS.
    """
    require(actor, Action.REGULATION_EDIT, Target(school_id=actor.school_id))
    current = version_in_force(actor.school_id, day_of(at))
    sections: list[SectionText] = (
        [{"key": one.key, "title": one.title, "text": one.text} for one in current.sections]
        if current
        else list(first_text())
    )
    values = current.values if current else DEFAULTS
    try:
        with transaction.atomic():
            draft = RegulationVersion.objects.create(
                school_id=actor.school_id,
                sections=sections,
                values=values.as_json(),
                drafted_by_id=actor.user_id,
                drafted_at=at,
            )
    except IntegrityError as error:
        raise Refused("REGULATION_DRAFT_EXISTS") from error
    _trace(actor, "schools.regulation.draft_begun", draft, at)
    return draft


@transaction.atomic
def save_draft(
    *,
    actor: Actor,
    sections: Mapping[str, tuple[str, str]],
    values: RegulationValues,
    summary: str,
    at: datetime,
) -> RegulationVersion:
    """Write the draft.

    Args:
        actor: the principal.
        sections: title and text by key, "a" to "d"; none is empty.
        values: what the system is to follow; from `regulation_values.parse`.
        summary: what is new, for those who read it again.
        at: aware, UTC.

    Raises:
        Missing: REGULATION_NO_DRAFT.
        Refused: REGULATION_SECTION_EMPTY, REGULATION_SECTION_LONG.
    """
    require(actor, Action.REGULATION_EDIT, Target(school_id=actor.school_id))
    draft = draft_here(actor)
    draft.sections = _checked(sections)
    draft.values = values.as_json()
    draft.summary = clean(summary)[:500]
    draft.save(update_fields=["sections", "values", "summary"])
    _trace(actor, "schools.regulation.draft_saved", draft, at)
    return draft


@transaction.atomic
def drop_draft(*, actor: Actor, at: datetime) -> None:
    """Give the draft up.

    Raises:
        Missing: REGULATION_NO_DRAFT.
    """
    require(actor, Action.REGULATION_EDIT, Target(school_id=actor.school_id))
    draft = draft_here(actor)
    _trace(actor, "schools.regulation.draft_dropped", draft, at)
    draft.delete()


def draft_here(actor: Actor) -> RegulationVersion:
    """The draft of the actor's school, locked.

    Raises:
        Missing: REGULATION_NO_DRAFT.
    """
    drafts = RegulationVersion.objects.select_for_update()
    draft = drafts.filter(school_id=actor.school_id, published_at__isnull=True).first()
    if draft is None:
        raise Missing("REGULATION_NO_DRAFT")
    return draft


def _checked(sections: Mapping[str, tuple[str, str]]) -> Sequence[SectionText]:
    checked: list[SectionText] = []
    for key in SECTION_KEYS:
        title, text = (clean(part) for part in sections.get(key, ("", "")))
        if not title or not text:
            raise Refused("REGULATION_SECTION_EMPTY", where=key, source=SOURCE, section=key)
        if len(title) > _LONGEST_TITLE or len(text) > _LONGEST_TEXT:
            raise Refused("REGULATION_SECTION_LONG", where=key, section=key, longest=_LONGEST_TEXT)
        checked.append({"key": key, "title": title, "text": text})
    return checked


def _trace(actor: Actor, action: str, draft: RegulationVersion, at: datetime) -> None:
    audit.record(actor=actor, action=action, subject=("regulation", draft.id), at=at, school_id=actor.school_id)
