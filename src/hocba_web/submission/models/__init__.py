"""Tables of submission; private to this application."""

from hocba_web.submission.models.account import GatewayAccount
from hocba_web.submission.models.closing import Closing
from hocba_web.submission.models.outbox import Message
from hocba_web.submission.models.packages import Package, PackageLine
from hocba_web.submission.models.recalls import AmendmentPermit, Recall, RecallList
from hocba_web.submission.models.receipts import Receipt
from hocba_web.submission.models.told import AuthorityMessage, AuthorityMessageRead
from hocba_web.submission.models.transfers import Arrival, Departure, DigitisedYear, InheritedFile

__all__ = [
    "AmendmentPermit",
    "Arrival",
    "AuthorityMessage",
    "AuthorityMessageRead",
    "Closing",
    "Departure",
    "DigitisedYear",
    "GatewayAccount",
    "InheritedFile",
    "Message",
    "Package",
    "PackageLine",
    "Recall",
    "RecallList",
    "Receipt",
]
