"""The tables that pages show: one subject, all of one's subjects, and those of the homeroom teacher."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hocba.model import Moment, Subject
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, allowed
from hocba_web.assessment.parts import HOMEROOM, subject_of, subject_of_slug, subject_slug
from hocba_web.assessment.selectors.grid.columns import Column, Section, Store
from hocba_web.assessment.selectors.register import ClassFacts
from hocba_web.base.refusals import Missing

ALL_SUBJECTS = "cac-mon"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of entry of a class."""

    slug: str
    """In addresses."""
    title: str
    parts: tuple[str, ...]
    section: Section

    @property
    def stores(self) -> tuple[Store, ...]:
        """Tables it is made from, with those that its checks and proposals look at."""
        return _STORES[self.section]

    def columns(self, columns: Iterable[Column]) -> tuple[Column, ...]:
        """Those of a class's columns that this table shows; comments only where there is one subject."""
        wide = len(self.parts) > 1
        return tuple(
            column
            for column in columns
            if column.part in self.parts and column.section is self.section and not (wide and column.kind == "text")
        )


_STORES: Mapping[Section, tuple[Store, ...]] = {
    Section.SUBJECTS: (Store.SUBJECT,),
    Section.TRAITS: (Store.SUBJECT, Store.TRAIT),
    Section.COMMENTS: (Store.HOMEROOM,),
    Section.PRESENCE: (Store.HOMEROOM,),
    Section.YEAR: (Store.SUBJECT, Store.TRAIT, Store.YEAR_END),
}


def may(actor: Actor, action: Action, facts: ClassFacts, part: str) -> bool:
    """Whether somebody may do this with a part of a class."""
    return allowed(actor, action, Target(school_id=facts.school_id, class_id=facts.id, subject=subject_of(part)))


def entry_action(part: str) -> Action:
    """What entering a part is called in the matrix."""
    return Action.RESULTS_ENTER_HOMEROOM if part == HOMEROOM else Action.RESULTS_ENTER_SUBJECT


def section_title(section: Section) -> str:
    """What a table of the homeroom teacher is called."""
    return {
        Section.SUBJECTS: _("Môn học"),
        Section.TRAITS: _("Phẩm chất, năng lực"),
        Section.COMMENTS: _("Nhận xét"),
        Section.PRESENCE: _("Chuyên cần, sức khỏe"),
        Section.YEAR: _("Đánh giá cuối năm"),
    }[section]


def homeroom_sections(moment: Moment) -> tuple[Section, ...]:
    """Tables of the homeroom teacher at a moment."""
    if moment is Moment.YEAR_END:
        return (Section.TRAITS, Section.COMMENTS, Section.PRESENCE, Section.YEAR)
    if moment is Moment.END1:
        return (Section.TRAITS, Section.COMMENTS, Section.PRESENCE)
    return (Section.TRAITS, Section.COMMENTS)


def sheets_for(actor: Actor, facts: ClassFacts, moment: Moment) -> tuple[Sheet, ...]:
    """Every table of a class that somebody may see: the homeroom teacher's, then the subjects as on the form."""
    found = []
    if may(actor, Action.RESULTS_VIEW, facts, HOMEROOM):
        found += [
            Sheet(section.value, section_title(section), (HOMEROOM,), section) for section in homeroom_sections(moment)
        ]
    subjects = [one for one in facts.subjects if may(actor, Action.RESULTS_VIEW, facts, one.value)]
    if len(subjects) > 1:
        found.append(Sheet(ALL_SUBJECTS, _("Các môn"), _several(actor, facts, subjects), Section.SUBJECTS))
    found += [_of_subject(facts, one) for one in subjects]
    return tuple(found)


def sheet_named(actor: Actor, facts: ClassFacts, moment: Moment, slug: str) -> Sheet:
    """The table at an address.

    Raises:
        Missing: NOT_FOUND_HERE, this class has no such table at this moment.
    """
    if slug == ALL_SUBJECTS:
        found = [sheet for sheet in sheets_for(actor, facts, moment) if sheet.slug == slug]
        if found:
            return found[0]
    subject = subject_of_slug(slug)
    if subject in facts.subjects and subject is not None:
        return _of_subject(facts, subject)
    for section in homeroom_sections(moment):
        if section.value == slug:
            return Sheet(slug, section_title(section), (HOMEROOM,), section)
    raise Missing("NOT_FOUND_HERE")


def sheet_slug(part: str) -> str:
    """Where a part is entered."""
    return Section.TRAITS.value if part == HOMEROOM else subject_slug(Subject(part))


def _of_subject(facts: ClassFacts, subject: Subject) -> Sheet:
    return Sheet(subject_slug(subject), facts.part_name(subject.value), (subject.value,), Section.SUBJECTS)


def _several(actor: Actor, facts: ClassFacts, subjects: list[Subject]) -> tuple[str, ...]:
    """Subjects of the table of many: one's own if one teaches any there, else all one may read."""
    own = [one.value for one in subjects if may(actor, Action.RESULTS_ENTER_SUBJECT, facts, one.value)]
    return tuple(own if len(own) > 1 else (one.value for one in subjects))
