"""Tables of transfers through the register."""

from hocba_web.relay.models.transfers import Document, Said, Transfer

__all__ = ["Document", "Said", "Transfer"]
