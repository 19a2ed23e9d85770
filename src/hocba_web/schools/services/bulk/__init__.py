"""Writing many rows of the register at once: what workbooks bring, and what undoing them puts back.

For `hocba_web.intake` alone, which asks for permission, compares and leaves the audit entry; everything here runs
inside its transaction.
"""

from hocba_web.schools.services.bulk.assignments import write_in_force
from hocba_web.schools.services.bulk.changes import Change, Writing
from hocba_web.schools.services.bulk.pupils import hold_pupils, write_history, write_pupils
from hocba_web.schools.services.bulk.structure import write_classes, write_school, write_staff
from hocba_web.schools.services.bulk.windows import closed_registers

__all__ = [
    "Change",
    "Writing",
    "closed_registers",
    "hold_pupils",
    "write_classes",
    "write_history",
    "write_in_force",
    "write_pupils",
    "write_school",
    "write_staff",
]
