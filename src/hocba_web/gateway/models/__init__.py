"""Tables of the gateway."""

from hocba_web.gateway.models.events import Event
from hocba_web.gateway.models.messages import Item, Message, RecallRequest
from hocba_web.gateway.models.records import Closing, HeldRecord, SealedPdf
from hocba_web.gateway.models.rehearsal import Rehearsal
from hocba_web.gateway.models.units import Certificate, Unit

__all__ = [
    "Certificate",
    "Closing",
    "Event",
    "HeldRecord",
    "Item",
    "Message",
    "RecallRequest",
    "Rehearsal",
    "SealedPdf",
    "Unit",
]
