"""Sentences for comments: those every school starts with, those the school shares, and one's own."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.db.models import Q
from django.utils.translation import gettext as _

from hocba.model import Subject
from hocba_web.accounts.actor import Actor
from hocba_web.assessment.models import CommentSentence
from hocba_web.assessment.parts import part_name
from hocba_web.base.refusals import Missing

TOPICS = (*(subject.value for subject in Subject), "qualities", "general", "specific", "homeroom")
"""A subject, or one of the homeroom teacher's four comments."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the bank."""

    id: int
    """Of the table; negative for one that every school starts with."""
    topic: str
    level: str
    """The level it fits; empty: any."""
    text: str
    own: bool
    shared: bool
    """Of the school; neither own nor shared: every school has it."""


def topic_name(topic: str) -> str:
    """What people call a topic.

    Raises:
        Missing: NOT_FOUND_HERE, there is no such topic.
    """
    if topic not in TOPICS:
        raise Missing("NOT_FOUND_HERE")
    names = {
        "qualities": _("Nhận xét phẩm chất"),
        "general": _("Nhận xét năng lực chung"),
        "specific": _("Nhận xét năng lực đặc thù"),
        "homeroom": _("Nhận xét chung"),
    }
    return names.get(topic) or part_name(topic)


def sentences(actor: Actor, topic: str) -> list[Sentence]:
    """What somebody may choose from for a topic: own sentences first, then the school's, then those all schools have.

    Raises:
        Missing: NOT_FOUND_HERE.
    """
    topic_name(topic)
    return [*own_and_shared(actor, topic), *(one for one in _given() if one.topic == topic)]


def own_and_shared(actor: Actor, topic: str = "") -> list[Sentence]:
    """Sentences of the table that somebody sees, of one topic or of all; own ones first."""
    rows = CommentSentence.objects.filter(
        Q(owner_id=actor.user_id) | Q(owner__isnull=True), school_id=actor.school_id
    ).order_by("topic", "level", "id")
    found = [
        Sentence(row.id, row.topic, row.level, row.text, row.owner_id is not None, row.owner_id is None)
        for row in (rows.filter(topic=topic) if topic else rows)
    ]
    return sorted(found, key=lambda one: not one.own)


@cache
def _given() -> tuple[Sentence, ...]:
    return tuple(_read())


def _read() -> Iterator[Sentence]:
    table = tomllib.loads((files(__package__) / "sentences.toml").read_text(encoding="utf-8"))
    number = 0
    for topic, levels in table.items():
        for level, texts in levels.items():
            for text in texts:
                number -= 1
                yield Sentence(number, topic, level, text, own=False, shared=False)
