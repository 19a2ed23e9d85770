"""Tables of support."""

from hocba_web.support.models.incidents import Incident, IncidentEntry
from hocba_web.support.models.reports import ChangeRequest, FaultMessage, FaultReport
from hocba_web.support.models.training import ExerciseDone, GuideRead

__all__ = ["ChangeRequest", "ExerciseDone", "FaultMessage", "FaultReport", "GuideRead", "Incident", "IncidentEntry"]
