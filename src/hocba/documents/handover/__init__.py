"""The hand-over document of a pupil who leaves in the middle of a year: value, XML, both ways."""

from hocba.documents.handover.model import Handover, HandoverMoment, HandoverResult
from hocba.documents.handover.read import is_handover, read_handover, read_handover_data
from hocba.documents.handover.write import data_region, write_handover

__all__ = [
    "Handover",
    "HandoverMoment",
    "HandoverResult",
    "data_region",
    "is_handover",
    "read_handover",
    "read_handover_data",
    "write_handover",
]
