"""A record's content in the words of the form, section by section, for pages."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from hocba.model import Assessment, Subject, YearRecord
from hocba.regulation import competency_info, level_name, quality_info

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """One subject."""

    name: str
    level: str
    score: str
    comment: str
    teacher: str


@dataclass(frozen=True, slots=True)
class Readable:
    """What a page shows of a record; empty where it is not for these eyes."""

    pupil: tuple[Pair, ...]
    history: tuple[tuple[str, str, str, str], ...]
    """School year, class, school, day of entry."""
    subjects: tuple[SubjectLine, ...]
    not_assessed: str
    """The paper on which a pupil is not assessed; empty for others."""
    competencies: tuple[Pair, ...]
    qualities: tuple[Pair, ...]
    comments: tuple[Pair, ...]
    ending: tuple[Pair, ...]
    """Overall result, awards, completion, absences, health."""
    signers: tuple[Pair, ...]


def readable(record: YearRecord, *, only: Collection[Subject] | None = None) -> Readable:
    """A record for reading.

    Args:
        record: the content.
        only: subjects of a teacher who reads no more than their own part; None for everything.
    """
    subjects = tuple(_subjects(record, only))
    if only is not None:
        return Readable((), (), subjects, "", (), (), (), (), ())
    assessment = record.assessment
    traits = (assessment.competencies, assessment.qualities) if isinstance(assessment, Assessment) else ((), ())
    return Readable(
        pupil=tuple(_pupil(record)),
        history=tuple(
            (str(one.school_year), one.class_name, one.school_name, _day(one.entered_on)) for one in record.history
        ),
        subjects=subjects,
        not_assessed="" if isinstance(assessment, Assessment) else assessment.evidence,
        competencies=tuple((competency_info(one).caption, level_name(level)) for one, level in traits[0]),
        qualities=tuple((quality_info(one).caption, level_name(level)) for one, level in traits[1]),
        comments=(
            (_("Phẩm chất chủ yếu"), record.comments.qualities),
            (_("Năng lực chung"), record.comments.general_competencies),
            (_("Năng lực đặc thù"), record.comments.specific_competencies),
            (_("Giáo viên chủ nhiệm"), record.comments.homeroom),
        ),
        ending=tuple(_ending(record)),
        signers=(
            (_("Giáo viên chủ nhiệm"), record.homeroom_teacher.name),
            (record.manager.title, record.manager.name),
        ),
    )


def _subjects(record: YearRecord, only: Collection[Subject] | None) -> Iterator[SubjectLine]:
    teachers = {one.subject: part.teacher.name for part in record.assessment.parts for one in part.results}
    results = record.assessment.results() if isinstance(record.assessment, Assessment) else ()
    for one in results:
        if only is None or one.subject in only:
            score = "" if one.score is None else str(one.score)
            yield SubjectLine(one.name, level_name(one.level), score, one.comment, teachers[one.subject])


def _pupil(record: YearRecord) -> Iterator[Pair]:
    pupil = record.pupil
    yield _("Họ và tên"), pupil.name
    yield _("Ngày sinh"), _day(pupil.born)
    yield _("Giới tính"), pupil.sex.value
    yield _("Số định danh cá nhân"), pupil.personal_id
    yield _("Mã định danh Bộ GDĐT"), pupil.ministry_id
    yield _("Dân tộc, quốc tịch"), f"{pupil.ethnicity}, {pupil.nationality}"
    yield _("Nơi sinh"), pupil.birthplace
    yield _("Quê quán"), pupil.home_place
    yield _("Nơi ở hiện nay"), pupil.residence
    yield _("Số sổ đăng bộ"), pupil.register_no
    yield _("Họ tên mẹ"), pupil.family.mother
    yield _("Họ tên cha"), pupil.family.father
    yield _("Người giám hộ"), pupil.family.guardian


def _ending(record: YearRecord) -> Iterator[Pair]:
    if isinstance(record.assessment, Assessment):
        yield _("Đánh giá kết quả giáo dục"), level_name(record.assessment.overall)
    yield _("Khen thưởng cuối năm"), record.awards.year_end
    yield _("Khen thưởng đột xuất"), record.awards.ad_hoc
    yield _("Hoàn thành, lên lớp"), record.outcome.text
    absences, health = record.absences, record.health
    yield (
        _("Số buổi nghỉ"),
        _("%(excused)s có phép, %(unexcused)s không phép")
        % {"excused": absences.excused, "unexcused": absences.unexcused},
    )
    yield _("Cân nặng, chiều cao"), f"{_number(health.weight_kg)} kg, {_number(health.height_cm)} cm"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _number(value: Decimal) -> str:
    return format(value.normalize(), "f").replace(".", ",")
