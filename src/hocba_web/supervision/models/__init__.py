"""Tables of supervision."""

from hocba_web.supervision.models.inspections import Inspection, Inspector
from hocba_web.supervision.models.notices import Notice

__all__ = ["Inspection", "Inspector", "Notice"]
