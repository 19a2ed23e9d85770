"""The mid-year hand-over document of a pupil who leaves, from the register and the results to date.

Source: Circular 28/2020/TT-BGDĐT, art. 36(2)(c); after Decision 1789/QĐ-SGDĐT, art. 22 (head and seal sign the results
to date; the receiving school goes on from there).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hocba.documents.handover import Handover, HandoverMoment, HandoverResult
from hocba.issuing.assemble import place_of_issue
from hocba.model import Absences, Comments, Health, Manager, Moment, MomentResults, Subject
from hocba.regulation import form_name
from hocba_web.assessment.selectors.register import ClassFacts, class_facts
from hocba_web.assessment.selectors.year_results import year_results
from hocba_web.base.refusals import Refused
from hocba_web.schools.selectors.pupils.transfer_facts import TransferFacts
from hocba_web.schools.selectors.rolls import places
from hocba_web.schools.selectors.signers import signers_of

SOURCE = "Circular 28/2020/TT-BGDĐT, art. 36"
MOMENTS = (Moment.MID1, Moment.END1, Moment.MID2)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Leaving:
    """The place that a pupil left."""

    enrolment: Any
    """The row of the register, whose tables are private, with pupil, class and school."""
    facts: ClassFacts

    @property
    def pupil(self) -> Any:  # noqa: ANN401  # as above
        """The pupil's row."""
        return self.enrolment.pupil


def leaving(transfer: TransferFacts) -> Leaving:
    """The place that the pupil of an outgoing transfer left.

    Raises:
        Refused: PUPIL_NOT_ON_ROLL, there is none.
    """
    rows = places(pupil_id=transfer.pupil_id, school_class_id=transfer.class_id)
    found = rows.select_related("pupil", "school_class__year__school").prefetch_related(
        "homeroom_entries", "pupil__guardians"
    )
    enrolment = found.first()
    if enrolment is None:
        raise Refused("PUPIL_NOT_ON_ROLL", where=transfer.class_name)
    return Leaving(enrolment, class_facts(transfer.class_id, transfer.school_id))


def is_mid_year(transfer: TransferFacts) -> bool:
    """Whether the pupil leaves while the year runs: before it there is nothing yet, after it there is a record."""
    return transfer.year_starts_on < transfer.on <= transfer.year_ends_on


def known_absences(found: Leaving) -> Absences | None:
    """The half-days that were entered last; None where nobody entered any."""
    for entry in _entries(found):
        if entry.excused is not None and entry.unexcused is not None:
            return Absences(entry.excused, entry.unexcused)
    return None


def handover_of(
    transfer: TransferFacts,
    found: Leaving,
    *,
    uuid: UUID,
    manager: Manager,
    absences: Absences,
    evidence: str,
    today: date,
) -> Handover:
    """What the school hands over of the unfinished year.

    Args:
        transfer: as the principal approved it.
        found: the place left.
        uuid: of the new document, version 4.
        manager: who will sign as head.
        absences: half-days so far, as the registrar confirmed them.
        evidence: kind of disability and the paper it rests on; empty for others.
        today: the day in Vietnam.

    Raises:
        Refused: HANDOVER_HOMEROOM_MISSING.
        InvalidValue: HANDOVER_NOT_ASSESSED.
    """
    enrolment, facts = found.enrolment, found.facts
    pupil = enrolment.pupil
    school = enrolment.school_class.year.school.identity()
    homeroom = signers_of(facts.year_id, [facts.id], transfer.on - _DAY).get((facts.id, None), ())
    if not homeroom:
        raise Refused("HANDOVER_HOMEROOM_MISSING", where=facts.name, source=SOURCE)
    results = year_results([enrolment.pk])[enrolment.pk]
    comments = {entry.moment: _comments(entry) for entry in enrolment.homeroom_entries.all()}
    assessed = not pupil.not_assessed
    moments = tuple(
        _moment(facts, moment, results.moments.get(moment), comments.get(moment.value))
        for moment in MOMENTS
        if assessed and (moment in results.moments or any(_texts(comments.get(moment.value))))
    )
    return Handover(
        lookup_uuid=uuid,
        school_year=facts.school_year,
        school=school,
        grade=facts.grade,
        class_name=facts.name,
        pupil=pupil.identity(),
        moments=moments,
        absences=absences,
        health=_health(found),
        not_assessed=pupil.not_assessed,
        disability_evidence=evidence,
        homeroom_teacher=homeroom[-1].name,
        manager=manager,
        place_of_issue=place_of_issue(school.province),
        prepared_on=today,
        left_on=transfer.on - _DAY,
        receiving_school=f"{transfer.other_school}, {transfer.other_province}",
    )


def _moment(
    facts: ClassFacts, moment: Moment, results: MomentResults | None, comments: Comments | None
) -> HandoverMoment:
    rules, entered = facts.rules, results.subjects if results is not None else {}
    tested = rules.tested(moment)
    return HandoverMoment(
        moment=moment,
        results=tuple(
            HandoverResult(
                subject=subject,
                name=form_name(subject, facts.languages.get(subject, "") if subject is _ENGLISH else ""),
                level=entered[subject].level,
                score=entered[subject].score if subject in tested else None,
                comment=entered[subject].comment,
            )
            for subject in facts.subjects
            if subject in entered
        ),
        competencies=tuple(
            (one, results.competencies[one])
            for one in rules.competencies
            if results is not None and one in results.competencies
        ),
        qualities=tuple(
            (one, results.qualities[one]) for one in rules.qualities if results is not None and one in results.qualities
        ),
        comments=comments or Comments("", "", "", ""),
    )


_ENGLISH = Subject.FOREIGN_LANG_1


def _entries(found: Leaving) -> list[Any]:
    """What the homeroom teacher entered, the latest moment first."""
    order = [moment.value for moment in Moment]
    rows = [row for row in found.enrolment.homeroom_entries.all() if row.moment in order]
    return sorted(rows, key=lambda row: -order.index(row.moment))


def _health(found: Leaving) -> Health | None:
    for entry in _entries(found):
        if entry.weight_kg is not None and entry.height_cm is not None:
            return Health(weight_kg=entry.weight_kg, height_cm=entry.height_cm)
    return None


def _comments(entry: Any) -> Comments:  # noqa: ANN401  # a row of assessment, whose tables are private
    return Comments(entry.comment_qualities, entry.comment_general, entry.comment_specific, entry.comment_homeroom)


def _texts(comments: Comments | None) -> tuple[str, ...]:
    if comments is None:
        return ()
    return (comments.qualities, comments.general_competencies, comments.specific_competencies, comments.homeroom)
