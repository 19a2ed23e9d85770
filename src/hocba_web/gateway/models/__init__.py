"""Tables of the gateway."""

from hocba_web.gateway.models.access import Access, Certificate
from hocba_web.gateway.models.messages import Item, Message, RecallRequest, SealedPdf
from hocba_web.gateway.models.rehearsal import Rehearsal
from hocba_web.gateway.models.roster import Roster, RosterPupil, RosterTeacher

__all__ = [
    "Access",
    "Certificate",
    "Item",
    "Message",
    "RecallRequest",
    "Rehearsal",
    "Roster",
    "RosterPupil",
    "RosterTeacher",
    "SealedPdf",
]
