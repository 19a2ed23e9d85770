"""Tables of records; private to this application."""

from hocba_web.records.models.contents import Revision, Signature, StoredFile
from hocba_web.records.models.record import Record, Step
from hocba_web.records.models.requests import Cancellation, Return, Unlocking, UnlockingPart

__all__ = [
    "Cancellation",
    "Record",
    "Return",
    "Revision",
    "Signature",
    "Step",
    "StoredFile",
    "Unlocking",
    "UnlockingPart",
]
