"""Who is to sign: everybody there, each one person, each with an ID."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hocba.lint.context import Case
from hocba.lint.finding import Finding, finding
from hocba.model import Person, check_personal_id
from hocba.regulation import form_name, manager_titles


def _signers(case: Case) -> Iterator[tuple[str, Person]]:
    """Everybody who signs, with the place that names them."""
    for index, part in enumerate(case.record.assessment.parts):
        yield f"signers/subject_teachers/{index}", part.teacher
    yield "signers/homeroom", case.record.homeroom_teacher
    yield "signers/manager", case.record.manager.person


def people(case: Case) -> Iterator[Finding]:
    """Name and number of each signer."""
    names: dict[str, str] = {}
    for where, person in _signers(case):
        number = person.personal_id
        if not person.name.strip() or not number.strip():
            yield finding("SIGNER_MISSING", where, name=person.name or "–")
            continue
        if any(one.code == "ID_FORMAT" for one in check_personal_id(number, sex=None, birth_year=None)):
            yield finding("SIGNER_ID_FORMAT", f"{where}/personal_id", name=person.name, value=number)
        if number == case.record.pupil.personal_id:
            yield finding("SIGNER_IS_PUPIL", f"{where}/personal_id", name=person.name, value=number)
        known = names.setdefault(number, person.name)
        if known != person.name:
            yield finding("SIGNER_TWO_NAMES", f"{where}/name", value=number, name=person.name, other=known)
        if case.context.staff is not None and number not in case.context.staff:
            yield finding("SIGNER_NOT_ON_STAFF", where, name=person.name)


def manager_title(case: Case) -> Iterator[Finding]:
    """The title under which the head or a deputy signs."""
    titles = manager_titles(case.rules.day)
    if case.record.manager.title not in titles:
        yield finding(
            "MANAGER_TITLE_UNKNOWN", "signers/manager/title", title=case.record.manager.title, titles=", ".join(titles)
        )


def parts(case: Case) -> Iterator[Finding]:
    """One part a teacher, none empty, each subject with the teacher it is assigned to."""
    counted = Counter(part.teacher.personal_id for part in case.record.assessment.parts)
    for index, part in enumerate(case.record.assessment.parts):
        where, teacher = f"signers/subject_teachers/{index}", part.teacher
        if counted[teacher.personal_id] > 1:
            yield finding("TEACHER_PART_TWICE", where, name=teacher.name)
        if not part.results:
            yield finding("TEACHER_PART_EMPTY", where, name=teacher.name)
        for result in part.results:
            assigned = case.context.assigned.get(result.subject)
            if assigned is not None and assigned.personal_id != teacher.personal_id:
                yield finding(
                    "TEACHER_NOT_ASSIGNED",
                    where,
                    name=teacher.name,
                    assigned=assigned.name,
                    subject=form_name(result.subject),
                )


CHECKS = (people, manager_title, parts)
