"""Tables of the public's doors."""

from hocba_web.portal.models.lookup import Effort, FamilyLink, Spent, Visit
from hocba_web.portal.verifying.models import IssuedReport

__all__ = ["Effort", "FamilyLink", "IssuedReport", "Spent", "Visit"]
