"""Tables of the public's doors."""

from hocba_web.portal.models.lookup import FamilyLink, Spent, Visit
from hocba_web.portal.verifying.models import IssuedReport

__all__ = ["FamilyLink", "IssuedReport", "Spent", "Visit"]
