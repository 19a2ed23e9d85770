"""States, parts and places of records in templates."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from hocba.lifecycle import State
from hocba.messages import next_step, what
from hocba.model import Moment
from hocba.model.changes import Change
from hocba_web.assessment.parts import part_name as name_of_part
from hocba_web.assessment.selectors.grid.columns import Section
from hocba_web.assessment.selectors.grid.sheets import sheet_slug
from hocba_web.base.templatetags.hocba_ui import status
from hocba_web.records.change_words import place_words
from hocba_web.records.selectors.assembling import Entry, Obstacle, Page
from hocba_web.records.wording import KINDS, SLOTS, STAGES, event_label, language, role_label, state_label

register = template.Library()


@register.simple_tag
def record_state(state: State) -> SafeString:
    """A record's state: icon, word, colour."""
    return status(KINDS[state], state_label(state))


@register.simple_tag
def request_stage(stage: str) -> SafeString:
    """How far a request is."""
    kind, label = STAGES[stage]
    return status(kind, str(label))


@register.filter
def part_label(part: str) -> str:
    """What people call a part."""
    return name_of_part(part)


@register.filter
def slot_label(slot: str) -> str:
    """Who fills a slot."""
    return str(SLOTS.get(slot, slot))


@register.filter
def state_words(state: str) -> str:
    """A stored state in words."""
    return state_label(state)


@register.filter
def event_words(event: str) -> str:
    """A stored event in words."""
    return event_label(event)


@register.filter
def role_words(role: str) -> str:
    """A stored role in words."""
    return role_label(role)


@register.filter
def change_place(change: Change) -> str:
    """Where something changed: "Âm nhạc – mức đạt được"."""
    return place_words(change)


@register.filter
def problem(obstacle: Obstacle) -> str:
    """What stands against a record."""
    return what(obstacle.code, obstacle.params, language=language())


@register.filter
def problem_next(obstacle: Obstacle) -> str:
    """What to do about it."""
    return next_step(obstacle.code, obstacle.params, language=language())


@register.simple_tag
def problem_url(obstacle: Obstacle, entry: Entry) -> str:
    """The page on which it is put right."""
    place = obstacle.place
    if place.page is Page.RESULTS:
        if not place.detail:
            return reverse("assessment:class", args=(entry.class_id, Moment.YEAR_END.value))
        slug = _SECTIONS.get(obstacle.where.partition("/")[0]) or sheet_slug(place.detail)
        return reverse("assessment:grid", args=(entry.class_id, Moment.YEAR_END.value, slug))
    if place.page is Page.YEAR_END:
        return reverse("assessment:year_end_pupil", args=(entry.class_id, entry.enrolment_id))
    if place.page is Page.SUPPLEMENTARY:
        return reverse("assessment:supplementary_case", args=(entry.enrolment_id,))
    if place.page in {Page.PUPIL, Page.HISTORY}:
        return reverse("schools:pupil", args=(entry.pupil_id,))
    return reverse(_PAGES[place.page])


_SECTIONS = {
    "health": Section.PRESENCE.value,
    "absences": Section.PRESENCE.value,
    "comments": Section.COMMENTS.value,
    "awards": Section.YEAR.value,
    "competencies": Section.TRAITS.value,
    "qualities": Section.TRAITS.value,
}
"""Field of the record -> the homeroom teacher's table in which it is entered."""
_PAGES = {
    Page.TEACHING: "schools:assignment",
    Page.STAFF: "schools:staff",
    Page.OFFICES: "schools:appointments",
    Page.SCHOOL: "schools:school",
}
