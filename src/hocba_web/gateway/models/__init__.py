"""Tables of the gateway."""

from hocba_web.gateway.models.access import Access, Certificate
from hocba_web.gateway.models.messages import Item, Message, RecallRequest, SealedPdf
from hocba_web.gateway.models.rehearsal import Rehearsal
from hocba_web.gateway.models.roster import ComparingChange, Roster, RosterDraft, RosterPupil, RosterTeacher

__all__ = [
    "Access",
    "Certificate",
    "ComparingChange",
    "Item",
    "Message",
    "RecallRequest",
    "Rehearsal",
    "Roster",
    "RosterDraft",
    "RosterPupil",
    "RosterTeacher",
    "SealedPdf",
]
