"""Writes of the pupils' register, each with permission, window, history and trace."""

from hocba_web.schools.services.pupils.admission import pupil_admit
from hocba_web.schools.services.pupils.edit import (
    CIVIL_STATUS_FIELDS,
    civil_fields_locked,
    civil_status_change,
    disability_change,
    pupil_edit,
)
from hocba_web.schools.services.pupils.errors import Conflict, DataRefused, MayBeDuplicate, Problem
from hocba_web.schools.services.pupils.moves import class_change, pupil_leave, pupil_return
from hocba_web.schools.services.pupils.reviews import class_review_confirm, duplicate_dismiss
from hocba_web.schools.services.pupils.transfers import (
    transfer_decide,
    transfer_in_ask,
    transfer_out_ask,
    transfer_withdraw,
)

__all__ = [
    "CIVIL_STATUS_FIELDS",
    "Conflict",
    "DataRefused",
    "MayBeDuplicate",
    "Problem",
    "civil_fields_locked",
    "civil_status_change",
    "class_change",
    "class_review_confirm",
    "disability_change",
    "duplicate_dismiss",
    "pupil_admit",
    "pupil_edit",
    "pupil_leave",
    "pupil_return",
    "transfer_decide",
    "transfer_in_ask",
    "transfer_out_ask",
    "transfer_withdraw",
]
