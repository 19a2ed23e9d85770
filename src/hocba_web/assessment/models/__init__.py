"""Tables of results."""

from hocba_web.assessment.models.acts import CommentSentence, EditAct
from hocba_web.assessment.models.progress import CompletionMark, Progress, ReadyMark
from hocba_web.assessment.models.results import HomeroomEntry, Retest, SubjectResult, TraitResult
from hocba_web.assessment.models.windows import EntryWindow, LateRequest, Period
from hocba_web.assessment.models.year_end import (
    Handover,
    HandoverNote,
    PromotionDecision,
    RollOver,
    SupplementaryCase,
    SupplementaryEntry,
    YearEnd,
)

__all__ = [
    "CommentSentence",
    "CompletionMark",
    "EditAct",
    "EntryWindow",
    "Handover",
    "HandoverNote",
    "HomeroomEntry",
    "LateRequest",
    "Period",
    "Progress",
    "PromotionDecision",
    "ReadyMark",
    "Retest",
    "RollOver",
    "SubjectResult",
    "SupplementaryCase",
    "SupplementaryEntry",
    "TraitResult",
    "YearEnd",
]
