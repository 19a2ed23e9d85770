"""A second test where the first was abnormal: the last score counts, both are kept."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

from django.db import transaction

from hocba.model import Moment, Subject
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.assessment.models import EditAct, Retest, SubjectResult
from hocba_web.assessment.selectors.grid.book import load_book, pupil_lock, since
from hocba_web.assessment.selectors.grid.values import accepted
from hocba_web.assessment.selectors.progress.count import all_findings, counts_of
from hocba_web.assessment.selectors.register import class_facts
from hocba_web.assessment.selectors.windows.access import accesses
from hocba_web.assessment.services.grid.writing import put
from hocba_web.assessment.services.progress.recount import hold, keep
from hocba_web.assessment.services.windows.common import reason_of
from hocba_web.audit import services as audit
from hocba_web.base import clock
from hocba_web.base.refusals import Missing, Refused
from hocba_web.schools.selectors.regulation import regulation_in_force

SOURCE = "Circular 27/2020/TT-BGDĐT, art. 7(1)(d)"
TERM_ENDS = (Moment.END1, Moment.YEAR_END)


@transaction.atomic
def enter_retest(
    *,
    actor: Actor,
    class_id: int,
    moment: Moment,
    subject: Subject,
    enrolment_id: int,
    score: str,
    reason: str,
    school_note: str,
    tested_on: date,
    at: datetime,
) -> Retest:
    """Keep the score of a second test beside the first; it becomes the pupil's score.

    Source: Circular 27/2020/TT-BGDĐT, art. 7(1)(d); appendix 1: the last test counts, higher or lower.

    Args:
        actor: who teaches the subject.
        class_id: a class of the actor's school.
        moment: END1 or YEAR_END.
        subject: one with a test at that moment.
        enrolment_id: of the class.
        score: whole points, 0-10, as typed.
        reason: what was abnormal about the first.
        school_note: who at the school agreed; compulsory where the school's regulation says so.
        tested_on: day of the second test, not in the future.
        at: aware, UTC.

    Raises:
        Missing: NOT_FOUND_HERE.
        Forbidden: ROLE_MAY_NOT, OUT_OF_SCOPE.
        Refused: RETEST_NO_TEST, RETEST_NO_FIRST, RETEST_DAY, RETEST_NOTE_NEEDED, CELL_WHOLE, REASON_NEEDED,
            REASON_TOO_LONG, PUPIL_LEFT_CLASS, PUPIL_NOT_ASSESSED, PART_COMPLETED, PART_SIGNED, the window's code.
    """
    facts = class_facts(class_id, actor.school_id)
    require(
        actor,
        Action.RESULTS_ENTER_SUBJECT,
        Target(school_id=facts.school_id, class_id=facts.id, subject=subject),
    )
    name = facts.part_name(subject.value)
    if moment not in TERM_ENDS or subject not in facts.rules.tested(moment):
        raise Refused("RETEST_NO_TEST", where=subject.value, source=SOURCE, part=name)
    why = reason_of(reason)
    today = clock.local(at).date()
    note = reason_of(school_note, "school_note") if school_note.strip() else ""
    if not note and regulation_in_force(facts.school_id, today).values.retest_needs_vice_note:
        raise Refused("RETEST_NOTE_NEEDED", where="school_note", source=SOURCE)
    if not facts.starts_on <= tested_on <= today:
        raise Refused("RETEST_DAY", where="tested_on", source=SOURCE, day=f"{tested_on:%d/%m/%Y}")
    held = hold(facts, moment, at=at)
    book = load_book(facts, moment, today)
    pupil = book.by_enrolment.get(enrolment_id)
    if pupil is None:
        raise Missing("NOT_FOUND_HERE")
    access = accesses(facts, moment, [subject.value], at, marks=held.marks, hold=True)[subject.value]
    closed = access.refusal_of(enrolment_id, name)
    if closed is not None:
        raise closed
    if lock := pupil_lock(book, pupil, subject.value):
        raise Refused(lock, since=since(pupil))
    column = book.by_id[f"{subject.value}.score"]
    value, first = accepted(column, score), book.value(enrolment_id, column.id)
    if not value:
        raise Refused("CELL_WHOLE", where="score", least=column.least, most=column.most)
    if not first:
        raise Refused("RETEST_NO_FIRST", where=column.id, source=SOURCE, part=name)
    put(book, [(enrolment_id, column, value)], by=actor.user_id, at=at)
    result = SubjectResult.objects.get(enrolment_id=enrolment_id, moment=moment.value, subject=subject.value)
    row = Retest.objects.create(
        result=result,
        first_score=int(first),
        second_score=int(value),
        reason=why,
        school_note=note,
        tested_on=tested_on,
        by_id=actor.user_id,
        at=at,
    )
    keep(held, counts_of(book, all_findings(book)), at=at)
    EditAct.objects.create(
        uuid=uuid4(),
        school_class_id=facts.id,
        period=moment.value,
        part=subject.value,
        kind="retest",
        changes=[[enrolment_id, column.id, first, value]],
        answer={"retest": row.id},
        by_id=actor.user_id,
        at=at,
    )
    audit.record(
        actor=actor,
        action="assessment.score.retested",
        subject=("class", facts.id),
        at=at,
        school_id=facts.school_id,
        pupils=[pupil.pupil_id],
        details={"class": facts.name, "period": moment.value, "part": subject.value, "retest": row.id},
    )
    return row
