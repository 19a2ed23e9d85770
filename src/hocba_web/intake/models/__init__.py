"""Tables of workbooks on their way in."""

from hocba_web.intake.models.runs import Batch, ImportRun

__all__ = ["Batch", "ImportRun"]
