"""The yearly review of a class and verdicts about doubles: who looked, when, at what."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require, source_of
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.schools.models import ClassReview, DuplicateVerdict
from hocba_web.schools.selectors.pupils.duplicates import pair_of
from hocba_web.schools.selectors.pupils.review import findings_of_class
from hocba_web.schools.selectors.pupils.scope import ON_ROLL, find_class, require_class
from hocba_web.schools.services.pupils.checks import require_reason
from hocba_web.schools.services.pupils.errors import DataRefused, Problem


@transaction.atomic
def class_review_confirm(*, actor: Actor, class_id: int, note: str, seen_findings: int, at: datetime) -> ClassReview:
    """The homeroom teacher confirms that the personal data of the class were gone through (art. 7(1)).

    Args:
        actor: homeroom teacher of the class.
        class_id: the class.
        note: in words; compulsory while something is missing or odd.
        seen_findings: how many findings the page showed; more by now means that it must be looked at again.
        at: aware, UTC.

    Raises:
        Missing, Forbidden: by scope.
        Refused: REVIEW_NO_PUPILS, REVIEW_CHANGED_MEANWHILE.
        DataRefused: REVIEW_NOTE_MISSING.
    """
    school_class = find_class(actor, class_id, lock=True)
    require_class(actor, Action.CLASS_REVIEW_CONFIRM, school_class)
    pupils = list(school_class.enrolments.filter(ON_ROLL).values_list("pupil_id", flat=True))
    if not pupils:
        raise Refused("REVIEW_NO_PUPILS", where=school_class.name, class_name=school_class.name)
    found = sum(len(row.findings) for row in findings_of_class(school_class, at))
    if found > seen_findings:
        raise Refused("REVIEW_CHANGED_MEANWHILE", where=school_class.name, found=found, seen=seen_findings)
    if found and not note.strip():
        raise DataRefused([Problem("note", "REVIEW_NOTE_MISSING", {}, source_of(Action.CLASS_REVIEW_CONFIRM))])
    review = ClassReview.objects.create(
        school_class=school_class,
        note=note.strip(),
        pupils=len(pupils),
        open_findings=found,
        by_id=actor.user_id,
        at=at,
    )
    audit.record(
        actor=actor,
        action="schools.class.reviewed",
        subject=("class", school_class.pk),
        at=at,
        school_id=actor.school_id,
        pupils=pupils,
        details={"class_name": school_class.name, "pupils": len(pupils), "findings": found},
    )
    return review


@transaction.atomic
def duplicate_dismiss(*, actor: Actor, first_id: int, second_id: int, note: str, at: datetime) -> DuplicateVerdict:
    """Two rows that look like one child are two children (art. 4(4)).

    Args:
        actor: the registrar.
        first_id: one pupil.
        second_id: the other.
        note: how that was found out.
        at: aware, UTC.

    Raises:
        Forbidden: by role.
        Missing: NOT_FOUND_HERE, one of them is another school's, or nothing makes them look alike.
        DataRefused: PUPIL_REASON_MISSING.
    """
    require(actor, Action.DUPLICATE_RESOLVE, Target(school_id=actor.school_id))
    pair = pair_of(actor.school_id, first_id, second_id)
    if pair is None:
        raise Missing("NOT_FOUND_HERE")
    verdict = DuplicateVerdict.objects.create(
        first_id=pair.first.pupil_id,
        second_id=pair.second.pupil_id,
        reasons=list(pair.reasons),
        note=require_reason(note),
        by_id=actor.user_id,
        at=at,
    )
    audit.record(
        actor=actor,
        action="schools.duplicate.dismissed",
        subject=("pupil", pair.first.pupil_id),
        at=at,
        school_id=actor.school_id,
        pupils=[pair.first.pupil_id, pair.second.pupil_id],
        details={"reasons": list(pair.reasons)},
    )
    return verdict
