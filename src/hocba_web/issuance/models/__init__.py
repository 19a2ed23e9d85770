"""Tables of issuance; private to this application."""

from hocba_web.issuance.models.approval import Seen
from hocba_web.issuance.models.copies import Copy, CopyRecord, CopyRegister
from hocba_web.issuance.models.handing import HandOut

__all__ = ["Copy", "CopyRecord", "CopyRegister", "HandOut", "Seen"]
