"""Regular checks: a sample drawn by chance, stored, ticked off (Decision 32/QĐ-THPĐ, art. 12(1), 12(2), 6(8))."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from random import SystemRandom

from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from hocba.model import Moment
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.assessment.parts import HOMEROOM
from hocba_web.assessment.selectors.register import class_facts
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean
from hocba_web.schools.selectors.pupils.scope import ON_ROLL
from hocba_web.schools.selectors.rolls import places
from hocba_web.schools.selectors.setup import current_year
from hocba_web.schools.selectors.teaching import teachers_of_class
from hocba_web.supervision.models import Check, CheckItem
from hocba_web.supervision.services.notices import notify

SOURCE = "Decision 32/QĐ-THPĐ, art. 12(2)"
LARGEST_SAMPLE = 40


@transaction.atomic
def start_check(
    *, actor: Actor, moment: Moment, class_ids: Collection[int], subject: str, per_class: int, at: datetime
) -> Check:
    """Draw a sample of pupils of some classes; drawn by the machine's own chance, once, and kept.

    Args:
        actor: principal or vice principal.
        moment: which entries are looked at.
        class_ids: of the current year.
        subject: what is looked at, in words.
        per_class: pupils a class, 1 to 40; all where a class has fewer.
        at: aware, UTC.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Refused: CHECK_NO_CLASS, CHECK_SIZE, CHECK_NOBODY.
    """
    require(actor, Action.REGULAR_CHECK, Target(school_id=actor.school_id))
    year = current_year(actor.school_id)
    if not 1 <= per_class <= LARGEST_SAMPLE:
        raise Refused("CHECK_SIZE", where="per_class", source=SOURCE, most=LARGEST_SAMPLE)
    on_roll: dict[int, list[tuple[int, int]]] = defaultdict(list)
    if year is not None:
        rows = places(school_class__year_id=year.id, school_class_id__in=class_ids)
        for place, class_id, pupil in rows.filter(ON_ROLL).values_list("id", "school_class_id", "pupil_id"):
            on_roll[class_id].append((place, pupil))
    if year is None or not class_ids:
        raise Refused("CHECK_NO_CLASS", where="classes", source=SOURCE)
    if not on_roll:
        raise Refused("CHECK_NOBODY", where="classes", source=SOURCE)
    check = Check.objects.create(
        school_id=actor.school_id,
        year_id=year.id,
        period=moment.value,
        subject=clean(subject),
        per_class=per_class,
        started_by_id=actor.user_id,
        started_at=at,
    )
    chance = SystemRandom()
    drawn = [one for pupils in on_roll.values() for one in chance.sample(pupils, min(per_class, len(pupils)))]
    CheckItem.objects.bulk_create(CheckItem(check_run=check, enrolment_id=place) for place, _pupil in drawn)
    _trace(actor, "supervision.check.started", check, at, [pupil for _place, pupil in drawn])
    return check


@transaction.atomic
def note_item(
    *, actor: Actor, check_id: int, item_id: int, verdict: str, part: str = "", note: str = "", at: datetime
) -> CheckItem:
    """Tick one pupil off; what is to be mended is told to the teacher of that part, without the pupil's name.

    Args:
        actor: principal or vice principal.
        check_id: of the actor's school.
        item_id: of that check.
        verdict: a value of `CheckItem.Verdict`, not empty.
        part: what is to be mended: a subject's value or "homeroom".
        note: what is wrong with it; needed where something is to be mended.
        at: aware, UTC.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: CHECK_CLOSED, CHECK_NOTE_NEEDED.
    """
    check = _open_check(actor, check_id)
    item = check.items.select_related("enrolment").filter(id=item_id).first()
    if item is None or verdict not in {CheckItem.Verdict.FINE, CheckItem.Verdict.MEND}:
        raise Missing("NOT_FOUND_HERE")
    mend = verdict == CheckItem.Verdict.MEND
    facts = class_facts(item.enrolment.school_class_id, actor.school_id)
    if mend and (part not in facts.parts or not clean(note)):
        raise Refused("CHECK_NOTE_NEEDED", where="note", source=SOURCE)
    item.verdict = verdict
    item.part, item.note = (part, clean(note)[:500]) if mend else ("", "")
    item.told_id = _teacher(facts.id, part, at) if mend else None
    item.by_id, item.at = actor.user_id, at
    item.save()
    if item.told_id is not None:
        with override("vi"):
            text = (
                f"Kiểm tra thường xuyên: cần sửa ở lớp {facts.name} – {facts.part_name(part)}, "
                f"học sinh số {item.enrolment.number} trong danh sách."
            )
        url = reverse("supervision:check_notes")
        notify(user_id=item.told_id, kind="supervision.check.mend", text=text, url=url, at=at)
    _trace(actor, "supervision.check.item_noted", check, at, [item.enrolment.pupil_id])
    return item


@transaction.atomic
def close_check(*, actor: Actor, check_id: int, summary: str, at: datetime) -> Check:
    """Close a check with its summary; nothing in it changes afterwards.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Missing: NOT_FOUND_HERE.
        Refused: CHECK_CLOSED, CHECK_UNFINISHED.
    """
    check = _open_check(actor, check_id)
    left = check.items.filter(verdict=CheckItem.Verdict.OPEN).count()
    if left:
        raise Refused("CHECK_UNFINISHED", source=SOURCE, left=left)
    check.summary, check.closed_at, check.closed_by_id = clean(summary)[:2000], at, actor.user_id
    check.save(update_fields=["summary", "closed_at", "closed_by"])
    _trace(actor, "supervision.check.closed", check, at, [])
    return check


def _open_check(actor: Actor, check_id: int) -> Check:
    require(actor, Action.REGULAR_CHECK, Target(school_id=actor.school_id))
    check = Check.objects.select_for_update().filter(school_id=actor.school_id, id=check_id).first()
    if check is None:
        raise Missing("NOT_FOUND_HERE")
    if check.closed_at is not None:
        raise Refused("CHECK_CLOSED", source=SOURCE)
    return check


def _teacher(class_id: int, part: str, at: datetime) -> int | None:
    """Account of who answers for a part today: the substitute where there is one."""
    found = [
        one.user_id
        for one in teachers_of_class(class_id, clock.local(at).date())
        if (HOMEROOM if one.subject is None else one.subject.value) == part
    ]
    return found[-1] if found else None


def _trace(actor: Actor, action: str, check: Check, at: datetime, pupils: Collection[int]) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=("check", check.pk),
        at=at,
        school_id=actor.school_id,
        pupils=pupils,
        details={"pupils": len(pupils)},
    )
