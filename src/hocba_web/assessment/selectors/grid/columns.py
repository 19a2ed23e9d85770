"""The columns of every table of entry: what each holds, what it accepts, where the forms have it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hocba.model import GENERAL_COMPETENCIES, Competency, Moment, OverallResult, Quality, Subject, TraitLevel
from hocba.model import SubjectLevel as Level
from hocba.regulation import YearEndAward, award_title, competency_info, level_name, quality_info
from hocba_web.assessment.parts import HOMEROOM
from hocba_web.assessment.selectors.register import ClassFacts

COMMENT_LONGEST = 1000
AWARD_LONGEST = 500


class Store(Enum):
    """The table that keeps a column's values."""

    SUBJECT = "subject"
    TRAIT = "trait"
    HOMEROOM = "homeroom"
    YEAR_END = "year_end"
    DERIVED = "derived"
    """Nowhere: computed when shown."""


class Section(Enum):
    """Which table of the homeroom teacher a column stands in; the value is its name in addresses."""

    SUBJECTS = "mon-hoc"
    TRAITS = "pham-chat-nang-luc"
    COMMENTS = "nhan-xet"
    PRESENCE = "chuyen-can-suc-khoe"
    YEAR = "tong-ket"


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    id: str
    """Stable name, part of the protocol and of `EditAct`: "MATHS.level", "q.HONESTY", "comment_homeroom"."""
    part: str
    """Whose it is: the part of the class's results."""
    section: Section
    store: Store
    field: str
    """Column of the database."""
    kind: str
    """Of the grid protocol: level, trait, score, int, decimal, text, choice, readonly."""
    title: str
    where: str
    """Place of the core's findings: "subjects/MATHS/level"."""
    group: str = ""
    required: bool = False
    """Whether a class is complete only with it."""
    of: Subject | Competency | Quality | None = None
    choices: tuple[tuple[str, str], ...] = ()
    """(value, words)."""
    least: int = 0
    most: int = 0
    longest: int = 0
    """Characters of a text."""
    topic: str = ""
    """Of the comment bank; empty where no sentence is offered."""
    width: int = 0
    """Wanted width in the grid, pixels; 0: the grid's own."""
    of_results: bool = True
    """Locked for a pupil who is not assessed."""


_LEVELS = tuple((level.value, level_name(level)) for level in Level)
_TRAITS = tuple((level.value, level_name(level)) for level in TraitLevel)
_OVERALL = tuple((one.value, level_name(one)) for one in OverallResult)
_AWARDS = tuple((award_title(award), award_title(award)) for award in YearEndAward)
_TERM_ENDS = (Moment.END1, Moment.YEAR_END)


def columns_of(facts: ClassFacts, moment: Moment) -> tuple[Column, ...]:
    """Every column of a class at a moment, in the order of the forms."""
    return tuple(_columns(facts, moment))


def subject_columns(facts: ClassFacts, moment: Moment, subject: Subject) -> Iterator[Column]:
    """Level, score where this grade has a test at this moment (Circular 27/2020/TT-BGDĐT, art. 7(1)(b)), comment."""
    name, key = facts.part_name(subject.value), subject.value
    column = partial(Column, part=key, section=Section.SUBJECTS, store=Store.SUBJECT, group=name, of=subject)
    yield column(
        f"{key}.level",
        field="level",
        kind="level",
        title=_("Mức đạt"),
        where=f"subjects/{key}/level",
        required=True,
        choices=_LEVELS,
    )
    if subject in facts.rules.tested(moment):
        yield column(
            f"{key}.score",
            field="score",
            kind="score",
            title=_("Điểm KT"),
            where=f"subjects/{key}/score",
            required=True,
            most=10,
        )
    yield column(
        f"{key}.comment",
        field="comment",
        kind="text",
        title=_("Nhận xét"),
        where=f"subjects/{key}/comment",
        longest=COMMENT_LONGEST,
        topic=key,
    )


def _columns(facts: ClassFacts, moment: Moment) -> Iterator[Column]:
    for subject in facts.subjects:
        yield from subject_columns(facts, moment, subject)
    yield from _traits(facts)
    yield from _comments(moment)
    if moment in _TERM_ENDS:
        yield from _presence(moment)
    if moment is Moment.YEAR_END:
        yield from _year()


def _traits(facts: ClassFacts) -> Iterator[Column]:
    """Qualities and competencies (art. 7(2)), at all four moments (art. 9(1))."""
    for quality in facts.rules.qualities:
        name, group = quality_info(quality).caption, _("Phẩm chất chủ yếu")
        yield _trait(f"q.{quality.value}", quality, name, group, f"qualities/{quality.value}")
    for competency in facts.rules.competencies:
        general = competency in GENERAL_COMPETENCIES
        name, group = (
            competency_info(competency).caption,
            _("Năng lực chung") if general else _("Năng lực đặc thù"),
        )
        yield _trait(f"c.{competency.value}", competency, name, group, f"competencies/{competency.value}")


