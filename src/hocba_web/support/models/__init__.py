"""Tables of support."""

from hocba_web.support.models.incidents import Incident, IncidentEntry
from hocba_web.support.models.reports import ChangeRequest, FaultMessage, FaultReport

__all__ = ["ChangeRequest", "FaultMessage", "FaultReport", "Incident", "IncidentEntry"]
