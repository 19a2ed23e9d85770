"""Packages: prepared by the clerk, approved by the principal, signed, sent."""

from hocba_web.submission.services.packages.deciding import approve, dissolve
from hocba_web.submission.services.packages.preparing import Prepared, prepare
from hocba_web.submission.services.packages.sending import send

__all__ = ["Prepared", "approve", "dissolve", "prepare", "send"]