def _trait(name_of_column: str, of: Quality | Competency, name: str, group: str, where: str) -> Column:
    return Column(
        name_of_column,
        part=HOMEROOM,
        section=Section.TRAITS,
        store=Store.TRAIT,
        field="level",
        kind="trait",
        title=name,
        group=group,
        where=where,
        required=True,
        choices=_TRAITS,
        of=of,
    )


COMMENT_PLACES = {
    "comment_qualities": ("comments/qualities", "qualities", gettext_noop("Nhận xét phẩm chất")),
    "comment_general": ("comments/general_competencies", "general", gettext_noop("Nhận xét năng lực chung")),
    "comment_specific": ("comments/specific_competencies", "specific", gettext_noop("Nhận xét năng lực đặc thù")),
    "comment_homeroom": ("comments/homeroom", "homeroom", gettext_noop("Nhận xét chung")),
}
"""Column -> place in a record, topic of the comment bank, title."""


def _comments(moment: Moment) -> Iterator[Column]:
    """Comments by group; the record of the year asks for all four (art. 9(2)(b))."""
    for name, (where, topic, title) in COMMENT_PLACES.items():
        yield Column(
            name,
            part=HOMEROOM,
            section=Section.COMMENTS,
            store=Store.HOMEROOM,
            field=name,
            kind="text",
            title=_(title),
            where=where,
            required=moment is Moment.YEAR_END,
            longest=COMMENT_LONGEST,
            topic=topic,
        )


def _presence(moment: Moment) -> Iterator[Column]:
    """Absences since the start of the year, weight and height; the record takes those of the year's end."""
    required = moment is Moment.YEAR_END
    absences, health = _("Số buổi nghỉ từ đầu năm"), _("Sức khỏe")
    for name, title in (("excused", gettext_noop("Có phép")), ("unexcused", gettext_noop("Không phép"))):
        yield Column(
            name,
            part=HOMEROOM,
            section=Section.PRESENCE,
            store=Store.HOMEROOM,
            field=name,
            kind="int",
            title=_(title),
            group=absences,
            where=f"absences/{name}",
            required=required,
            most=350,
            of_results=False,
        )
    for name, title, most in (
        ("height_cm", gettext_noop("Chiều cao (cm)"), 250),
        ("weight_kg", gettext_noop("Cân nặng (kg)"), 200),
    ):
        yield Column(
            name,
            part=HOMEROOM,
            section=Section.PRESENCE,
            store=Store.HOMEROOM,
            field=name,
            kind="decimal",
            title=_(title),
            group=health,
            where=f"health/{name}",
            required=required,
            most=most,
            of_results=False,
        )


def _year() -> Iterator[Column]:
    """The overall result of the year: proposed by the rules, decided by the homeroom teacher; awards (art. 9, 13)."""
    column = partial(Column, part=HOMEROOM, section=Section.YEAR)
    overall = _("Đánh giá kết quả giáo dục")
    yield column(
        "proposed",
        store=Store.DERIVED,
        field="",
        kind="readonly",
        title=_("Đề xuất theo quy định"),
        group=overall,
        where="",
        width=150,
    )
    yield column(
        "overall",
        store=Store.YEAR_END,
        field="overall",
        kind="choice",
        title=_("Giáo viên quyết định"),
        group=overall,
        where="overall",
        required=True,
        choices=_OVERALL,
        width=160,
    )
    yield column(
        "why",
        store=Store.DERIVED,
        field="",
        kind="text",
        title=_("Vì sao đề xuất như vậy"),
        group=overall,
        where="",
        width=320,
    )
    awards = _("Khen thưởng")
    yield column(
        "award_year_end",
        store=Store.YEAR_END,
        field="award_year_end",
        kind="choice",
        title=_("Cuối năm"),
        group=awards,
        where="awards/year_end",
        choices=_AWARDS,
        longest=AWARD_LONGEST,
        width=190,
    )
    yield column(
        "award_ad_hoc",
        store=Store.YEAR_END,
        field="award_ad_hoc",
        kind="text",
        title=_("Đột xuất"),
        group=awards,
        where="awards/ad_hoc",
        longest=AWARD_LONGEST,
        width=200,
    )
    yield column(
        "outcome",
        store=Store.DERIVED,
        field="",
        kind="text",
        title=_("Hoàn thành chương trình, lên lớp"),
        where="",
        width=230,
    )
