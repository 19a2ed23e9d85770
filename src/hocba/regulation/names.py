"""What the forms, the sector database and people call things: subjects, competencies, qualities, levels, moments."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from hocba.model import (
    Competency,
    Moment,
    OverallResult,
    Quality,
    Subject,
    SubjectLevel,
    TraitLevel,
)
from hocba.regulation.parameters import circular, database


@dataclass(frozen=True, slots=True)
class SubjectInfo:
    """The names and codes of one subject."""

    subject: Subject
    form_name: str
    """Name on the official form; "Ngoại ngữ 1" still lacks its language, see `form_name`."""
    csdl_caption: str
    """Caption in files of the sector database: "TH-CN (Tin học)", "Tiếng việt"."""
    ministry_code: str
    """Two digits. IT and TECHNOLOGY share 87: only code and name together tell the subject."""
    caption_synonyms: tuple[str, ...]
    """Other captions seen; compare without case."""
    vnedu_captions: tuple[str, ...]
    vnedu_code: str
    """Code in subject books of vnEdu; empty where not known."""

    @property
    def captions(self) -> tuple[str, ...]:
        """Every caption of the subject, the usual one first, without repeats."""
        return tuple(dict.fromkeys((self.csdl_caption, self.form_name, *self.caption_synonyms, *self.vnedu_captions)))


@dataclass(frozen=True, slots=True)
class TraitInfo:
    """The name of one competency or quality."""

    trait: Competency | Quality
    caption: str
    """The same on the form, in the sector database and in vnEdu."""


@cache
def subject_info(subject: Subject) -> SubjectInfo:
    """Names and codes of a subject, as the newest forms have them."""
    return SubjectInfo(
        subject=subject,
        form_name=circular("form_name").newest.table(str)[subject.value],
        csdl_caption=database("csdl_caption").newest.table(str)[subject.value],
        ministry_code=database("ministry_code").newest.table(str)[subject.value],
        caption_synonyms=database("caption_synonyms").newest.lists(str)[subject.value],
        vnedu_captions=database("vnedu_captions").newest.lists(str)[subject.value],
        vnedu_code=database("vnedu_code").newest.table(str)[subject.value],
    )


def form_name(subject: Subject, language: str = "") -> str:
    """Name of a subject as the form prints it; a language is named: "Ngoại ngữ 1 (Tiếng Anh)"."""
    name = subject_info(subject).form_name
    return f"{name} ({language})" if language else name


@cache
def competency_info(competency: Competency) -> TraitInfo:
    """Name of a competency."""
    return TraitInfo(competency, circular("competency_name").newest.table(str)[competency.value])


@cache
def quality_info(quality: Quality) -> TraitInfo:
    """Name of a quality."""
    return TraitInfo(quality, circular("quality_name").newest.table(str)[quality.value])


@cache
def level_name(level: SubjectLevel | TraitLevel | OverallResult) -> str:
    """A level in the words of the form: "Hoàn thành tốt", "Đạt", "Hoàn thành xuất sắc"."""
    kind = {SubjectLevel: "subject", TraitLevel: "trait", OverallResult: "overall"}[type(level)]
    return circular(f"level_name.{kind}").newest.table(str)[level.value]


def moment_name(moment: Moment) -> str:
    """A moment of assessment in words, small letters: "giữa học kỳ I"."""
    return circular("level_name.moment").newest.table(str)[moment.value]


@cache
def _places() -> dict[str, str]:
    names = {f"subjects/{subject.value}": subject_info(subject).form_name for subject in Subject}
    names |= {f"competencies/{one.value}": f"Năng lực {competency_info(one).caption}" for one in Competency}
    return names | {f"qualities/{one.value}": f"Phẩm chất {quality_info(one).caption}" for one in Quality}


def place_name(where: str) -> str:
    """The Vietnamese name of a place such as "subjects/MUSIC/level"; the place itself where it has no name."""
    return _places().get("/".join(where.split("/")[:2]), where)
