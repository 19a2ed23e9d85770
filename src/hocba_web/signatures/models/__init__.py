"""Tables of signing; private to this application."""

from hocba_web.signatures.models.batches import Batch, Item
from hocba_web.signatures.models.certificates import Certificate, Evidence, KeyFile

__all__ = ["Batch", "Certificate", "Evidence", "Item", "KeyFile"]
