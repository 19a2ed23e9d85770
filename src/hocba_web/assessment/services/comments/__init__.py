"""Keeping, sharing and removing sentences of the comment bank."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from hocba.model import SubjectLevel, TraitLevel
from hocba_web.accounts.actor import Actor
from hocba_web.accounts.permissions import Action, Target, require
from hocba_web.assessment.models import CommentSentence
from hocba_web.assessment.selectors.comments import TOPICS, Sentence
from hocba_web.audit import services as audit
from hocba_web.base.refusals import Missing, Refused
from hocba_web.base.text import clean

LONGEST = 500
MOST_OWN = 500
LEVELS = frozenset({"", *(level.value for level in SubjectLevel), *(level.value for level in TraitLevel)})


@transaction.atomic
def keep_sentence(*, actor: Actor, topic: str, text: str, level: str, at: datetime, shared: bool = False) -> Sentence:
    """Keep a sentence in one's own bank, or share it with the school; the same sentence is kept once.

    Args:
        actor: a teacher; to share, also who leads the school.
        topic: one of `TOPICS`.
        text: at most 500 characters.
        level: the level it fits; "" for any.
        at: aware, UTC.
        shared: for everybody at the school.

    Raises:
        Forbidden: ROLE_MAY_NOT.
        Refused: SENTENCE_EMPTY, SENTENCE_TOO_LONG, SENTENCE_TOPIC, SENTENCES_MANY.
    """
    action = Action.COMMENT_BANK_SHARED if shared else Action.COMMENT_BANK_OWN
    require(actor, action, Target(school_id=actor.school_id, user_id=actor.user_id))
    words = " ".join(clean(text).split())
    if not words:
        raise Refused("SENTENCE_EMPTY", where="text")
    if len(words) > LONGEST:
        raise Refused("SENTENCE_TOO_LONG", where="text", count=len(words), longest=LONGEST)
    if topic not in TOPICS or level not in LEVELS:
        raise Refused("SENTENCE_TOPIC", where="topic")
    owner = None if shared else actor.user_id
    mine = CommentSentence.objects.filter(school_id=actor.school_id, owner_id=owner)
    row = mine.filter(topic=topic, text=words).first()
    if row is None:
        if not shared and mine.count() >= MOST_OWN:
            raise Refused("SENTENCES_MANY", most=MOST_OWN)
        row = CommentSentence.objects.create(
            school_id=actor.school_id, owner_id=owner, topic=topic, level=level, text=words
        )
        _trace(actor, "assessment.sentence.kept", row, at)
    return Sentence(row.id, row.topic, row.level, row.text, own=not shared, shared=shared)


@transaction.atomic
def remove_sentence(*, actor: Actor, sentence_id: int, at: datetime) -> None:
    """Remove one's own sentence, or one the school shares.

    Raises:
        Missing: NOT_FOUND_HERE, also for somebody else's.
        Forbidden: ROLE_MAY_NOT.
    """
    row = CommentSentence.objects.filter(id=sentence_id, school_id=actor.school_id).first()
    if row is None or row.owner_id not in {None, actor.user_id}:
        raise Missing("NOT_FOUND_HERE")
    action = Action.COMMENT_BANK_MANAGE if row.owner_id is None else Action.COMMENT_BANK_OWN
    require(actor, action, Target(school_id=actor.school_id, user_id=actor.user_id))
    _trace(actor, "assessment.sentence.removed", row, at)
    row.delete()


def _trace(actor: Actor, action: str, row: CommentSentence, at: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=("sentence", row.id),
        at=at,
        school_id=actor.school_id,
        details={"topic": row.topic, "shared": row.owner_id is None},
    )
