"""Tables of the register."""

from hocba_web.register.models.closing import Closing, ClosingPlan, Permit, Prepared
from hocba_web.register.models.recalls import Recall
from hocba_web.register.models.records import Copy, Number, Receipt, Record
from hocba_web.register.models.schools import School

__all__ = ["Closing", "ClosingPlan", "Copy", "Number", "Permit", "Prepared", "Recall", "Receipt", "Record", "School"]
