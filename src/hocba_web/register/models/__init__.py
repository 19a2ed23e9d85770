"""Tables of the register."""

from hocba_web.register.models.closing import Closing, Permit, Prepared
from hocba_web.register.models.records import Copy, Number, Receipt, Record
from hocba_web.register.models.schools import School

__all__ = ["Closing", "Copy", "Number", "Permit", "Prepared", "Receipt", "Record", "School"]
